import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Retries amplify as the closed forms say")
struct RetryLawTests {
  static func world(failing rate: Double, retries: Int, duration: Double) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.002), concurrency: nil)
    station.failures = .init(rate: rate, status: 503)
    var world = World(station: station, arrivals: .poisson(rate: 500), duration: duration)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: \(retries), codes: [503]}
      """
    return world
  }

  @Test(
    "without a budget a request takes Σ fᵏ attempts, k from 0 to the retries, and fails with fʳ⁺¹",
    arguments: [(0.1, 3), (0.3, 3), (0.5, 3), (0.9, 3), (0.5, 1), (0.2, 6)])
  func geometric(failing: Double, retries: Int) throws {
    let records = try Self.world(failing: failing, retries: retries, duration: 100).run(replications: 20)
    let attempts = Interval(of: records.compactMap { $0.value("attempts_per_request") })
    let success = Interval(of: records.compactMap { $0.value("success_ratio") })
    var powers = [1.0]
    for _ in 0...retries { powers.append(powers[powers.count - 1] * failing) }
    let expected = powers.dropLast().reduce(0, +)
    #expect(attempts.covers(expected), "expected \(expected), found \(attempts.mean) ± \(attempts.halfWidth)")
    let succeeds = 1 - powers[retries + 1]
    #expect(success.covers(succeeds), "expected \(succeeds), found \(success.mean) ± \(success.halfWidth)")
  }

  @Test("with everything failing and no budget each request takes all its attempts")
  func allFail() throws {
    for record in try Self.world(failing: 1, retries: 3, duration: 20).run(replications: 2) {
      #expect(record.value("attempts_per_request") == 4)
      #expect(record.value("success_ratio") == 0)
    }
  }

  /// R ≤ p(O + R) makes R = p/(1-p) · O where the budget is always spent. The share is rounded down, which costs at most one retry
  /// of a window's 5,000 first attempts (0.02 %); the minimum rate, 1 an hour, gives at most one in a replication.
  @Test(
    "a budget that is always spent lets p/(1-p) retries a first attempt through: 25 % at 20 %",
    arguments: [5, 10, 20, 50])
  func saturated(percent: Int) throws {
    var world = try Self.world(failing: 1, retries: 3, duration: 200)
    world.warmUp = 20
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint:
          budget: {percent: \(percent), interval: 10s}
          minRetryRate: {count: 1, interval: 1h}
      """
    let share = Double(percent) / 100
    for record in try world.run(replications: 5) {
      let first = try #require(record.value("first_attempts", ReplicationRecord.station))
      let retries = try #require(record.value("retries", ReplicationRecord.station))
      // First attempts come at random: what the window at the edges of the measured time holds differs by a few standard deviations of
      // a Poisson count of 5,000, of 100,000 in all: 4 · √5000 · 2 / 100,000 = 0.6 %.
      #expect(abs(retries / first - share / (1 - share)) < 0.006 * share / (1 - share) + 0.0002)
      #expect(try #require(record.value("retry_share", ReplicationRecord.station)) <= share * 1.006)
    }
  }
}
