import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Routes, weights and mirrors")
struct RoutingTests {
  static func world(_ rules: String, count: Int = 20_000) throws -> World {
    var world = World(
      station: .station(try .constant(0.0001), concurrency: nil), arrivals: .constant(rate: 10_000),
      duration: (Double(count) + 0.5) / 10_000)
    world.services.append(
      ServiceModel(name: NamespacedName(name: "other"), serviceTime: try .constant(0.0001)))
    world.rules = rules
    return world
  }

  /// Four standard deviations of a share of 20,000 draws are at most 4·√(0.25/20000) = 0.0142.
  static let tolerance = 0.0142

  @Test("an invalid backend keeps its share, which gets 500")
  func invalidShare() throws {
    let world = try Self.world(
      "- backendRefs: [{name: station, port: 80, weight: 1}, {name: gone, port: 80, weight: 1}, "
        + "{name: other, port: 80, weight: 2}]")
    let record = try #require(try world.run().first)
    let failed = try #require(record.value("fate_ratio", ["fate": "no-backend"]))
    #expect(abs(failed - 0.25) < Self.tolerance)
    #expect(record.value("status_ratio", ["status": "500"]) == failed)
    let other = try #require(record.value("first_attempts", ["service": "default/other"]))
    #expect(abs(other / 20_000 - 0.5) < Self.tolerance)
  }

  @Test(
    "nothing usable gives 500, no rule 404, a redirect its status",
    arguments: [
      ("- backendRefs: []", 500, Fate.noBackend),
      ("- backendRefs: [{name: station, port: 80, weight: 0}]", 500, .noBackend),
      (
        "- matches: [{path: {type: Exact, value: /x}}]\n  backendRefs: [{name: station, port: 80}]", 404,
        .noRoute
      ),
      ("- filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]", 301, .gatewayAnswered),
    ])
  func gatewayAnswers(rules: String, status: Int, fate: Fate) throws {
    let (record, requests, attempts) = try Self.world(rules, count: 5).runRecorded()
    #expect(requests.map { Int($0.status) } == Array(repeating: status, count: 5))
    #expect(requests.allSatisfy { $0.fate == fate && $0.response == 0 })
    #expect(attempts.isEmpty)
    #expect(record.value("success_ratio") == (status == 301 ? 1 : 0))
  }

  static let mirror = "requestMirror: {backendRef: {name: other, port: 80}"

  @Test(
    "a mirror sends its share of the requests",
    arguments: [
      ("", 1.0), (", percent: 42", 0.42), (", percent: 0", 0.0),
      (", fraction: {numerator: 1, denominator: 3}", 1.0 / 3),
      (", fraction: {numerator: 5, denominator: 1000}", 0.005),
    ])
  func mirrorShare(share: String, expected: Double) throws {
    let world = try Self.world(
      "- backendRefs: [{name: station, port: 80}]\n  filters: [{type: RequestMirror, \(Self.mirror)\(share)}}]"
    )
    let record = try #require(try world.run().first)
    let mirror = try #require(record.mirrors.first)
    #expect(mirror.eligible == 20_000)
    let deviation = 4 * (expected * (1 - expected) / 20_000).squareRoot()
    #expect(abs(Double(mirror.sent) / 20_000 - expected) <= deviation)
    #expect(record.value("mirrored", ["service": "default/other"]) == Double(mirror.sent))
    #expect(record.value("success_ratio") == 1)
  }

