import Documents
import Foundation
import Testing
import Traffic

@Suite("Reading distributions")
struct DistributionReaderTests {
  static let codes = Reader.Codes(missing: "MISSING", type: "TYPE", unknown: "UNKNOWN", invalid: "INVALID")

  func read(_ text: String, folder: String = "") -> (distribution: TimeDistribution?, messages: [Diagnostic])
  {
    let diagnostics = Diagnostics()
    guard let value = Value(parsing: "{time: \(text)}", file: "test", diagnostics: diagnostics) else {
      return (nil, diagnostics.all)
    }
    let reader = Reader(value, object: nil, codes: Self.codes, diagnostics: diagnostics)
    let distribution = DistributionReader(folder: folder).read("time", in: reader)
    return (distribution, diagnostics.all)
  }

  @Test(
    "every form has the mean and the deviation that it says",
    arguments: [
      ("20ms", 0.02, 0),
      ("{constant: 20ms}", 0.02, 0),
      ("{uniform: {low: 10ms, high: 30ms}}", 0.02, 0.02 / 12.0.squareRoot()),
      ("{exponential: {mean: 20ms}}", 0.02, 0.02),
      ("{erlang: {mean: 20ms, k: 4}}", 0.02, 0.01),
      ("{gamma: {mean: 20ms, cv: 0.5}}", 0.02, 0.01),
      ("{lognormal: {mean: 20ms, cv: 1}}", 0.02, 0.02),
      ("{lognormal: {mean: 20ms, sigma: 1}}", 0.02, 0.02 * (exp(1) - 1).squareRoot()),
      ("{lognormal: {p50: 20ms, p99: 20ms}}", 0.02, 0),
      ("{weibull: {mean: 20ms, shape: 1}}", 0.02, 0.02),
      ("{pareto: {mean: 20ms, alpha: 3}}", 0.02, 0.02 / 3.0.squareRoot()),
      (
        "{mixture: [{weight: 1, constant: 10ms}, {weight: 3, constant: 30ms}]}", 0.025,
        0.01 * 0.75.squareRoot()
      ),
      ("{mixture: [{exponential: {mean: 10ms}}, {constant: 10ms}]}", 0.01, 0.01 / 2.0.squareRoot()),
      (
        "{mixture: [{weight: null, exponential: {mean: 10ms}}, {constant: 10ms}]}", 0.01,
        0.01 / 2.0.squareRoot()
      ),
      ("{empirical: {values: [10ms, 30ms]}}", 0.02, 0.01),
    ] as [(String, Double, Double)])
  func forms(text: String, mean: Double, deviation: Double) throws {
    let (distribution, messages) = read(text)
    #expect(messages == [])
    let found = try #require(distribution)
    // A few roundings of doubles.
    #expect(abs(found.mean - mean) < mean * 1e-12)
    #expect(abs(found.variance.squareRoot() - deviation) < mean * 1e-7)
  }

  @Test(
    "what cannot be used has its code and a message that says what to do",
    arguments: [
      ("20", "INVALID", "write 20s"),
      ("[1s]", "TYPE", "expected a time"),
      ("{lognormall: {mean: 20ms, cv: 1}}", "UNKNOWN", "did you mean \"lognormal\""),
      ("{exponential: 20ms}", "TYPE", "{exponential: {mean: 20ms}}"),
      ("{exponential: {}}", "MISSING", "mean"),
      ("{exponential: {mean: 0}}", "INVALID", "positive"),
      ("{exponential: {mean: 20ms, cv: 1}}", "UNKNOWN", "\"cv\""),
      ("{lognormal: {mean: 20ms, cv: -1}}", "INVALID", "cv"),
      ("{lognormal: {mean: 20ms}}", "MISSING", "cv"),
      ("{lognormal: {p50: 20ms}}", "MISSING", "p99"),
      ("{lognormal: {p50: 20ms, p99: 10ms}}", "INVALID", "p99"),
      ("{uniform: {low: 30ms, high: 10ms}}", "INVALID", "high"),
      ("{erlang: {mean: 20ms, k: 0}}", "INVALID", "from 1"),
      ("{pareto: {mean: 20ms, alpha: 1}}", "INVALID", "alpha"),
      ("{}", "INVALID", "expected a time or a distribution"),
      ("{constant: 1s, exponential: {mean: 1s}}", "INVALID", "constant and exponential"),
      ("{mixture: 20ms}", "INVALID", "expected a list"),
      ("{mixture: []}", "INVALID", "parts"),
      ("{mixture: [{weight: -1, constant: 1s}]}", "INVALID", "from 0"),
      ("{mixture: [{weight: 0, constant: 1s}]}", "INVALID", "weight"),
      ("{mixture: [{weight: 1, constant: 1}]}", "INVALID", "write 1s"),
      ("{empirical: {}}", "INVALID", "either values or file"),
      ("{empirical: {values: [1s], file: x}}", "INVALID", "either values or file"),
      ("{empirical: {values: []}}", "INVALID", "values"),
      ("{empirical: {values: [1s, 2]}}", "INVALID", "write 2s"),
      ("{empirical: {file: nowhere.txt}}", "INVALID", "nowhere.txt"),
      (
        String(repeating: "{mixture: [", count: 12) + "1s" + String(repeating: "]}", count: 12), "INVALID",
        "inside each other"
      ),
    ])
  func mistakes(text: String, code: String, says: String) throws {
    let message = try #require(read(text).messages.first)
    #expect(message.code == code)
    #expect((message.message + " " + (message.suggestion ?? "") + (message.path ?? "")).contains(says))
    #expect(message.path?.hasPrefix("time") == true)
    #expect(message.location != nil)
  }

  @Test("a file of measured times is read from the scenario's folder, a bad line named")
  func file() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "weir-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("# measured\n20ms\n\n0.02\r\n".utf8).write(to: folder.appendingPathComponent("good.txt"))
    try Data("10ms\nsoon\n".utf8).write(to: folder.appendingPathComponent("bad.txt"))
    #expect(read("{empirical: {file: good.txt}}", folder: folder.path).distribution?.mean == 0.02)
    let message = try #require(read("{empirical: {file: bad.txt}}", folder: folder.path).messages.first)
    #expect(message.location?.line == 2)
    #expect(message.location?.file == "\(folder.path)/bad.txt")
  }
}
