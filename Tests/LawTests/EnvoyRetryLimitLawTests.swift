import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Experiment E5 of reference retry-budgets 7.2, with the table of 1.12: Poisson 1000/s, attempts of 50 ms on the average, exponential,
/// that fail with probability p each; three retries with Envoy's backoff from 25 ms.
@Suite("An Envoy limits concurrent retries, not their rate")
struct EnvoyRetryLimitLawTests {
  /// How many retries may be under way at once.
  enum Limit {
    case fixed
    case budget
    case interval
  }

  /// Retries and refused retries for each request, and the share of successes.
  struct Outcome {
    var retries: Double
    var overflow: Double
    var success: Double
  }

  static func outcome(
    _ limit: Limit, failing: Double, retries: Int = 3, backoff: String = "25ms", attempt: Double = 0.05,
    duration: Double
  ) throws -> Outcome {
    var station = ServiceModel.station(try .exponential(mean: attempt), concurrency: nil)
    station.failures = .init(rate: failing, status: 503)
    if limit != .fixed { station.envoy.retryBudget = .init() }
    var world = World(station: station, arrivals: .poisson(rate: 1000), duration: duration)
    world.warmUp = 3
    world.dataPlane.kind = limit == .interval ? .envoyInterval : .envoy
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: \(retries), codes: [503], backoff: \(backoff)}
      """
    let record = try #require(try world.run().first)
    let first = try #require(record.value("first_attempts", ReplicationRecord.station))
    return Outcome(
      retries: try #require(record.value("retries", ReplicationRecord.station)) / first,
      overflow: try #require(record.value("retries_denied", ReplicationRecord.station)) / first,
      success: try #require(record.value("success_ratio")))
  }

  /// A row of the table: what is expected within 0.01 under one limit.
  struct Row {
    let failing: Double
    let fixed: Outcome
    let budget: Outcome
    let interval: Outcome

    init(_ failing: Double, fixed: Values, budget: Values, interval: Values) {
      func outcome(_ values: Values) -> Outcome {
        Outcome(retries: values.0, overflow: values.1, success: values.2)
      }
      self.failing = failing
      (self.fixed, self.budget, self.interval) = (outcome(fixed), outcome(budget), outcome(interval))
    }

    typealias Values = (Double, Double, Double)
  }

  static let table = [
    Row(0.01, fixed: (0.010, 0, 1), budget: (0.010, 0, 1), interval: (0.010, 0, 1)),
    Row(0.05, fixed: (0.033, 0.019, 0.981), budget: (0.053, 0, 1), interval: (0.053, 0, 1)),
    Row(0.1, fixed: (0.040, 0.064, 0.936), budget: (0.103, 0.005, 0.995), interval: (0.109, 0, 1)),
    Row(0.3, fixed: (0.043, 0.27, 0.73), budget: (0.162, 0.18, 0.82), interval: (0.415, 0, 0.99)),
    Row(0.5, fixed: (0.042, 0.47, 0.52), budget: (0.166, 0.41, 0.58), interval: (0.878, 0, 0.94)),
    Row(1, fixed: (0.039, 0.99, 0), budget: (0.158, 0.97, 0), interval: (3, 0, 0)),
  ]

  @Test("the table of three limits", arguments: LongLaws.areAsked ? Array(table) : [table[2], table[4]])
  func limits(row: Row) throws {
    for (limit, expected) in [(Limit.fixed, row.fixed), (.budget, row.budget), (.interval, row.interval)] {
      let found = try Self.outcome(limit, failing: row.failing, duration: LongLaws.areAsked ? 100 : 40)
      #expect(abs(found.retries - expected.retries) <= 0.01, "\(limit): \(found)")
      #expect(abs(found.overflow - expected.overflow) <= 0.01, "\(limit): \(found)")
      #expect(abs(found.success - expected.success) <= 0.01, "\(limit): \(found)")
    }
  }

  /// Where everything fails and no time is spent waiting, R ≤ b(O + R) of what is under way makes b/(1-b) = 0.25 retries a request, less
  /// what truncation takes (reference 0.245); waits hold places and are no part of what is active, so that a longer backoff leaves fewer.
  @Test(
    "with everything failing a budget of 20 % lets through what the backoff leaves of b/(1-b)",
    arguments: [("1ms", 0.245), ("25ms", 0.158), ("100ms", 0.079)])
  func backoff(base: String, expected: Double) throws {
    let found = try Self.outcome(.budget, failing: 1, backoff: base, duration: 20)
    #expect(abs(found.retries - expected) <= 0.01, "\(found)")
  }

  /// Failures of 2 ms keep so little under way that the least of three retries binds.
  @Test("where failures are quick the minimum of three binds")
  func quickFailures() throws {
    let found = try Self.outcome(.budget, failing: 1, attempt: 0.002, duration: 20)
    #expect(abs(found.retries - 0.097) <= 0.01, "\(found)")
  }

  /// With one retry a request, places are asked for by failures of first attempts alone: a Poisson process of rate λp. Each is held for a
  /// wait of 0 to 24 ms, 12 on the average, and an attempt of 50 ms. That is M/G/3/3, which refuses B(3, λp · 62 ms).
  @Test("three concurrent retries are an Erlang loss system", arguments: [0.01, 0.05, 0.1, 0.3])
  func erlang(failing: Double) throws {
    let duration = LongLaws.areAsked ? 400.0 : 40
    let found = try Self.outcome(.fixed, failing: failing, retries: 1, duration: duration)
    let refused = QueueLaws.erlangB(servers: 3, load: 1000 * failing * 0.062)
    let expected = failing * (1 - refused)
    // Four deviations of a Poisson count, which those of a loss system are not above.
    #expect(abs(found.retries - expected) < 4 * (expected / (1000 * duration)).squareRoot(), "\(found)")
  }
}
