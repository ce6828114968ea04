import Foundation
import Testing

@Suite("weir trace calibrate")
struct TraceCalibrateTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
  }

  /// An access log of Envoy: `count` requests, about ten a second, of two services.
  static func log(count: Int) -> String {
    var state: UInt64 = 42
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 40) + 0.5) / Double(1 << 24)
    }
    var milliseconds = 0.0
    return (0..<count).map { number in
      milliseconds += -Foundation.log(uniform()) * 100
      let time = Int(milliseconds)
      let stamp = [time / 60_000, time / 1000 % 60].map { String(format: "%02d", $0) }.joined(separator: ":")
      let duration = Int(20 - 30 * Foundation.log(uniform()))
      let service = uniform() < 0.5 ? "cart" : "front"
      return
        "[2026-01-01T00:\(stamp).\(String(format: "%03d", time % 1000))Z] \"GET /\(service)?n=\(number) HTTP/1.1\" 200 - 0 10 "
        + "\(duration) \(duration) \"-\" \"curl\" \"id-\(number)\" \"shop.example\" \"\(service)\""
    }.joined(separator: "\n") + "\n"
  }

  @Test("a scenario is written that runs, and both it and the report are the same each time")
  func scenario() async throws {
    try folder.write(Self.log(count: 600), to: "a.log")
    let first = try await weir.run("trace", "calibrate", "a.log", "--out", "model.yaml", "-o", "json")
    #expect(first.exitCode == 0, "\(first.stderr)")
    let report = try JSONText(first.stdout)
    #expect(report["schema"] as? String == "weir.calibration/v1")
    #expect(report["scenario"] as? String == "model.yaml")
    let metrics = try #require(report["metrics"] as? [[String: Any]])
    #expect(metrics.count == 18)
    #expect(metrics.first?["metric"] as? String == "offered_rate")
    #expect(metrics.first?["believed"] as? Bool == true)
    let warnings = try #require(report["warnings"] as? [String])
    #expect(warnings.first?.hasPrefix("Durations of a log hold waiting as well as service.") == true)

    let text = try #require(folder.read("model.yaml"))
    #expect(text.contains("# Recorded: \"a.log\", 600 requests"))
    #expect(text.contains("recorded/cart"))
    let again = try await weir.run(
      "trace", "calibrate", "a.log", "--out", "model.yaml", "-o", "json", "--jobs", "1")
    #expect(again.stdout == first.stdout)
    #expect(folder.read("model.yaml") == text)

    let run = try await weir.run("run", "model.yaml", "--replications", "2", "--db", "m.sqlite")
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.stdout.contains("recorded/front"))
  }

  @Test("the table says what may be believed, and always that durations hold waiting")
  func table() async throws {
    try folder.write(Self.log(count: 600), to: "a.log")
    let ending = try await weir.run("trace", "calibrate", "a.log", "--hold-back", "50%")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout.hasPrefix("CALIBRATED from "))
    #expect(ending.stdout.contains("✓ may be believed"))
    #expect(ending.stdout.contains("✗ may not be believed: "))
    #expect(ending.stdout.contains("Warning   Durations of a log hold waiting as well as service."))
    #expect(folder.files == ["a.log"])
  }

  @Test(
    "what cannot be calibrated is told with its exit code, and nothing is written",
    arguments: [
      (["a.log", "--window", "0"], 64, "--window wants a time above 0"),
      (["a.log", "--hold-back", "99%"], 64, "--hold-back wants a share from 5% to 95%"),
      (["a.log", "--jobs", "0"], 64, "--jobs wants at least 1"),
      (["a.log", "-o", "markdown"], 64, "there is no markdown of this"),
      (["a.log", "--out", "a.log"], 64, "a.log cannot be written: the command reads it"),
      (["a.log", "--out", "no/b.yaml"], 73, "cannot write no/b.yaml: there is no folder"),
      (["none.log", "--out", "b.yaml"], 66, "there is no file none.log"),
      (["one.log", "--out", "b.yaml"], 65, "1 request has a duration; it takes 20 at least"),
      (["a.log", "--window", "10h", "--out", "b.yaml"], 65, "the requests lie in no period"),
      (["empty.log", "--out", "b.yaml"], 65, "empty.log is empty"),
    ])
  func problems(arguments: [String], code: Int32, message: String) async throws {
    try folder.write(Self.log(count: 100), to: "a.log")
    try folder.write(Self.log(count: 1), to: "one.log")
    try folder.write("", to: "empty.log")
    let before = folder.read("a.log")
    let ending = try await weir.start(["trace", "calibrate"] + arguments).ending()
    #expect(ending.exitCode == code)
    #expect(ending.stdout == "")
    #expect(ending.stderr.contains(message), "\(ending.stderr)")
    #expect(folder.files == ["a.log", "empty.log", "one.log"])
    #expect(folder.read("a.log") == before)
  }

  @Test("a log that tells no durations is refused with what would help")
  func noDurations() async throws {
    try folder.write("arrival,path\n" + (0..<100).map { "\($0),/a\n" }.joined(), to: "a.csv")
    let ending = try await weir.run("trace", "calibrate", "a.csv")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("a.csv: no request has a duration"), "\(ending.stderr)")
    #expect(ending.stderr.contains("--duration-unit"))
  }
}
