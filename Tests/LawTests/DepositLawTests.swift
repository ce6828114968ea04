import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Experiment E6 of reference retry-budgets 7.2, with the table of 2.5: 1000 requests a second of no length fail with probability p at
/// each attempt.
@Suite("Who pays into a retry budget decides what it is worth")
struct DepositLawTests {
  /// Retries for each request, and the share of successes.
  struct Outcome {
    var retries: Double
    var success: Double
  }

  enum Budget {
    case noRetry
    case threeRetries
    case linkerd
    case finagle
    case grpc
    case sdk
  }

  static func outcome(_ budget: Budget, failing: Double, duration: Double) throws
    -> Outcome
  {
    var station = ServiceModel.station(try .constant(0), concurrency: nil)
    station.failures = .init(rate: failing, status: 503)
    station.grpc = .init()
    var world = World(station: station, arrivals: .constant(rate: 1000), duration: duration)
    // The stores that budgets begin with are spent by then.
    world.warmUp = 12
    world.dataPlane.retryRules = .asWritten
    switch budget {
    case .noRetry, .threeRetries: world.dataPlane.kind = .none
    case .linkerd: world.dataPlane.kind = .linkerd
    case .finagle: world.dataPlane.kind = .finagle
    case .grpc: world.dataPlane.kind = .grpc
    case .sdk: world.dataPlane.kind = .awsSDK
    }
    let attempts =
      switch budget {
      case .noRetry: 0
      case .linkerd: 32_000
      case .sdk: 2
      default: 3
      }
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        \(attempts > 0 ? "retry: {attempts: \(attempts), codes: [503]}" : "")
      """
    let record = try #require(try world.run().first)
    return Outcome(
      retries: try #require(record.value("attempts_per_request")) - 1,
      success: try #require(record.value("success_ratio")))
  }

  /// The table of 2.5: retries for each request and share of successes, by probability of failure.
  static let table: [(failing: Double, outcomes: KeyValuePairs<Budget, (Double, Double)>)] = [
    (
      0.05,
      [
        .noRetry: (0, 0.949), .threeRetries: (0.053, 1), .linkerd: (0.053, 1), .finagle: (0.053, 1),
        .grpc: (0.053, 1), .sdk: (0.053, 1),
      ]
    ),
    (
      0.1,
      [
        .noRetry: (0, 0.899), .threeRetries: (0.113, 1), .linkerd: (0.113, 1), .finagle: (0.113, 1),
        .grpc: (0.020, 0.917), .sdk: (0.111, 0.999),
      ]
    ),
    (
      0.2,
      [
        .noRetry: (0, 0.797), .threeRetries: (0.248, 0.999), .linkerd: (0.200, 0.960),
        .finagle: (0.210, 0.968),
        .grpc: (0, 0.797), .sdk: (0.240, 0.991),
      ]
    ),
    (
      0.3,
      [
        .noRetry: (0, 0.697), .threeRetries: (0.411, 0.993), .linkerd: (0.172, 0.820),
        .finagle: (0.210, 0.847),
        .grpc: (0, 0.697), .sdk: (0.164, 0.813),
      ]
    ),
    (
      0.5,
      [
        .noRetry: (0, 0.496), .threeRetries: (0.868, 0.938), .linkerd: (0.120, 0.557),
        .finagle: (0.210, 0.604),
        .grpc: (0, 0.496), .sdk: (0.072, 0.533),
      ]
    ),
    (
      0.9,
      [
        .noRetry: (0, 0.096), .threeRetries: (2.44, 0.346), .linkerd: (0.028, 0.099),
        .finagle: (0.210, 0.118),
        .grpc: (0, 0.096), .sdk: (0.008, 0.097),
      ]
    ),
    (
      1,
      [
        .noRetry: (0, 0), .threeRetries: (3, 0), .linkerd: (0.008, 0), .finagle: (0.210, 0), .grpc: (0, 0),
        .sdk: (0, 0),
      ]
    ),
  ]

  /// The table is one run of its own: both it and this have a deviation of up to 0.003, for which 0.01 are allowed, as in 1.12.
  @Test("the table of six budgets", arguments: LongLaws.areAsked ? 0..<7 : 3..<4)
  func outcomes(row: Int) throws {
    let (failing, outcomes) = Self.table[row]
    for (budget, expected) in outcomes {
      let found = try Self.outcome(budget, failing: failing, duration: LongLaws.areAsked ? 100 : 40)
      #expect(abs(found.retries - expected.0) <= 0.01, "\(budget): \(found)")
      #expect(abs(found.success - expected.1) <= 0.01, "\(budget): \(found)")
    }
  }

  /// With Linkerd the share b of successes pays, of which (1 + ρ)(1 - p) come of a request with ρ retries, and the minimum m on top:
  /// ρ = b(1 + ρ)(1 - p) + m/λ. With Finagle all requests pay: ρ = b + m/λ.
  @Test("retries follow the successes with Linkerd, the requests with Finagle", arguments: [0.4, 0.7])
  func closedForms(failing: Double) throws {
    let ratio = 0.2
    let minimum = 10.0 / 1000
    let linkerd = (ratio * (1 - failing) + minimum) / (1 - ratio * (1 - failing))
    #expect(abs(try Self.outcome(.linkerd, failing: failing, duration: 40).retries - linkerd) < 0.006)
    #expect(
      abs(try Self.outcome(.finagle, failing: failing, duration: 40).retries - (ratio + minimum)) < 0.003)
  }

  /// A gauge that a failure lowers by 1 and a success raises by r stays where p = r(1 - p): p = r/(1 + r), 9.1 % at 0.1. Below all retries go,
  /// so that a request takes 1 + p + p² + p³ attempts, and above none.
  @Test(
    "gRPC retries all below 9.1 % of failures and nothing above", arguments: [(0.06, true), (0.13, false)])
  func gauge(failing: Double, isRetried: Bool) throws {
    let found = try Self.outcome(.grpc, failing: failing, duration: 40)
    let all = failing + failing * failing + failing * failing * failing
    #expect(abs(found.retries - (isRetried ? all : 0)) < 0.006, "\(found)")
  }
}
