import Foundation
import Testing

@Suite("weir trace inspect")
struct TraceInspectTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
  }

  /// A line of Envoy's text, `seconds` after midnight.
  private static func line(
    _ seconds: Double, path: String = "/users/7?name=anna", host: String = "shop.example"
  )
    -> String
  {
    let whole = Int(seconds)
    let time = String(
      format: "2026-01-31T%02d:%02d:%02d.%03dZ", whole / 3600, whole / 60 % 60, whole % 60,
      Int((seconds - Double(whole)) * 1000 + 0.5))
    return
      "[\(time)] \"GET \(path) HTTP/2\" 200 - 0 5 12 9 \"203.0.113.9\" \"agent\" \"-\" \"\(host)\" \"10.0.0.1:80\""
  }

  private func inspect(_ arguments: String..., input: String? = nil) async throws -> JSONText {
    let ending = try await weir.start(["trace", "inspect"] + arguments + ["-o", "json"], input: input)
      .ending()
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    return try JSONText(ending.stdout)
  }

  private static let contract: Set = [
    "schema", "format", "records", "filtered", "refused", "first", "last", "span", "rate", "peakSecond",
    "interarrivalCV", "dispersion1s", "dispersion60s", "resolution", "inversions", "warnings",
  ]

  @Test("JSON has the members of weir.trace/v1, and those that were added behind them")
  func members() async throws {
    try folder.write(
      [0.25, 1.75, 1.5, 3.75].map { Self.line($0) }.joined(separator: "\n") + "\n\n", to: "a.log")
    let report = try await inspect("a.log")
    #expect(
      Set(report.members.keys)
        == Self.contract.union([
          "peakSecondStart", "longestGap", "longestGapStart", "statuses", "paths", "upstreams", "durations",
          "timeline", "verdict",
        ]))
    #expect(report["schema"] as? String == "weir.trace/v1")
    #expect(report["format"] as? String == "envoy")
    #expect(report["records"] as? Int == 4)
    #expect(report["filtered"] as? Int == 1)
    #expect(report["refused"] as? Int == 0)
    #expect(report["first"] as? String == "2026-01-31T00:00:00.25Z")
    #expect(report["last"] as? String == "2026-01-31T00:00:03.75Z")
    #expect(report["span"] as? Double == 3.5)
    #expect(report["rate"] as? Double == 4 / 3.5)
    #expect(report["peakSecond"] as? Int == 2)
    #expect(report["peakSecondStart"] as? String == "2026-01-31T00:00:01Z")
    // Seconds with 1, 2, 0 and 1 requests: mean 1, variance 1/2.
    #expect(report["dispersion1s"] as? Double == 0.5)
    #expect(report["dispersion60s"] is NSNull)
    #expect(report["resolution"] is NSNull)
    #expect(report["inversions"] as? Int == 1)
    #expect(report["longestGap"] as? Double == 2)
    let warnings = try #require(report["warnings"] as? [[String: Any]])
    #expect(warnings.map { $0["code"] as? String } == ["out-of-order"])
    #expect(warnings.allSatisfy { Set($0.keys) == ["code", "message", "count"] })
    #expect(warnings.first?["count"] as? Int == 1)
    let paths = try #require(report["paths"] as? [[String: Any]])
    #expect(paths.map { $0["path"] as? String } == ["/users/{id}"])
    let durations = try #require(report["durations"] as? [[String: Any]])
    #expect(durations.count == 2)
    #expect(durations[0]["path"] is NSNull)
    #expect(durations[0]["mean"] as? Double == 0.012)
    // One of four lies beyond the 90 % quantile, which is too few.
    #expect(durations[0]["p90"] is NSNull)
  }

  @Test("what one request cannot tell is null, and arrays are there also where they are empty")
  func nothing() async throws {
    for text in ["arrival\n0\n", "arrival\n5\n5\n5\n"] {
      try folder.write(text, to: "one.csv")
      let report = try await inspect("one.csv")
      for key in ["rate", "interarrivalCV", "dispersion1s", "dispersion60s", "resolution", "longestGap"] {
        #expect(report[key] is NSNull, "\(key)")
      }
      #expect(report["span"] as? Double == 0)
      #expect(report["first"] is Double)
      for key in ["upstreams", "durations"] { #expect((report[key] as? [Any])?.isEmpty == true, "\(key)") }
    }
  }

  @Test("a table has the verdict first and says what to do, and neither queries nor clients are shown")
  func table() async throws {
    try folder.write((0..<50).map { Self.line(Double($0)) }.joined(separator: "\n"), to: "a.log")
    let ending = try await weir.run("trace", "inspect", "a.log")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    #expect(
      ending.stdout.hasPrefix(
        "WITH CARE 50 requests in 49.0 s, 1.02/s, by the second more even than chance\n"))
    #expect(ending.stdout.contains("GET /users/{id}"))
    #expect(ending.stdout.contains("! false-precision\n"))
    #expect(!ending.stdout.contains("anna") && !ending.stdout.contains("203.0.113.9"))
    #expect(ending.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(ending.stdout == (try await weir.run("trace", "inspect", "a.log")).stdout)
    let coloured = try await weir.run("trace", "inspect", "a.log", "--color", "always")
    #expect(coloured.stdout.contains("\u{1B}[33mWITH CARE"))
  }

  @Test("several logs and standard input are one log, in the order of arrival")
  func several() async throws {
    try folder.write([1.0, 3.0, 5.0].map { Self.line($0) }.joined(separator: "\n"), to: "a.log")
    let input = [2.0, 4.0].map { Self.line($0) }.joined(separator: "\n")
    let report = try await inspect("a.log", "-", input: input)
    #expect(report["records"] as? Int == 5)
    #expect(report["inversions"] as? Int == 0)
    #expect(report["interarrivalCV"] as? Double == 0)
    let filtered = try await inspect("a.log", "-", "--from", "2026-01-31T00:00:02.5Z", input: input)
    #expect(filtered["records"] as? Int == 3)
    #expect(filtered["filtered"] as? Int == 2)
  }

  @Test("names in a log cannot write to the terminal")
  func hostile() async throws {
    let text = #"{"time":1700000000,"path":"/\u001b[2J\u202e","upstream":"a\u001b]0;x\u0007"}"# + "\n"
    try folder.write(text, to: "a.ndjson")
    let ending = try await weir.run("trace", "inspect", "a.ndjson")
    #expect(ending.exitCode == 0)
    #expect(!ending.stdout.unicodeScalars.contains { [0x1B, 0x07, 0x202E].contains($0.value) })
  }

  @Test("a file of rates is told by its periods")
  func rates() async throws {
    try folder.write(
      "period,count\n2026-01-31 00:00:00,60\n2026-01-31 00:02:00,120\n2026-01-31 00:03:00,0\n", to: "r.csv")
    let report = try await inspect("r.csv")
    #expect(Set(report.members.keys).isSuperset(of: Self.contract))
    #expect(report["format"] as? String == "rates")
    #expect(report["records"] as? Int == 180)
    #expect(report["rate"] as? Double == 1)
    #expect(report["peakSecond"] is NSNull)
    #expect(report["periods"] as? Int == 3)
    #expect(report["missingPeriods"] as? Int == 1)
    #expect(report["last"] as? String == "2026-01-31T00:04:00Z")
    let peak = try #require(report["peakPeriod"] as? [String: Any])
    #expect(peak["start"] as? String == "2026-01-31T00:02:00Z")
    #expect(peak["rate"] as? Double == 2)
    let table = try await weir.run("trace", "inspect", "r.csv")
    #expect(table.stdout.hasPrefix("WITH CARE 180 requests in 3 periods, 1.00/s on average\n"))
  }

  @Test("what is missing or no log ends with its exit code and a message")
  func badInput() async throws {
    try folder.write("hello\nworld\n", to: "text.log")
    try folder.write("", to: "empty.log")
    try folder.write("period,count\n60,1\n0,1\n", to: "back.csv")
    let cases: [(arguments: [String], exitCode: Int32, message: String)] = [
      (["absent.log"], 66, "there is no file absent.log"), (["text.log"], 65, "in no format that is known"),
      (["empty.log"], 65, "empty.log is empty"), (["back.csv"], 65, "does not begin after the one above"),
      (["text.log", "-o", "junit"], 64, "there is no junit of this"),
      (["text.log", "--format", "envoi"], 64, "did you mean \"envoy\"?"),
      (["--format", "rates", "back.csv", "text.log"], 64, "one at a time"),
      (["text.log", "--output-file", "text.log"], 64, "text.log cannot be written"),
    ]
    for (arguments, exitCode, message) in cases {
      let ending = try await weir.start(["trace", "inspect"] + arguments).ending()
      #expect(ending.exitCode == exitCode, "\(arguments): \(ending.stderr)")
      #expect(ending.stderr.contains(message), "\(arguments): \(ending.stderr)")
      #expect(ending.stdout == "")
    }
  }
}
