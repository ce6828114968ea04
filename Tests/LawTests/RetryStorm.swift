import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// The database of Bronson et al. (HotOS'21): it serves 300 queries a second, first in, first out, also those whose clients gave up
/// after a second, and stands still from 30 s to 40 s. A query that times out is retried once, at once, if the budget allows it.
struct RetryStorm {
  /// What limits the retries; the numbers are Envoy's, Finagle's, Linkerd's and gRPC's own.
  enum Policy: String, CaseIterable {
    case noRetry
    case oneRetry
    case envoy
    case finagle
    case linkerd
    case grpc
  }

  static let serviceRate = 300.0
  static let timeout = 1.0
  static let outageEnd = 40

  var policy: Policy
  var arrivalRate: Double
  /// Seconds.
  var duration = 400.0
  var queue: Int?
  var discipline = ServiceModel.QueueDiscipline.fifo

  init(_ policy: Policy, at arrivalRate: Double, for duration: Double = 400) {
    self.policy = policy
    self.arrivalRate = arrivalRate
    self.duration = duration
  }

  /// The offered load beyond which the database does not come back: service rate over amplification (reference retry-budgets 0.3).
  ///
  /// The minimum of 10 a second comes on top of what pays in: of every request with Finagle, of the successes with Linkerd, and nothing
  /// succeeds in a storm; as tower is written its minimum is 1.65 times as large (reference 2.1.4).
  var threshold: Double {
    switch policy {
    case .noRetry, .grpc: Self.serviceRate
    case .oneRetry: Self.serviceRate / 2
    case .envoy: Self.serviceRate * 0.8
    case .finagle: (Self.serviceRate - 10) / 1.2
    case .linkerd: Self.serviceRate - 16.5
    }
  }

  /// Attempts a second in a storm, where nothing succeeds: arrivals times amplification (reference retry-budgets 0.2).
  var stormRate: Double {
    switch policy {
    case .noRetry, .grpc: arrivalRate
    case .oneRetry: 2 * arrivalRate
    case .envoy: arrivalRate / 0.8
    case .finagle: 1.2 * arrivalRate + 10
    case .linkerd: arrivalRate + 16.5
    }
  }

  func world(seed: Int) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 1 / Self.serviceRate), queue: queue)
    station.queueDiscipline = discipline
    station.envoy.retryBudget = .init()
    station.grpc = .init()
    var world = World(station: station, arrivals: .poisson(rate: arrivalRate), duration: duration)
    world.seed = UInt64(seed)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {backendRequest: \(Int(Self.timeout))s}
        \(policy == .noRetry ? "" : "retry: {attempts: 1}")
      """
    switch policy {
    case .noRetry, .oneRetry: world.dataPlane.kind = .none
    case .envoy: world.dataPlane.kind = .envoy
    case .finagle: world.dataPlane.kind = .finagle
    case .linkerd: world.dataPlane.kind = .linkerd
    case .grpc: world.dataPlane.kind = .grpc
    }
    world.dataPlane.retryRules = .asWritten
    world.faults = [
      Fault(
        name: "outage", target: .service(station.name, endpoints: nil), start: 30_000_000_000,
        duration: 10_000_000_000, effect: .pause)
    ]
    return world
  }

  /// What came of it.
  struct Outcome {
    /// Seconds from the end of the outage to the first second from which 90 % succeed for five, nil where that never comes.
    let recovery: Double?
    /// Attempts a second at the database in the last 100 s.
    let attemptRate: Double
    /// Successes a second of the requests that came in the last 100 s but ten.
    let goodput: Double
  }

  func run(seed: Int) throws -> Outcome {
    let record = try #require(try world(seed: seed).run().first)
    func perSecond(_ entity: String, _ metric: String, before end: Int = 0) -> Double {
      let values = record.timeline.first { $0.entity == entity && $0.metric == metric }?.values ?? []
      let last = values.dropLast(end).suffix(100)
      return last.reduce(0, +) / Double(last.count)
    }
    return Outcome(
      recovery: record.value("recovery_time", ["fault": "outage"]),
      attemptRate: perSecond("service/default/station", "first_attempts")
        + perSecond("service/default/station", "retries"),
      goodput: perSecond("traffic/clients", "goodput", before: 10))
  }
}
