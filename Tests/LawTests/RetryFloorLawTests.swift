import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing
import Traffic

/// Experiments E7 and E13 of reference retry-budgets 7.2: the retries that a budget grants whatever the traffic, where everything fails.
@Suite("What a retry budget grants for nothing comes in bursts, and once for each gateway replica")
struct RetryFloorLawTests {
  /// 100 requests a second whose every attempt fails at once and is retried once, if a token is left.
  static func retries(_ kind: DataPlane.Kind, _ arrivals: ArrivalProcess, duration: Double) throws -> [Double]
  {
    var station = ServiceModel.station(try .constant(0), concurrency: nil)
    station.failures = .init(rate: 1, status: 503)
    // Failures pay in with Finagle: without a ratio what is left is the floor, as it is with Linkerd, where they do not.
    station.finagle = .init(ratio: 0)
    station.linkerd = .init()
    var world = World(station: station, arrivals: arrivals, duration: duration)
    world.dataPlane.kind = kind
    world.dataPlane.retryRules = .asWritten
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 1, codes: [503]}
      """
    let record = try #require(try world.run().first)
    let series = record.timeline.first { $0.entity == "service/default/station" && $0.metric == "retries" }
    return try #require(series).values
  }

  /// The hundred retries of ten seconds go out as fast as failures come, in one second; they come back when they expire: after the nine
  /// slots of a second that Finagle keeps beside the current one, after eleven with tower and a clock of exact ticks, and after five to six
  /// with any other, as tower's loop passes two slots at once (reference 2.1.4).
  @Test("E7: a hundred retries at once, then silence")
  func bursts() throws {
    let ticks = ArrivalProcess.constant(rate: 100)
    for (kind, arrivals, next, rate) in [
      (DataPlane.Kind.finagle, ticks, 10, 10.0), (.linkerd, ticks, 11, 9.2),
      (.linkerd, .poisson(rate: 100), 6, 16.5),
    ] {
      let retries = try Self.retries(kind, arrivals, duration: 400)
      #expect(retries[..<2].reduce(0, +) == 100)
      #expect(retries[2..<next - 1].allSatisfy { $0 == 0 })
      #expect(retries[next...next + 1].reduce(0, +) > 80)
      let mean = retries.reduce(0, +) / 400
      #expect(abs(mean / rate - 1) < 0.05, "\(mean) a second")
    }
  }

  /// Retries a second where everything fails and is retried once.
  static func replicated(_ replicas: Int, _ kind: DataPlane.Kind, rate: Double, duration: Double) throws
    -> Double
  {
    var station = ServiceModel.station(try .exponential(mean: 0.05), concurrency: nil)
    station.failures = .init(rate: 1, status: 503)
    station.envoy.retryBudget = .init()
    station.envoy.retryBudget?.percent = 0
    var world = World(station: station, arrivals: .poisson(rate: rate), duration: duration)
    world.warmUp = 22
    world.dataPlane.kind = kind
    world.dataPlane.replicas = replicas
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 1, codes: [503], backoff: 25ms}
      """
    let record = try #require(try world.run().first)
    return try #require(record.value("retries", ReplicationRecord.station)) / duration
  }

  /// b·λ + m·N: the ratio is of the traffic, which replicas share; the minimum is each one's own.
  @Test("E13: with a minimum rate retries grow by it with each replica", arguments: [1, 5, 20])
  func minimumRates(replicas: Int) throws {
    let found = try Self.replicated(replicas, .finagle, rate: 500, duration: 60)
    let expected = 0.2 * 500 + 10 * Double(replicas)
    // Tokens live a little longer than ten seconds; of a Poisson count of requests a fifth pays.
    #expect(abs(found / expected - 1) < 0.03, "expected \(expected), found \(found)")
  }

  /// Failures of first attempts ask each of N replicas for its three places: M/G/3/3 of the rate λ/N, held for 12 ms and 50 ms.
  @Test(
    "E13: with three concurrent retries in each replica they grow nearly as the replicas",
    arguments: [1, 5, 20])
  func minimumConcurrency(replicas: Int) throws {
    let found = try Self.replicated(replicas, .envoy, rate: 1000, duration: 40)
    let refused = QueueLaws.erlangB(servers: 3, load: 1000 / Double(replicas) * 0.062)
    let expected = 1000 * (1 - refused)
    #expect(abs(found - expected) < 4 * (expected / 40).squareRoot(), "expected \(expected), found \(found)")
  }
}
