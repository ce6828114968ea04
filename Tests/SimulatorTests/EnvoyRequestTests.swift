import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Vectors and facts of reference retry-budgets 1.12, 5.1 and 10, each through a whole request. One comes a second, the first at 1 s; an
/// attempt takes exactly 100 ms, and Envoy waits less than 25, 50 and 100 ms, so that faults hit the attempts that they are to hit.
@Suite("What an Envoy does with a request")
struct EnvoyRequestTests {
  static let millisecond: Int64 = 1_000_000

  static func world(_ rule: String, conditions: [String] = ["5xx"], requests: Int = 1) throws -> World {
    var world = try RetryTests.world(rule, requests: requests)
    world.dataPlane.kind = .envoy
    world.dataPlane.retryOn = conditions
    return world
  }

  static func errors(_ status: Int, from start: Int64 = 0, to end: Int64) -> Fault {
    RetryTests.fault(.errors(.init(rate: 1, status: status)), from: start, to: end)
  }

  @Test("V10: 503, 503, 200 under 5xx are two retries, and the client gets 200")
  func retriesToSuccess() throws {
    var world = try Self.world("  retry: {attempts: 3}")
    world.faults = [Self.errors(503, to: 1150)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.status) == [503, 503, 200])
    #expect(requests.map(\.fate) == [.okAfterRetry])
    #expect(record.value("retries_allowed", ReplicationRecord.station) == 2)
    #expect(record.value("retries_denied", ReplicationRecord.station) == 0)
  }

  @Test("V10: four answers of 503 are three retries and the limit, and the client gets 503")
  func retriesToTheLimit() throws {
    var world = try Self.world("  retry: {attempts: 3}")
    world.faults = [Self.errors(503, to: 9000)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.status) == [503, 503, 503, 503])
    #expect(requests.map(\.fate) == [.attemptsExhausted])
    #expect(requests.map(\.status) == [503])
    #expect(record.value("retries_allowed", ReplicationRecord.station) == 3)
    #expect(record.value("retries_denied", ReplicationRecord.station) == 0)
  }

  @Test("V11: a retry that is answered 404 is over under 5xx, and the client gets 404")
  func retryToNotFound() throws {
    var world = try Self.world("  retry: {attempts: 3}")
    world.services[0].failures = .init(rate: 1, status: 404)
    world.faults = [Self.errors(503, to: 1050)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.status) == [503, 404])
    #expect(requests.map(\.status) == [404])
    #expect(record.value("retries_allowed", ReplicationRecord.station) == 1)
  }

  /// Who has the residue 67 of the request's number: the middle one of weights 67, 1 and 32.
  @Test(
    "V12: a request whose number leaves 67 over 100 is copied by a mirror of 68/100, not by one of 67/100")
  func residues() throws {
    var world = try Self.world("", requests: 5000)
    world.services[0].serviceTime = try .constant(0)
    for name in ["middle", "last", "copy67", "copy68"] {
      world.services.append(ServiceModel(name: NamespacedName(name: name), serviceTime: try .constant(0)))
    }
    world.rules = """
      - backendRefs:
        - {name: station, port: 80, weight: 67}
        - {name: middle, port: 80, weight: 1}
        - {name: last, port: 80, weight: 32}
        filters:
        - type: RequestMirror
          requestMirror: {backendRef: {name: copy67, port: 80}, fraction: {numerator: 67, denominator: 100}}
        - type: RequestMirror
          requestMirror: {backendRef: {name: copy68, port: 80}, fraction: {numerator: 68, denominator: 100}}
      """
    let record = try #require(try world.run().first)
    func seconds(_ service: String, _ metric: String) -> [Double] {
      record.timeline.first { $0.entity == "service/default/\(service)" && $0.metric == metric }?.values ?? []
    }
    let (station, middle) = (seconds("station", "first_attempts"), seconds("middle", "first_attempts"))
    let (fewer, more) = (seconds("copy67", "mirrored"), seconds("copy68", "mirrored"))
    #expect(middle.reduce(0, +) > 20)
    for second in 1...5000 {
      #expect(fewer[second] == station[second])
      #expect(more[second] == station[second] + middle[second])
    }
  }

  /// The conformance tests of GEP-1731 (reference 5.1): what the specification asks of every data plane.
  @Test(
    "conformance: of three retries two failures are healed, four are not; what is not listed is not retried",
    arguments: [DataPlane.Kind.gatewayAPI, .envoy])
  func conformanceOfCodes(kind: DataPlane.Kind) throws {
    for (status, codes, end, answer, attempts) in [
      (500, 500, 1150, 200, 3), (500, 500, 9000, 500, 4), (503, 500, 9000, 503, 1),
    ] as [(Int, Int, Int64, Int, Int)] {
      var world = try Self.world("  retry: {attempts: 3, codes: [\(codes)]}", conditions: [])
      world.dataPlane.kind = kind
      world.faults = [Self.errors(status, to: end)]
      let (_, requests, rows) = try world.runRecorded()
      #expect(requests.map { Int($0.status) } == [answer])
      #expect(rows.count == attempts)
    }
  }

  @Test(
    "conformance: of two retries two slow attempts are healed, three are 504",
    arguments: [DataPlane.Kind.gatewayAPI, .envoy])
  func conformanceOfAttemptTimeouts(kind: DataPlane.Kind) throws {
    for (end, answer) in [(1350, 200), (9000, 504)] as [(Int64, Int)] {
      var world = try Self.world(
        "  timeouts: {backendRequest: 200ms}\n  retry: {attempts: 2}", conditions: [])
      world.dataPlane.kind = kind
      world.faults = [RetryTests.fault(.slowdown(3), from: 0, to: end)]
      let (_, requests, rows) = try world.runRecorded()
      #expect(requests.map { Int($0.status) } == [answer])
      #expect(rows.count == 3)
    }
  }

  @Test(
    "conformance: the request timeout of 400 ms ends five retries of failures of 100 ms in 504",
    arguments: [DataPlane.Kind.gatewayAPI, .envoy])
  func conformanceOfRequestTimeout(kind: DataPlane.Kind) throws {
    var world = try Self.world(
      "  timeouts: {request: 400ms, backendRequest: 200ms}\n  retry: {attempts: 5, codes: [500]}",
      conditions: [])
    world.dataPlane.kind = kind
    world.faults = [Self.errors(500, to: 9000)]
    let (_, requests, _) = try world.runRecorded()
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.fate) == [.requestTimeout])
    #expect(requests.map(\.response) == [400 * Self.millisecond])
  }

  /// An attempt that breaks does so at once, so that four of them take the waits alone: less than 175 ms.
  @Test(
    "conformance: of three retries two broken connections are healed, four are 503",
    arguments: [DataPlane.Kind.gatewayAPI, .envoy])
  func conformanceOfResets(kind: DataPlane.Kind) throws {
    var world = try Self.world("  retry: {attempts: 3, backoff: 20ms}", conditions: [])
    world.dataPlane.kind = kind
    world.faults = [RetryTests.fault(.reset, from: 0, to: 9000)]
    let (_, broken, all) = try world.runRecorded()
    #expect(broken.map(\.status) == [503])
    #expect(all.map(\.outcome) == [.reset, .reset, .reset, .reset])
    // Ends between the second and the third attempt, wherever the seed has put them.
    world.faults[0].duration = all[1].start + 1
    let (_, healed, some) = try world.runRecorded()
    #expect(healed.map(\.status) == [200])
    #expect(some.map(\.outcome) == [.reset, .reset, .success])
  }

  @Test(
    "an attempt that times out is retried under 5xx and as a reset, not under what controllers set",
    arguments: [("5xx", true), ("gateway-error", true), ("reset", true), ("retriable-status-codes", false)])
  func attemptTimeout(condition: String, isRetried: Bool) throws {
    var world = try Self.world(
      "  timeouts: {backendRequest: 50ms}\n  retry: {attempts: 1, codes: [503, 504]}", conditions: [condition]
    )
    world.dataPlane.controller = .envoyGateway
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == Array(repeating: .timeout, count: isRetried ? 2 : 1))
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.fate) == [isRetried ? .attemptsExhausted : .notRetryable])
  }

  @Test("the route's timeout is never retried, also in a backoff that goes beyond it")
  func routeTimeout() throws {
    var world = try Self.world("  timeouts: {request: 50ms}\n  retry: {attempts: 3}")
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == [.abandoned])
    #expect(requests.map(\.status) == [504])
    world.rules =
      "- backendRefs: [{name: station, port: 80}]\n"
      + "  timeouts: {request: 101ms}\n  retry: {attempts: 3, backoff: 10s}"
    world.faults = [Self.errors(503, to: 9000)]
    let (record, late, one) = try world.runRecorded()
    #expect(one.map(\.outcome) == [.failure])
    #expect(late.map(\.status) == [504])
    #expect(late.map(\.fate) == [.requestTimeout])
    #expect(record.value("retries_allowed", ReplicationRecord.station) == 1)
  }
}
