import Documents
import Logs
import Testing
import Traffic

/// Reads `text` as a trace, with its messages.
func trace(_ text: String, _ options: TraceOptions = .init()) -> (
  trace: RecordedTrace?, messages: [Diagnostic]
) {
  let diagnostics = Diagnostics()
  let trace = readTrace(bytes: Array(text.utf8), options: options, diagnostics: diagnostics)
  return (trace, diagnostics.all)
}

extension RecordedTrace {
  /// When its records arrived.
  var arrivals: [Int64] { records.map(\.arrival) }

  /// What they asked for.
  var shapeIndices: [Int32] { records.map(\.shape) }

  private var records: [TraceCursor.Record] {
    var cursor = cursor()
    var records: [TraceCursor.Record] = []
    while let record = try? cursor.next() { records.append(record) }
    return records
  }
}

@Suite("Reading traces")
struct TraceReaderTests {
  @Test("every column of the form is read, in any order")
  func golden() throws {
    let (read, messages) = trace(
      """
      service_time.2,host,method,header.x-user,path,arrival,status,duration,service_time.1,failure_draw.1,service_time.mirror,service_time.mirror.shop/next
      ,shop.example,post,ann,/cart?a=1,0,200,0.031,0.025,0.5,0.004,0.006
      0.5,shop.example,,,,1.5,503,,1e-3,0,0.005,
      ,shop.example,POST,ann,/cart?a=1,1.500000001,,,,,,

      """)
    #expect(messages == [])
    let found = try #require(read)
    #expect(found.count == 3)
    #expect(found.arrivals == [0, 1_500_000_000, 1_500_000_001])
    #expect(found.span == 1_500_000_001)
    #expect(!found.loops)
    let cart = RequestShape(
      method: "POST", host: "shop.example", path: "/cart?a=1", headers: [.init(name: "x-user", value: "ann")])
    #expect(found.shapes[Int(found.shapeIndices[0])] == cart)
    #expect(found.shapes[Int(found.shapeIndices[1])] == RequestShape(host: "shop.example"))
    #expect(found.hasDraws)
    #expect(found.serviceTime(record: 0, attempt: 1) == 0.025)
    #expect(found.serviceTime(record: 0, attempt: 2) == nil)
    #expect(found.serviceTime(record: 1, attempt: 1) == 0.001)
    #expect(found.serviceTime(record: 1, attempt: 2) == 0.5)
    #expect(found.serviceTime(record: 1, attempt: 3) == nil)
    #expect(found.serviceTime(record: 1, attempt: 0) == nil)
    #expect(found.failureDraw(record: 0, attempt: 1) == 0.5)
    #expect(found.failureDraw(record: 1, attempt: 1) == 0)
    #expect(found.failureDraw(record: 2, attempt: 1) == nil)
    #expect(found.mirrorServiceTime(record: 0, service: "shop/next") == 0.006)
    #expect(found.mirrorServiceTime(record: 1, service: "shop/next") == 0.005)
    #expect(found.mirrorServiceTime(record: 0, service: "shop/other") == 0.004)
    #expect(found.mirrorServiceTime(record: 2, service: "shop/next") == nil)
  }

  @Test("what the log of a gateway tells beside the request changes nothing")
  func importedColumns() throws {
    let (read, messages) = trace(
      """
      arrival,method,host,path,status,duration,upstream,upstream_duration,attempts,outcome,client
      0,GET,a.example,/,200,0.031,shop/cart,0.03,2,ok,10.0.0.1
      1,GET,a.example,/,,,,,,client-abort,

      """)
    #expect(messages == [])
    let found = try #require(read)
    #expect(found.shapes == [RequestShape(host: "a.example")])
    #expect(!found.hasDraws)
  }

  @Test("equal requests share a shape")
  func shapes() throws {
    let found = try #require(trace("arrival,path\n0,/a\n1,/b\n2,/a\n").trace)
    #expect(found.shapes.map(\.path) == ["/a", "/b"])
    #expect(found.shapeIndices == [0, 1, 0])
    #expect(!found.hasDraws)
  }

  @Test(
    "line ends, quotes, a byte order mark and empty lines are read as RFC 4180 has them",
    arguments: [
      "arrival,path\r\n0,\"/a,b\"\r\n",
      "arrival,path\n0,\"/a,b\"",
      "\u{FEFF}arrival,path\n0,\"/a,b\"\n",
      "\"arrival\",\"path\"\n\"0\",\"/a,b\"\n\n",
      "arrival,path\r\n\r\n0,\"/a,b\"\r\n\r\n",
    ])
  func forms(text: String) throws {
    let (read, messages) = trace(text)
    #expect(messages == [])
    #expect(read?.shapes.map(\.path) == ["/a,b"])
    #expect(read?.count == 1)
  }

