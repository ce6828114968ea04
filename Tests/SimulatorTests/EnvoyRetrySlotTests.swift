import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Facts of a measured Envoy (reference retry-budgets 10), recounted from recorded attempts.
@Suite("Where an Envoy's retries go, and how long they count")
struct EnvoyRetrySlotTests {
  static func world(endpoints: Int = 1, failing: Double, duration: Double) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.05), concurrency: nil)
    station.failures = .init(rate: failing, status: 500)
    station.endpoints = endpoints
    var world = World(station: station, arrivals: .poisson(rate: 200), duration: duration)
    world.dataPlane.kind = .envoy
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 3, codes: [500]}
      """
    return world
  }

  /// With places for n retries each granted one makes at most n that are between the end of the attempt before and their own, and each
  /// denied one comes while n are: so neither the wait nor the attempt goes without a place.
  @Test(
    "a retry holds its place from the grant through the wait to the end of its attempt", arguments: [1, 3])
  func places(maximum: Int) throws {
    var world = try Self.world(failing: 0.4, duration: 30)
    world.services[0].envoy.maxRetries = maximum
    let (_, _, attempts) = try world.runRecorded()
    var held: [Range<Int64>] = []
    for (one, next) in zip(attempts, attempts.dropFirst()) where one.request == next.request {
      #expect(next.start >= one.end)
      held.append(one.end..<max(next.end, one.end + 1))
    }
    #expect(held.contains { range in held.count { $0.contains(range.lowerBound) } == maximum })
    #expect(held.allSatisfy { range in held.count { $0.contains(range.lowerBound) } <= maximum })
    let denied = attempts.filter { $0.denial != nil }
    #expect(denied.count > 100)
    for attempt in denied {
      // A denied request gives its own place back first.
      #expect(held.count { $0.contains(attempt.end) } == maximum)
    }
  }

  @Test("an overflow of retries ends the request at once with the last answer")
  func overflow() throws {
    var world = try Self.world(failing: 0.4, duration: 10)
    world.services[0].envoy.maxRetries = 1
    let (record, requests, attempts) = try world.runRecorded()
    let refused = requests.filter { $0.fate == .budgetExhausted }
    #expect(refused.count > 100)
    #expect(refused.allSatisfy { $0.status == 500 })
    let last = Dictionary(attempts.map { ($0.request, $0) }, uniquingKeysWith: { $1 })
    #expect(refused.allSatisfy { last[$0.request]?.end == $0.arrival + $0.response })
    #expect(record.value("retries_denied", ReplicationRecord.station) == Double(refused.count))
  }

  /// A pick that the request tried is made again, up to six times in all with Envoy Gateway: of n endpoints with k tried, (k/n)⁶ end at one
  /// of those (reference 1.8); without the predicate k/n.
  @Test(
    "a retry goes to an endpoint that was tried with probability (k/n) to the picks",
    arguments: [(EnvoyController.direct, 1), (.envoyGateway, 6)])
  func reuse(controller: EnvoyController, picks: Int) throws {
    let endpoints = 3
    var world = try Self.world(endpoints: endpoints, failing: 1, duration: 60)
    world.dataPlane.loadBalancing = .random
    world.dataPlane.controller = controller
    world.services[0].envoy.maxRetries = 1_000_000
    let (_, _, attempts) = try world.runRecorded()
    var tried: Set<Int32> = []
    var request: Int64 = -1
    // By the number k of endpoints that were tried: retries, and those of them that went to one of these.
    var counts = [(all: Int, again: Int)](repeating: (0, 0), count: endpoints + 1)
    for attempt in attempts {
      if attempt.request != request {
        request = attempt.request
        tried = []
      } else {
        counts[tried.count].all += 1
        if tried.contains(attempt.endpoint) { counts[tried.count].again += 1 }
      }
      tried.insert(attempt.endpoint)
    }
    for known in 1..<endpoints {
      let (all, again) = counts[known]
      var expected = 1.0
      for _ in 0..<picks { expected *= Double(known) / Double(endpoints) }
      #expect(all > 2000)
      // Four deviations, and one more for where hardly any is expected.
      let slack = 4 * (expected * (1 - expected) / Double(all)).squareRoot() + 1 / Double(all)
      #expect(abs(Double(again) / Double(all) - expected) < slack, "\(known): \(again) of \(all)")
    }
  }

  @Test("a retry stays with the service that the split chose")
  func sameService() throws {
    var world = try Self.world(failing: 0.5, duration: 20)
    world.rules = """
      - backendRefs: [{name: station, port: 80, weight: 70}, {name: other, port: 80, weight: 30}]
        retry: {attempts: 3, codes: [500]}
      """
    var other = world.services[0]
    other.name = NamespacedName(name: "other")
    world.services.append(other)
    world.services[0].envoy.maxRetries = 1000
    world.services[1].envoy.maxRetries = 1000
    let (_, requests, attempts) = try world.runRecorded()
    #expect(Set(attempts.filter { $0.attempt > 1 }.map(\.service)) == [0, 1])
    #expect(attempts.allSatisfy { $0.service == requests[Int($0.request)].service })
  }
}
