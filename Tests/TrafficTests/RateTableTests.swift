import Documents
import Logs
import Testing
import Traffic

@Suite("Files of rates")
struct RateTableTests {
  private func read(_ text: String, _ options: RateOptions = .init()) -> (
    table: RateTable?, messages: [Diagnostic]
  ) {
    let diagnostics = Diagnostics()
    let table = readRates(bytes: Array(text.utf8), options: options, diagnostics: diagnostics)
    return (table, diagnostics.all)
  }

  private func arrivals(_ text: String, _ options: RateOptions = .init(), seconds: Int64) throws -> Arrivals {
    let (table, messages) = read(text, options)
    #expect(messages == [])
    return Arrivals(.rates(try #require(table)), seconds: seconds)
  }

  private static let hour = "start,count\n10,4000\n20,0\n25,9000\n40,500\n"

  @Test(
    "every period has the arrivals of a Poisson process with its count as the mean, and the last is as long as the one before"
  )
  func counts() throws {
    let found = try arrivals(Self.hour, seconds: 100)
    let counts = found.counts(20, every: 5 * second)
    let expected: [Double] = [0, 0, 2000, 2000, 0, 3000, 3000, 3000] + Array(repeating: 500 / 3, count: 3)
    #expect(zip(counts, expected).allSatisfy { ($1 == 0) == ($0 == 0) })
    #expect(counts.dropFirst(11).allSatisfy { $0 == 0 })
    let cells = zip(counts, expected).filter { $0.1 > 0 }.map { (observed: $0.0, expected: $0.1) }
    #expect(isPlausible(cells: cells, constraints: 0))
    let inside = found.times.filter { $0 >= 25 * second && $0 < 40 * second }
    #expect(kolmogorovSmirnov(inside.map { Double($0 - 25 * second) / 15e9 }) { $0 } < 2.225)
  }

  @Test(
    "columns come in any order and by either name, an empty end is the next start, and between periods is nothing"
  )
  func ends() throws {
    let found = try arrivals("requests,end,time\n1000,20,10\n2000,,30\n1000,60,50\n", seconds: 100)
    let expected: [Double] = [0, 1000, 0, 1000, 1000, 1000, 0, 0, 0, 0]
    let cells = zip(found.counts(10, every: 10 * second), expected).map { (observed: $0, expected: $1) }
    #expect(cells.allSatisfy { ($0.expected == 0) == ($0.observed == 0) })
    #expect(isPlausible(cells: cells.filter { $0.expected > 0 }, constraints: 0))
  }

  @Test("a file that loops begins again where its last period is over, also after very many times")
  func loop() throws {
    let found = try arrivals("start,count\n2,3000\n3,0\n", .init(loops: true), seconds: 10)
    let counts = found.counts(10, every: second)
    #expect(counts.enumerated().allSatisfy { ($1 == 0) == (!$0.isMultiple(of: 2) || $0 == 0) })
    #expect(isPlausible(cells: counts.filter { $0 > 0 }.map { ($0, 3000) }, constraints: 0))
    // One arrival in a million times around, each of a millisecond.
    let rare = try arrivals("start,end,count\n0,0.001,0.000001\n", .init(loops: true), seconds: 1_000_000)
    #expect((900...1100).contains(rare.times.count))
    let steady = Arrivals(.poisson(rate: 0.001), seconds: 1_000_000).times
    #expect(zip(rare.times, steady).allSatisfy { abs($0 - $1) <= 2 })
  }

  @Test("a speed changes times and no counts, a scale counts and no times")
  func options() throws {
    let fast = try arrivals(Self.hour, .init(speed: 2), seconds: 100)
    let slow = try arrivals(Self.hour, seconds: 100)
    #expect(fast.times.count == slow.times.count)
    #expect(zip(fast.times, slow.times).allSatisfy { abs(2 * $0 - $1) <= 2 })
    let half = try arrivals(Self.hour, .init(scale: 0.5), seconds: 100).counts(20, every: 5 * second)
    let cells = [(2, 1000.0), (3, 1000), (5, 1500), (6, 1500), (7, 1500)].map { (half[$0.0], $0.1) }
    #expect(isPlausible(cells: cells, constraints: 0))
  }

  @Test("the highest rate and the first start are known")
  func facts() throws {
    let table = try #require(read(Self.hour).table)
    #expect(abs(table.peak - 600) < 1e-9)
    #expect(table.start == 10 * second)
    #expect(read("start,count\n0,0\n1,0\n").table?.peak == 0)
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
      Mistake(text: "", code: .empty, line: nil, says: "start,count"),
      Mistake(text: "start,count\n", code: .empty, line: nil),
      Mistake(text: "start\n0\n", code: .noCounts, line: 1, says: "no column count"),
      Mistake(text: "count\n0\n", code: .noCounts, line: 1, says: "no column start"),
      Mistake(text: "start,cuont\n0,1\n", code: .unknownColumn, line: 1, column: 7, says: "\"count\""),
      Mistake(text: "start,count,time\n", code: .duplicateColumn, line: 1, column: 13, says: "other name"),
      Mistake(text: "start,count\n0,1\nnoon,1\n", code: .notANumber, line: 3, says: "noon"),
      Mistake(text: "start,count\n0,1\n1,\n", code: .notANumber, line: 3, column: 3, says: "write 0"),
      Mistake(text: "start,count\n,1\n1,1\n", code: .notANumber, line: 2, says: "write seconds"),
      Mistake(text: "start,count\n0,-1\n1,1\n", code: .number, line: 2, column: 3, says: "at least 0"),
      Mistake(text: "start,count\n0,1\n1e10,1\n", code: .number, line: 3),
      Mistake(text: "start,count\n0,1001\n1,1\n2,1\n", code: .number, line: 2, column: 3, says: "1000 per"),
      Mistake(text: "start,count\n0,1\n1,1001\n", code: .number, line: 3, column: 3, says: "1000 per"),
      Mistake(text: "start,count\n0,1\n2305843009,1\n", code: .number, line: 3, says: "73 years"),
      Mistake(text: "start,count\n1,1\n1,1\n", code: .period, line: 3, says: "line 2"),
      Mistake(text: "count,start\n1,5\n1,4\n", code: .period, line: 3, column: 3, says: "sort"),
      Mistake(text: "start,end,count\n0,5,1\n4,6,1\n", code: .period, line: 3, says: "line 2"),
      Mistake(text: "start,end,count\n5,5,1\n", code: .period, line: 2, column: 3, says: "ends before"),
      Mistake(text: "start,count\n5,1\n", code: .period, line: 2, says: "add a column end"),
      Mistake(text: "start,count\n0\n", code: .cells, line: 2),
      Mistake(text: "start,count\n0,1\n1", code: .cutOff, line: 3),
      Mistake(text: "start,count\n0,\"1", code: .cutOff, line: 2, column: 3),
      Mistake(
        text: "start,count\n" + (0...1_000_000).map { "\($0),0\n" }.joined(), code: .tooLarge, line: 1_000_002
      ),
    ])
  func mistakes(mistake: Mistake) throws {
    let (table, messages) = read(mistake.text, .init(highest: 1000))
    #expect(table == nil)
    let message = try #require(messages.first)
    #expect(message.code == mistake.code.rawValue)
    #expect(
      message.location
        == mistake.line.map { SourceLocation(file: "rates.csv", line: $0, column: mistake.column) })
    #expect(mistake.says.isEmpty || (message.message + (message.suggestion ?? "")).contains(mistake.says))
  }

