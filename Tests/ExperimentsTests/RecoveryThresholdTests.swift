import Experiments
import GatewayAPI
import Records
import Scenarios
import TestWorlds
import Testing

/// Experiment E3 of reference retry-budgets 7.2: the load beyond which a retry storm outlives its outage is the service rate over the
/// amplification, here found by a search.
@Suite("A search finds the load at which a retry storm stays")
struct RecoveryThresholdTests {
  static let check = Check(
    text: "recovery_time{fault=outage} < 10m", metric: "recovery_time", labels: ["fault": "outage"],
    condition: .below(600))

  /// One retry doubles the load of a storm: the threshold is half of the 30/s that are served. Near it chance decides, the more so
  /// the smaller the system, so that the interval is wide.
  @Test("with one retry it is half of the service rate")
  func oneRetry() throws {
    let range = try ParameterRange(low: "7", high: "25", step: "3")
    let search = WorldSearch(range: range, check: Self.check, confidence: 0.8, replications: 10)
    let (outcome, _) = try search.run { try StabilityTests.world(rate: $0, outage: 10, for: 300) }
    let record = outcome.record
    #expect((record.goal, record.outcome) == (.largest, .found))
    let low = try #require(record.low.flatMap(range.number))
    let high = try #require(record.high.flatMap(range.number))
    #expect(low < 15 && 15 < high, "\(record)")
    #expect(high - low <= 9, "\(record)")
  }
}
