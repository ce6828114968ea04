import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// One request a second, the first at 1 s; a station that takes exactly 100 ms.
@Suite("Retries and timeouts")
struct RetryTests {
  static let millisecond: Int64 = 1_000_000

  static func world(_ rule: String, requests: Int = 1) throws -> World {
    var world = World(
      station: .station(try .constant(0.1), concurrency: nil), arrivals: .constant(rate: 1),
      duration: Double(requests) + 0.5)
    world.rules = "- backendRefs: [{name: station, port: 80}]\n" + rule
    return world
  }

  static func fault(_ effect: Fault.Effect, from start: Int64, to end: Int64) -> Fault {
    Fault(
      name: "fault", target: .service(NamespacedName(name: "station"), endpoints: nil),
      start: start * millisecond, duration: (end - start) * millisecond, effect: effect)
  }

  @Test("an attempt timeout is retried without any codes, and two slow attempts of three end well")
  func attemptTimeout() throws {
    var world = try Self.world("  timeouts: {backendRequest: 200ms}\n  retry: {attempts: 2}")
    world.faults = [Self.fault(.slowdown(3), from: 900, to: 1350)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == [.timeout, .timeout, .success])
    #expect(attempts.map(\.start) == [1000, 1200, 1400].map { $0 * Self.millisecond })
    #expect(attempts.map(\.parent) == [0, 1, 2])
    #expect(requests.map(\.status) == [200])
    #expect(requests.map(\.fate) == [.okAfterRetry])
    #expect(requests.map(\.response) == [500 * Self.millisecond])
    #expect(record.value("amplification", ReplicationRecord.station) == 3)
  }

