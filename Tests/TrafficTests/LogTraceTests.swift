import Documents
import Foundation
import Logs
import Testing

@testable import Traffic

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
}