  @Test("quotes and line ends inside quotes stay, and lines are counted through them")
  func quotes() throws {
    let (read, messages) = trace("arrival,header.a,path\n0,\"say \"\"yes\"\"\r\nor no\",/\nx,,/\n")
    #expect(read == nil)
    #expect(messages.map(\.location?.line) == [4])
    let found = try #require(trace("arrival,header.a\n0,\"say \"\"yes\"\"\nor no\"\n").trace)
    #expect(found.shapes[0].headers == [.init(name: "a", value: "say \"yes\"\nor no")])
  }

  @Test(
    "arrivals are exact to the nanosecond",
    arguments: [
      ("0", 0), ("0.000000001", 1), ("1.5e2", 150_000_000_000), ("12.3456789014", 12_345_678_901),
      ("12.3456789015", 12_345_678_902), ("1700000000.123456789", 1_700_000_000_123_456_789), ("1E-9", 1),
      ("0.0000000004", 0), ("+3", 3_000_000_000), ("-0", 0), (".5", 500_000_000),
      ("1.00000000000000000000000001", 1_000_000_000),
    ] as [(String, Int64)])
  func times(text: String, nanoseconds: Int64) {
    #expect(trace("arrival\n\(text)\n").trace?.start == nanoseconds)
  }

  @Test(
    "durations are the nearest double",
    arguments: [
      "0.1", "0.30000000000000004", "123456789012345678901234567890", "1e-300", "9007199254740993", "2.5e17",
    ])
  func doubles(text: String) throws {
    let found = try #require(trace("arrival,service_time.1\n0,\(text)\n").trace)
    #expect(found.serviceTime(record: 0, attempt: 1) == Double(text))
  }

  @Test("a faster replay divides the arrivals, and a loop begins again one mean gap after the end")
  func options() throws {
    let found = try #require(trace("arrival\n1\n2\n4\n", .init(speed: 2, loops: true)).trace)
    #expect(found.arrivals == [500_000_000, 1_000_000_000, 2_000_000_000])
    #expect(found.period == 2_250_000_000)
    let arrivals = Arrivals(.trace(found), seconds: 5)
    #expect(arrivals.times.map { $0 / 1_000_000 } == [500, 1000, 2000, 2750, 3250, 4250])
    #expect(arrivals.records == [0, 1, 2, 0, 1, 2])
    #expect(Arrivals(.trace(try #require(trace("arrival\n1\n2\n4\n").trace)), seconds: 9).times.count == 3)
  }