  @Test("three slow attempts of three end in 504")
  func attemptTimeoutExhausted() throws {
    var world = try Self.world("  timeouts: {backendRequest: 200ms}\n  retry: {attempts: 2}")
    world.faults = [Self.fault(.slowdown(3), from: 900, to: 1450)]
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.count == 3)
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.fate) == [.attemptsExhausted])
    #expect(requests.map(\.response) == [600 * Self.millisecond])
  }

  @Test("without a retry an attempt timeout is 504 at once")
  func attemptTimeoutAlone() throws {
    let (_, requests, _) = try Self.world("  timeouts: {backendRequest: 50ms}").runRecorded()
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.fate) == [.notRetryable])
    #expect(requests.map(\.response) == [50 * Self.millisecond])
  }

  @Test("the request timeout ends everything in 504, whatever attempts are left")
  func requestTimeout() throws {
    var world = try Self.world(
      "  timeouts: {request: 400ms, backendRequest: 200ms}\n  retry: {attempts: 5, codes: [500]}")
    world.faults = [Self.fault(.slowdown(3), from: 900, to: 3000)]
    let (_, requests, attempts) = try world.runRecorded()
    // The third attempt would begin at the very moment of the timeout.
    #expect(attempts.map(\.outcome) == [.timeout, .abandoned])
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.fate) == [.requestTimeout])
    #expect(requests.map(\.response) == [400 * Self.millisecond])
  }

  @Test("the request timeout counts from the arrival, the gateway's overhead included")
  func requestTimeoutInOverhead() throws {
    var world = try Self.world("  timeouts: {request: 200ms}")
    world.dataPlane.overhead = try .constant(0.3)
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.isEmpty)
    #expect(requests.map(\.fate) == [.requestTimeout])
    #expect(requests.map(\.response) == [200 * Self.millisecond])
    #expect(record.conservation.holds)
  }

  @Test(
    "an answer at the very moment of a timeout comes too late",
    arguments: ["{request: 100ms}", "{backendRequest: 100ms}"])
  func answerAtTimeout(timeouts: String) throws {
    let (_, requests, attempts) = try Self.world("  timeouts: \(timeouts)").runRecorded()
    #expect(requests.map(\.status) == [504])
    #expect(attempts.count == 1)
  }

  @Test("a service without endpoints answers 503, and no share of its slots is busy")
  func noEndpoints() throws {
    var world = World(
      station: .station(try .constant(0.1), concurrency: 1), arrivals: .constant(rate: 1), duration: 1.5)
    world.services[0].endpoints = 0
    let record = try #require(try world.run().first)
    #expect(record.value("fate_ratio", ["fate": "no-backend"]) == 1)
    #expect(record.value("utilization", ReplicationRecord.station) == nil)
  }

  @Test("a timeout of 0s is none")
  func zeroTimeout() throws {
    let (_, requests, _) = try Self.world("  timeouts: {request: 0s}").runRecorded()
    #expect(requests.map(\.status) == [200])
  }

  @Test("a backoff is waited out exactly; one that reaches the request timeout is not begun")
  func backoff() throws {
    var world = try Self.world(
      "  timeouts: {request: 450ms}\n  retry: {attempts: 3, codes: [500], backoff: 50ms}")
    world.faults = [Self.fault(.errors(.init(rate: 1, status: 500)), from: 0, to: 5000)]
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.start) == [1000, 1150, 1300].map { $0 * Self.millisecond })
    #expect(requests.map(\.status) == [504])
    #expect(requests.map(\.response) == [450 * Self.millisecond])
  }

  @Test(
    "statuses are retried where the codes list them, and the last one reaches the client",
    arguments: [
      ("[500]", 500, 4, Fate.attemptsExhausted), ("[500]", 503, 1, .notRetryable),
      ("[502, 503]", 503, 4, .attemptsExhausted), ("[429]", 429, 4, .attemptsExhausted),
      ("[503]", 429, 1, .okFirstTry),
    ])
  func codes(codes: String, status: Int, attempts: Int, fate: Fate) throws {
    var world = try Self.world("  retry: {attempts: 3, codes: \(codes)}")
    world.faults = [Self.fault(.errors(.init(rate: 1, status: status)), from: 0, to: 9000)]
    let (_, requests, rows) = try world.runRecorded()
    #expect(rows.count == attempts)
    #expect(requests.map { Int($0.status) } == [status])
    #expect(requests.map(\.fate) == [fate])
  }

  @Test("a reset is retried without codes, and gives 503 where nothing is left")
  func reset() throws {
    var world = try Self.world("  retry: {attempts: 2}")
    world.faults = [Self.fault(.reset, from: 0, to: 9000)]
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == [.reset, .reset, .reset])
    #expect(attempts.map(\.status) == [0, 0, 0])
    #expect(requests.map(\.status) == [503])
  }

  @Test("failures at once hold no slot")
  func atOnce() throws {
    var world = try Self.world("")
    world.services[0].failures = .init(rate: 1, status: 500, when: .atOnce)
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.map(\.response) == [0])
    #expect(requests.map(\.status) == [500])
    #expect(record.value("wasted_work_ratio", ReplicationRecord.station) == nil)
  }

  @Test("a full queue answers 503 at once")
  func fullQueue() throws {
    var world = World(
      station: .station(try .constant(0.1), queue: 1), arrivals: .constant(rate: 100), duration: 0.055)
    world.rules = "- backendRefs: [{name: station, port: 80}]"
    let (record, requests, attempts) = try world.runRecorded()
    #expect(requests.map(\.status) == [200, 200, 503, 503, 503])
    #expect(requests.map(\.fate) == [.okFirstTry, .okFirstTry, .rejected, .rejected, .rejected])
    #expect(requests.map(\.response) == [100, 190, 0, 0, 0].map { $0 * Self.millisecond })
    #expect(attempts.map(\.waiting) == [0, 90 * Self.millisecond, -1, -1, -1])
    #expect(record.value("rejected", ReplicationRecord.station) == 3)
    #expect(record.value("queue_length_max", ReplicationRecord.station) == 1)
  }

  @Test("an answer after the deadline is no success")
  func deadline() throws {
    var scenario = try Self.world("").scenario()
    scenario.traffic[0].deadline = 99 * Self.millisecond
    let late = try Replication.run(Model(scenario, version: "test"), index: 0)
    #expect(late?.value("success_ratio") == 0)
    scenario.traffic[0].deadline = 100 * Self.millisecond
    let exact = try Replication.run(Model(scenario, version: "test"), index: 0)
    #expect(exact?.value("success_ratio") == 1)
  }
}
