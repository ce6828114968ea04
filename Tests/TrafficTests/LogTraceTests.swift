import Documents
import Foundation
import Logs
import Testing
import Traffic

@Suite("Logs as traces")
struct LogTraceTests {
  /// A line of Envoy's default text; the seconds are those of the start.
  static func line(_ seconds: String, _ request: String = "GET /cart?a=1", host: String = "shop.example")
    -> String
  {
    "[2026-04-15T20:17:\(seconds)Z] \"\(request) HTTP/1.1\" 200 - 0 17 226 100 \"10.0.35.28\" \"curl\" \"id\" "
      + "\"\(host)\" \"10.0.2.1:80\"\n"
  }

  static func read(
    _ text: String, _ options: TraceOptions = TraceOptions()
  ) throws -> (trace: RecordedTrace?, messages: [Diagnostic]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("access.log").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let diagnostics = Diagnostics()
    let place = SourceLocation(file: "scenario.yaml", line: 7, column: 3)
    let trace = readTrace(path: path, options: options, at: place, diagnostics: diagnostics)
    return (trace, diagnostics.all)
  }

  static let log =
    line("02.500") + line("01.250", "POST /pay") + line("01.250") + line("04.000", "GET /cart?b=2")

  @Test("a log is recognised and sorted, and its first request arrives at time zero")
  func recognised() throws {
    let (found, messages) = try Self.read(Self.log)
    #expect(messages.filter { $0.severity == .error } == [])
    let trace = try #require(found)
    #expect(trace.arrivals == [0, 0, 1_250_000_000, 2_750_000_000])
    #expect(
      trace.shapes.map { "\($0.method) \($0.host) \($0.path)" } == [
        "POST shop.example /pay", "GET shop.example /cart",
      ])
    #expect(trace.shapeIndices == [0, 1, 1, 1])
  }

  @Test("a log is recognised by its header as Weir's form, however the cell is written")
  func ownForm() throws {
    for text in ["arrival,path\n1,/a\n", "\u{FEFF}path,\"arrival\"\r\n/a,1\r\n"] {
      #expect(try Self.read(text).trace?.arrivals == [second])
    }
    // A file of which nothing is known is held to be of that form, so that the mistake is named.
    #expect(try Self.read("path\n/\n").messages.map(\.code) == [TraceCode.noArrival.rawValue])
    #expect(try Self.read("").messages.map(\.code) == [TraceCode.empty.rawValue])
  }

  @Test("a window of a log is one of its own time, and a window's shapes are all that there are")
  func window() throws {
    let found = try Self.read(Self.log, TraceOptions(from: second, speed: 0.5)).trace
    #expect(found?.arrivals == [500_000_000, 3_500_000_000])
    #expect(found?.shapes.map(\.path) == ["/cart"])
    let (none, messages) = try Self.read(Self.log, TraceOptions(from: 3 * second))
    #expect(none == nil)
    #expect(messages.filter { $0.severity == .error }.map(\.code) == [TraceCode.nothingLeft.rawValue])
    #expect(messages.last?.location?.file == "scenario.yaml")
  }

  @Test("the format that is named is the one that is read")
  func named() throws {
    var options = TraceOptions()
    options.format = TraceFormat("envoy")
    #expect(try Self.read(Self.log, options).trace?.count == 4)
    options.format = .weir
    #expect(try Self.read(Self.log, options).trace == nil)
    #expect(TraceFormat("envoi") == nil)
    #expect(TraceFormat.names.first == "weir" && TraceFormat.names.contains("envoy"))
  }

  @Test(
    "a missing file is an error where it is named, whatever its format", arguments: [nil, "weir", "envoy"])
  func missing(format: String?) {
    let diagnostics = Diagnostics()
    let place = SourceLocation(file: "scenario.yaml", line: 7, column: 3)
    var options = TraceOptions()
    options.format = format.flatMap { TraceFormat($0) }
    #expect(readTrace(path: "/nowhere/a.log", options: options, at: place, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.unreadable.rawValue])
    #expect(diagnostics.all.first?.location == place)
  }

  @Test("a log and the trace that is imported of it offer the same arrivals")
  func imported() throws {
    let log = (0..<200).map { Self.line("\($0 * 37 % 50 + 10)", "GET /\($0 % 3)") }.joined()
    let text = try Self.imported(log)
    #expect(text.hasPrefix("arrival,method,host,path,status"))
    let direct = try #require(try Self.read(log).trace)
    let found = try #require(trace(text).trace)
    #expect(Set(direct.arrivals).count == 200, "whole seconds are spread")
    #expect(found.arrivals == direct.arrivals)
    #expect(
      found.shapeIndices.map { found.shapes[Int($0)] } == direct.shapeIndices.map { direct.shapes[Int($0)] })
  }

  /// What `weir trace import` makes of a log.
  private static func imported(_ log: String) throws -> String {
    let found = LogImport(files: []).read(Array(log.utf8), diagnostics: Diagnostics())
    let output = Pipe()
    var packed = try PackedOutput(to: output.fileHandleForWriting.fileDescriptor)
    _ = try TraceForm(try #require(found)).write(try #require(found), to: &packed)
    try packed.end()
    try output.fileHandleForWriting.close()
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  @Test("what is wrong with single lines are warnings, and more than one in twenty is an error")
  func warnings() throws {
    let sound = (10..<40).map { Self.line("\($0).5", host: $0 == 10 ? "-" : "shop.example") }.joined()
    let probe = Self.line("09.5", "GET /healthz")
    let (found, messages) = try Self.read(probe + "nonsense\n" + sound)
    #expect(found?.count == 31)
    let expected: [TraceCode] = [.refusedLines, .healthChecks, .duplicates, .noHost]
    #expect(messages.map(\.code) == expected.map(\.rawValue))
    #expect(messages.allSatisfy { $0.severity == .warning })
    #expect(messages.map(\.location?.line) == [2, 1, 3, 3])
    var options = TraceOptions()
    options.log.defaultHost = "shop.example"
    let named = try Self.read(sound, options)
    #expect(!named.messages.map(\.code).contains(TraceCode.noHost.rawValue))
    #expect(named.trace?.shapes.map(\.host) == ["shop.example"])
    let (none, errors) = try Self.read("nonsense\n" + sound.prefix(1000))
    #expect(none == nil)
    #expect(errors.map(\.code) == [TraceCode.tooManyRefused.rawValue])
    #expect(errors.first?.suggestion?.contains("weir trace import --lenient") == true)
  }

  @Test("filters choose the requests of a log, by columns of CSV too")
  func filters() throws {
    var options = TraceOptions()
    options.log.filters = [try RequestFilter("fault=none")]
    options.log.labels = RequestFilter.labels(of: options.log.filters)
    options.log.defaultHost = "shop.example"
    let text = """
      start_unix_ns,duration_us,method,route,fault
      1674981729479000000,122611,POST,/left,return
      1674981729680000000,535394,POST,/right,none
      1674981730680000000,5394,GET,/right,none

      """
    let (found, _) = try Self.read(text, options)
    #expect(found?.arrivals == [0, second])
    #expect(found?.shapes.map(\.method) == ["POST", "GET"])
  }

  @Test("counts by period are no trace")
  func counts() throws {
    let (found, messages) = try Self.read("start,count\n0,5\n60,7\n")
    #expect(found == nil)
    #expect(messages.map(\.code) == [TraceCode.counts.rawValue])
  }

  /// Files of real traces, where they lie beside the package.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/traces").standardizedFileURL

  @Test(
    "one-minute windows of a data set can be replayed whole, without the hours between them, and one by one",
    .enabled(if: FileManager.default.fileExists(atPath: folder.path), "the traces are not beside the package")
  )
  func blocks() throws {
    let file = Self.folder.appending(path: "nezha_trainticket_gateway_requests_2023-01-29_30.csv.gz").path
    func read(_ options: TraceOptions) throws -> RecordedTrace {
      var options = options
      options.log.defaultHost = "ts.example"
      let diagnostics = Diagnostics()
      return try #require(
        readTrace(path: file, options: options, diagnostics: diagnostics), "\(diagnostics.all)")
    }
    let whole = try read(TraceOptions())
    #expect(whole.count == 7088)
    #expect(whole.start == 0)
    // 46 blocks, in which gaps of 1.1673 s on average make up 8219.96 s.
    let dense = try read(TraceOptions(longestGap: 30 * second))
    #expect(dense.count == 7088)
    let gaps = zip(dense.arrivals, dense.arrivals.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { $0 <= 30 * second })
    let seconds = Double(dense.span) / 1e9
    #expect(abs(seconds - 8272.5) < 0.1)
    // A block ends where a gap of more than 30 s begins. The blocks together are the trace.
    let arrivals = whole.arrivals
    let starts = [0] + arrivals.indices.dropFirst().filter { arrivals[$0] - arrivals[$0 - 1] > 30 * second }
    let ends = starts.dropFirst() + [arrivals.count]
    #expect(starts.count == 46)
    for (start, end) in zip(starts, ends).prefix(3) {
      let window = TraceOptions(from: arrivals[start], to: arrivals[end - 1] + 1)
      #expect(try read(window).arrivals == arrivals[start..<end].map { $0 - arrivals[start] })
    }
  }
}
