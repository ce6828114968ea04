import Documents
import Engine
import Foundation
import Scenarios
import Testing
import Traffic

/// The repository's folder, from the place of this file.
let repository = String(#filePath.dropLast("/Tests/ScenariosTests/GalleryScenarioTests.swift".count))

@Suite("The gallery")
struct GalleryScenarioTests {
  static let gallery = Gallery(folder: "\(repository)/scenarios")

  @Test(
    "every scenario reads without a message, says what it asks, and has a page and checks",
    arguments: gallery.names)
  func everyScenario(name: String) throws {
    let diagnostics = Diagnostics()
    let path = try #require(Self.gallery.scenario(called: name))
    let scenario = readScenario(path: path, diagnostics: diagnostics)
    #expect(diagnostics.all == [])
    let found = try #require(scenario)
    #expect(found.name == name)
    #expect(found.description.hasSuffix("?"))
    #expect(!found.checks.isEmpty)
    let page = try String(contentsOfFile: "\(repository)/scenarios/\(name)/README.md", encoding: .utf8)
    #expect(page.hasPrefix("# "))
    for part in ["## What you should see", "## What to change"] { #expect(page.contains(part)) }
    let index = try String(contentsOfFile: "\(repository)/scenarios/README.md", encoding: .utf8)
    #expect(index.contains("[`\(name)`](\(name)/)"))
  }

  @Test("names are found, and nothing outside the gallery is")
  func names() {
    #expect(Self.gallery.names.contains("quickstart"))
    #expect(Self.gallery.entries.allSatisfy { !$0.summary.isEmpty })
    for name in ["nowhere", "..", "../scenarios/quickstart", "", "README.md"] {
      #expect(Self.gallery.scenario(called: name) == nil)
    }
  }

  @Test("the overlay of budget-outage reads and takes the budget away")
  func overlay() throws {
    let diagnostics = Diagnostics()
    let folder = "\(repository)/scenarios/budget-outage"
    let scenario = readScenario(
      path: "\(folder)/scenario.yaml", overlays: ["\(folder)/no-budget.yaml"], diagnostics: diagnostics)
    #expect(diagnostics.all == [])
    #expect(scenario?.dataPlane.kind == DataPlane.Kind.none)
  }

  @Test("the trace of trace-replay is what its generator makes")
  func traceReplay() throws {
    let path = "\(repository)/scenarios/trace-replay/trace.csv"
    let text = Self.generatedTrace()
    if ProcessInfo.processInfo.environment["WEIR_WRITE_GALLERY"] == "1" {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(text.utf8.count <= 200_000)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// Thirty seconds with a burst: arrivals, and the draws of two attempts of each request.
  static func generatedTrace() -> String {
    let paths = ["/", "/catalog", "/catalog?page=2", "/product/17"]
    let mix = RequestMix(
      zip([4, 3, 1, 2], paths).map { .init(weight: $0, shape: .init(host: "shop.example", path: $1)) })
    let second: Int64 = 1_000_000_000
    let stages: [ArrivalProcess.Stage] = [
      .init(rate: 70, duration: 8 * second, step: true), .init(rate: 140, duration: 4 * second),
      .init(rate: 60, duration: 4 * second), .init(rate: 70, duration: 14 * second),
    ]
    var generator = ArrivalGenerator(
      process: .stages(stages), mix: mix, surges: [], seed: 2026, replication: 0, source: "trace-replay",
      end: 30 * second)
    // Exact decimals: a millisecond is drawn as a whole number of microseconds, so that no rounding of a machine shows.
    let draws = RandomStream(seed: 2026, replication: 0, purpose: 100, entity: 0)
    var records: [TraceRecord] = []
    var batch = ArrivalBatch()
    generator.fill(&batch)
    while batch.count > 0 {
      for (time, shape) in batch.arrivals.map({ ($0.time, $0.shape) }) {
        var random = draws.draws(UInt64(records.count))
        let times = (0..<2).map { _ in Double(Int(random.exponential() * 15_000) + 5_000) / 1e6 }
        let failures = (0..<2).map { _ in Double(Int(random.uniform() * 10_000)) / 1e4 }
        records.append(
          TraceRecord(
            arrival: time / 1000 * 1000, shape: mix.entries[Int(shape)].shape, serviceTimes: times,
            failureDraws: failures))
      }
      generator.fill(&batch)
    }
    return TraceWriter.text(of: records)
  }
}
