import Foundation
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing
import Traffic

/// Experiment E2 of reference retry-budgets 7.2 (SRE book, chapter 22), at a tenth of its rates: a backend that serves 1000 requests a second
/// and refuses the rest is offered 1 % more, and what it refuses comes again a second later.
@Suite("Overload of one percent grows without end where retries have no limit")
struct OverloadLawTests {
  static let capacity = 1000.0

  static func world(
    _ arrivals: ArrivalProcess, service: TimeDistribution, attempts: Int, queue: Int, duration: Double
  ) throws -> World {
    var world = World(station: .station(service, queue: queue), arrivals: arrivals, duration: duration)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: \(attempts), codes: [503], backoff: 1s}
      """
    return world
  }

  static func series(_ record: ReplicationRecord, _ metric: String) throws -> [Double] {
    try #require(
      record.timeline.first { $0.entity == "service/default/station" && $0.metric == metric }
    ).values
  }

  /// All is evenly spaced and queue and slot take the first eleven that are too many, so what follows is exact to the request.
  @Test(
    "each second brings ten retries more than the one before, at the same goodput; with less load they are gone in five"
  )
  func growth() throws {
    var world = try Self.world(
      .constant(rate: 1010), service: .constant(1 / Self.capacity), attempts: 30_000, queue: 10, duration: 60)
    world.faults = [
      Fault(
        name: "less", target: .traffic("clients"), start: 50_000_000_000, duration: 10_000_000_000,
        effect: .surge(900.0 / 1010))
    ]
    let record = try #require(try world.run().first)
    let first = try Self.series(record, "first_attempts")
    let retries = try Self.series(record, "retries")
    let rejected = try Self.series(record, "rejected")
    for second in 2..<50 {
      #expect(retries[second] == Double(10 * (second - 1)))
      #expect(first[second] == 1010)
      #expect(first[second] + retries[second] - rejected[second] == Self.capacity)
    }
    // 490 wait for their turn, and 1000 - 900 more are served than come in each second.
    #expect(retries[50] == 490)
    for second in 51...54 { #expect(abs(retries[second] - Double(490 - 100 * (second - 50))) <= 10) }
    #expect(retries[55] <= 10)
    #expect(retries[56...].allSatisfy { $0 == 0 })
  }

  /// Of λ requests a second C are served whatever k is, so with the share q of attempts that is refused C = λ(1 - qᵏ⁺¹), and a request takes
  /// (1 - qᵏ⁺¹)/(1 - q) attempts, if each is refused independently of the others. After a second exactly the bursts that were refused
  /// would come again as they were, so the wait is drawn, as an Envoy does. With 1.5 times what it can serve, and retries on top, the
  /// server is all but never idle.
  @Test("with k retries the load converges to (1 - qᵏ⁺¹)/(1 - q) attempts a request", arguments: [1, 3])
  func limited(retries: Int) throws {
    var world = try Self.world(
      .poisson(rate: 1500), service: .exponential(mean: 1 / Self.capacity), attempts: retries, queue: 20,
      duration: LongLaws.areAsked ? 600 : 90)
    world.dataPlane.kind = .envoy
    world.services[0].envoy.maxRetries = 1_000_000
    let record = try #require(try world.run().first)
    let settled = 20...
    let first = try Self.series(record, "first_attempts")[settled].reduce(0, +)
    let retried = try Self.series(record, "retries")[settled].reduce(0, +)
    let failed = 1 - Self.capacity / 1500
    let refused = pow(failed, 1 / Double(retries + 1))
    let expected = (1 - failed) / (1 - refused)
    let found = (first + retried) / first
    // What is served in 70 s deviates by √70,000, 0.4 %, and with it the attempts by up to 1 %.
    #expect(abs(found / expected - 1) < 0.02, "expected \(expected), found \(found)")
  }
}