  @Test("two mirrors sample independently: 10 % and 20 % meet in 2 %")
  func independentMirrors() throws {
    // The target has one slot and no queue, and is idle again before the next request: of two copies of one request it refuses the second.
    var world = try Self.world("")
    world.services[1] = ServiceModel(name: NamespacedName(name: "other"), serviceTime: try .constant(0.00005))
    world.services[1].concurrency = 1
    world.services[1].queue = 0
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        filters:
        - {type: RequestMirror, \(Self.mirror), percent: 10}}
        - {type: RequestMirror, \(Self.mirror), percent: 20}}
      """
    let record = try #require(try world.run().first)
    #expect(record.mirrors.map(\.mirror) == ["default/other", "default/other#2"])
    let first = Double(record.mirrors[0].sent) / 20_000
    let second = Double(record.mirrors[1].sent) / 20_000
    #expect(abs(first - 0.1) < Self.tolerance)
    #expect(abs(second - 0.2) < Self.tolerance)
    #expect(record.mirrors[0].failed == 0)
    #expect(abs(Double(record.mirrors[1].failed) / 20_000 - 0.02) < 4 * (0.02 * 0.98 / 20_000).squareRoot())
  }

  @Test("a backend's mirror copies only what that backend gets: half of a tenth")
  func backendMirror() throws {
    let world = try Self.world(
      "- backendRefs: [{name: station, port: 80, weight: 90}, {name: station, port: 80, weight: 10, "
        + "filters: [{type: RequestMirror, \(Self.mirror), percent: 50}}]}]")
    let record = try #require(try world.run().first)
    let mirror = try #require(record.mirrors.first)
    #expect(abs(Double(mirror.eligible) / 20_000 - 0.1) < Self.tolerance)
    #expect(abs(Double(mirror.sent) / 20_000 - 0.05) < Self.tolerance)
  }

  @Test("retries are not mirrored again, and a failing mirror changes no answer")
  func mirrorOnce() throws {
    var world = try Self.world(
      """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 2, codes: [500]}
        filters: [{type: RequestMirror, \(Self.mirror)}}]
      """, count: 100)
    world.services[0].failures = .init(rate: 1, status: 500)
    world.services[1].failures = .init(rate: 1, status: 500)
    let record = try #require(try world.run().first)
    #expect(record.value("attempts_per_request") == 3)
    #expect(record.mirrors.map(\.sent) == [100])
    #expect(record.mirrors.map(\.failed) == [100])
    world.services[0].failures = nil
    #expect(try world.run().first?.value("success_ratio") == 1)
  }

  @Test(
    "round robin takes endpoints in turn; every policy uses them all",
    arguments: [DataPlane.LoadBalancing.roundRobin, .random, .leastRequest, .leastRequest(choices: nil)])
  func balancing(policy: DataPlane.LoadBalancing) throws {
    var world = try Self.world("- backendRefs: [{name: station, port: 80}]", count: 8000)
    world.services[0].endpoints = 4
    world.dataPlane.loadBalancing = policy
    let (_, _, attempts) = try world.runRecorded()
    for endpoint in 0..<4 {
      let count = attempts.count { $0.endpoint == endpoint }
      // A quarter of 8,000; four standard deviations are 4·√(8000·3/16) = 155.
      if policy == .roundRobin { #expect(count == 2000) } else { #expect(abs(count - 2000) < 155) }
    }
    if policy == .roundRobin {
      #expect(zip(attempts, attempts.dropFirst()).allSatisfy { ($0.endpoint + 1) % 4 == $1.endpoint })
    }
  }

  @Test("least request avoids the endpoint that is busy")
  func leastRequest() throws {
    var world = try Self.world("- backendRefs: [{name: station, port: 80}]", count: 4000)
    world.services[0] = .station(try .constant(0.001), concurrency: nil)
    world.services[0].endpoints = 2
    world.dataPlane.loadBalancing = .leastRequest
    world.faults = [
      Fault(
        name: "grey", target: .service(NamespacedName(name: "station"), endpoints: 1), start: 0,
        duration: 9_000_000_000, effect: .slowdown(1000))
    ]
    let (_, _, attempts) = try world.runRecorded()
    // Two draws with replacement: the slow endpoint is taken only where both draws hit it, 1/4. Only at first, until it holds more than the
    // fast one's 0.75 · 10,000/s · 1 ms = 7.5 in flight, can it win a mixed draw: within the first 80 requests, in half of them, 40 / 4000 = 0.01.
    let slow = Double(attempts.count { $0.endpoint == 0 }) / 4000
    #expect(abs(slow - 0.25) < 4 * (0.1875 / 4000).squareRoot() + 0.01)
  }

  @Test(
    "a mirror before a redirect sees what the gateway answers, one after it nothing",
    arguments: [(true, [3]), (false, [])])
  func mirrorAndRedirect(isFirst: Bool, sent: [Int]) throws {
    var world = try RetryTests.world("", requests: 3)
    let mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: station, port: 80}}}"
    let redirect = "{type: RequestRedirect, requestRedirect: {scheme: https}}"
    let filters = isFirst ? [mirror, redirect] : [redirect, mirror]
    world.rules = "- filters: [\(filters.joined(separator: ", "))]"
    let (record, requests, attempts) = try world.runRecorded()
    #expect(requests.map(\.fate) == [.gatewayAnswered, .gatewayAnswered, .gatewayAnswered])
    #expect(requests.map(\.response) == [0, 0, 0])
    #expect(attempts.isEmpty)
    #expect(record.mirrors.map(\.sent) == sent)
    #expect(record.value("mirrored", ReplicationRecord.station) == Double(sent.reduce(0, +)))
  }

  @Test("requests speak what the port of the Gateway speaks", arguments: ["http", "https"])
  func scheme(_ scheme: String) throws {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 10), duration: 2)
    world.scheme = scheme
    #expect(try world.run().first?.value("success_ratio") == 1)
  }
}
