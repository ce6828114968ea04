import Documents
import Experiments
import Foundation
import Results
import Scenarios
import Simulator
import Testing

@Suite("Common random numbers")
struct CommonRandomNumberTests {
  private static let gallery = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios")

  private static func samples(_ name: String, _ sets: [String]) throws -> [FinishedReplication] {
    let diagnostics = Diagnostics()
    let scenario = try #require(
      readScenario(
        path: gallery.appending(path: "\(name)/scenario.yaml").path, sets: sets, diagnostics: diagnostics),
      "\(diagnostics.all.map(\.message))")
    let model = Model(scenario, version: "test")
    return try Replicator(jobs: 2).run(
      (0..<8).map { Replicator.Task(variant: 0, model: model, replication: $0) })
  }

  @Test(
    "they cut the interval of what a smaller budget does to attempts at least by 3 against independent seeds",
    arguments: [
      ("budget-outage", "shop/checkout"), ("who-pays-in", "shop/cart"), ("replica-floors", "shop/front"),
    ])
  func narrows(scenario: String, policy: String) throws {
    let smaller = "XBackendTrafficPolicy/\(policy):spec.retryConstraint.budget.percent=15"
    let duration = scenario == "replica-floors" ? ["spec.duration=10s"] : []
    let base = ReplicationSamples(try Self.samples(scenario, duration))
    let comparison = Comparison(headlines: Headlines(checks: []))
    func half(_ sets: [String]) throws -> Double {
      let variant = ReplicationSamples(try Self.samples(scenario, duration + sets))
      let key = MetricKey("attempts_per_request")
      let pairs = zip(base.values(key), variant.values(key)).map { (baseline: $0, variant: $1) }
      let interval = try #require(MeanDifference(pairs: pairs)?.interval(confidence: 0.95))
      // What the comparison itself says of it is the same, at its own confidence.
      let said = comparison.differences(base: base, variants: [variant])
        .first { $0.metric == "attempts_per_request" && $0.labels == .none }
      #expect(said?.n == 8)
      return (interval.upperBound - interval.lowerBound) / 2
    }
    let shared = try half([smaller])
    let independent = try half([smaller, "spec.seed=977"])
    #expect(independent > 3 * shared, "\(independent / shared) ×")
  }
}