  @Test("all errors come in one pass")
  func many() {
    let messages = read("start,count\nx,y\n1,1\n1,1\n2\n3,1e300\n4,1\n", .init(highest: 1000)).messages
    #expect(messages.map(\.code) == ["TRC006", "TRC006", "TRC020", "TRC009", "TRC007"])
    #expect(messages.map(\.location?.line) == [2, 2, 4, 5, 6])
  }

  @Test("extreme times and counts are errors or silence, and nothing overflows")
  func extremes() {
    #expect(read("start,count\n1,1\n2,1\n", .init(speed: 1e-300)).messages.map(\.code) == ["TRC007"])
    #expect(read("start,count\n1,1e308\n2,1\n", .init(scale: 1e6)).messages.map(\.code) == ["TRC007"])
    #expect(read("start,count\n2305843009,1\n2305843009.000000001,1\n", .init(speed: 1e6)).table == nil)
    let tiny = read("start,count\n0,0\n1,1e-300\n", .init(loops: true)).table
    #expect(tiny.map { Arrivals(.rates($0), seconds: 100).times } == [])
    let silent = read("start,count\n0,0\n1,0\n", .init(loops: true)).table
    #expect(silent.map { Arrivals(.rates($0), seconds: 100).times } == [])
  }

  @Test("a file that is missing is an error where it is named")
  func missing() {
    let diagnostics = Diagnostics()
    let place = SourceLocation(file: "scenario.yaml", line: 7, column: 3)
    #expect(readRates(path: "/nowhere/rates.csv", at: place, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.unreadable.rawValue])
    #expect(diagnostics.all.first?.location == place)
  }
}