  @Test(
    "arrivals in the far future are read and never come, with or without a loop", arguments: [false, true])
  func farFuture(loops: Bool) throws {
    let found = try #require(trace("arrival\n0\n2305843009.213693952\n", .init(loops: loops)).trace)
    #expect(found.arrivals[1] == 1 << 61)
    #expect(Arrivals(.trace(found), seconds: 2_592_000).times == [0])
    #expect(trace("arrival\n2305843009.213693953\n").messages.map(\.code) == [TraceCode.number.rawValue])
    #expect(
      trace("arrival\n2305843009\n", .init(speed: 0.5)).messages.map(\.code) == [TraceCode.number.rawValue])
  }

  struct Mistake: CustomTestStringConvertible {
    let text: String
    let code: TraceCode
    let line: Int?
    var column = 1
    var says = ""
    var testDescription: String { "\(code) in \(text.debugDescription.prefix(60))" }
  }

  @Test(
    "every mistake has its code and its place",
    arguments: [
      Mistake(text: "", code: .empty, line: nil),
      Mistake(text: "arrival,path\n", code: .empty, line: nil),
      Mistake(text: "time,path\n0,/\n", code: .unknownColumn, line: 1),
      Mistake(text: "path\n/\n", code: .noArrival, line: 1),
      Mistake(text: "arrival,pth\n0,/\n", code: .unknownColumn, line: 1, column: 9, says: "\"path\""),
      Mistake(
        text: "arrival,service_time.0\n0,1\n", code: .unknownColumn, line: 1, column: 9, says: "count from 1"),
      Mistake(text: "arrival,arrival\n0,0\n", code: .duplicateColumn, line: 1, column: 9),
      Mistake(text: "arrival\nsoon\n", code: .notANumber, line: 2, says: "soon"),
      Mistake(text: "arrival,path\n,/\n", code: .notANumber, line: 2),
      Mistake(text: "arrival\n1.2.3\n", code: .notANumber, line: 2),
      Mistake(text: "arrival\n1e\n", code: .notANumber, line: 2),
      Mistake(text: "arrival\n.\n", code: .notANumber, line: 2),
      Mistake(text: "arrival,duration\n0,20ms\n", code: .notANumber, line: 2, column: 3, says: "20ms"),
      Mistake(text: "arrival\n-1\n", code: .number, line: 2),
      Mistake(text: "arrival\nNaN\n", code: .number, line: 2),
      Mistake(text: "arrival\n1e400\n", code: .number, line: 2),
      Mistake(text: "arrival,service_time.1\n0,inf\n", code: .number, line: 2, column: 3),
      Mistake(text: "arrival,service_time.1\n0,-0.1\n", code: .number, line: 2, column: 3),
      Mistake(text: "arrival,status\n0,2000\n", code: .number, line: 2, column: 3),
      Mistake(text: "arrival,attempts\n0,1.5\n", code: .number, line: 2, column: 3, says: "attempts"),
      Mistake(text: "arrival,upstream_duration\n0,x\n", code: .notANumber, line: 2, column: 3),
      Mistake(
        text: "arrival\n1\n2.5\n2.25\n", code: .timeGoesBack, line: 4, says: "from 2.5 on line 3 to 2.25"),
      Mistake(text: "arrival,path\n0\n1,/\n", code: .cells, line: 2),
      Mistake(text: "arrival,path\n0,/,x\n", code: .cells, line: 2, column: 5),
      Mistake(text: "arrival,path\n0,/\n1", code: .cutOff, line: 3),
      Mistake(text: "arrival,path\n0,\"/a", code: .cutOff, line: 2, column: 3),
      Mistake(text: "arrival,failure_draw.1\n0,1\n", code: .failureDraw, line: 2, column: 3),
      Mistake(text: "arrival,path\n0,/a\"b\n", code: .quoting, line: 2, column: 5),
      Mistake(text: "arrival,path\n0,\"/a\"b\n", code: .quoting, line: 2, column: 7),
      Mistake(text: "arrival\r0\n", code: .quoting, line: 1, column: 8),
      Mistake(text: "arrival,path\n0,/\(String(repeating: "a", count: 70_000))\n", code: .tooLarge, line: 2),
      Mistake(
        text: (["arrival"] + (0..<256).map { "header.h\($0)" }).joined(separator: ",") + "\n",
        code: .tooLarge,
        line: 1),
    ])
  func mistakes(mistake: Mistake) throws {
    let (read, messages) = trace(mistake.text)
    #expect(read == nil)
    let message = try #require(messages.first)
    #expect(message.code == mistake.code.rawValue)
    #expect(
      message.location
        == mistake.line.map { SourceLocation(file: "trace.csv", line: $0, column: mistake.column) })
    #expect(mistake.says.isEmpty || (message.message + (message.suggestion ?? "")).contains(mistake.says))
  }

  @Test("bytes that are no text are an error at their cell")
  func notText() {
    let diagnostics = Diagnostics()
    #expect(readTrace(bytes: Array("arrival,path\n0,".utf8) + [0xFF, 10], diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.notText.rawValue])
  }

  @Test("all errors come in one pass, up to 20, and then a word that there are more")
  func many() {
    let some = trace("arrival,duration\nx,y\n1,-1\n2\n\"3\"4,1\n5,1\n").messages
    #expect(some.map(\.code) == ["TRC006", "TRC006", "TRC007", "TRC009", "TRC012"])
    #expect(some.map(\.location?.line) == [2, 2, 3, 4, 5])
    let all = trace("arrival\n" + String(repeating: "x\n", count: 1000)).messages
    #expect(all.count == 21)
    #expect(all.last?.code == TraceCode.more.rawValue)
  }

  @Test("a trace of one time cannot loop")
  func loop() {
    #expect(trace("arrival\n1\n1\n", .init(loops: true)).messages.map(\.code) == [TraceCode.loop.rawValue])
  }

  @Test("a file that is missing is an error where it is named")
  func missing() {
    let diagnostics = Diagnostics()
    let place = SourceLocation(file: "scenario.yaml", line: 7, column: 3)
    #expect(readTrace(path: "/nowhere/trace.csv", at: place, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.unreadable.rawValue])
    #expect(diagnostics.all.first?.location == place)
  }
}
