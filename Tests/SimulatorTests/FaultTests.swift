import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Faults")
struct FaultTests {
  static let millisecond = RetryTests.millisecond

  static func requests(_ world: World) throws -> [RequestRow] { try world.runRecorded().requests }

  @Test("a pause keeps everything and serves nothing")
  func pause() throws {
    var world = try RetryTests.world("", requests: 2)
    world.faults = [RetryTests.fault(.pause, from: 1050, to: 2150)]
    // The first is held for 1.1 s in the middle of its service; the second arrives paused and begins at 2.15 s.
    #expect(try Self.requests(world).map(\.response) == [1200, 250].map { $0 * Self.millisecond })
  }

  @Test("a pause keeps what would have begun, also where there is no queue, and refuses no less than before")
  func pauseWithoutQueue() throws {
    var world = World(
      station: .station(try .constant(0.1), concurrency: 2, queue: 0), arrivals: .constant(rate: 10),
      duration: 0.35)
    world.faults = [RetryTests.fault(.pause, from: 50, to: 1000)]
    let requests = try Self.requests(world)
    #expect(requests.map(\.status) == [200, 200, 503])
    #expect(requests.map(\.response) == [1000, 900, 0].map { $0 * Self.millisecond })
  }

  @Test("a slowdown stretches what begins while it lasts")
  func slowdown() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = [RetryTests.fault(.slowdown(2.5), from: 1500, to: 2500)]
    #expect(try Self.requests(world).map(\.response) == [100, 250, 100].map { $0 * Self.millisecond })
  }

  @Test("latency is added on the way to the endpoint")
  func latency() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = [RetryTests.fault(.latency(try .constant(0.04)), from: 1500, to: 2500)]
    #expect(try Self.requests(world).map(\.response) == [100, 140, 100].map { $0 * Self.millisecond })
  }

  @Test("a crash resets what the endpoints hold; with none ready the gateway answers 503")
  func crash() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = [RetryTests.fault(.crash(.lost), from: 1050, to: 2500)]
    let requests = try Self.requests(world)
    #expect(requests.map(\.status) == [503, 503, 200])
    #expect(requests.map(\.fate) == [.notRetryable, .noBackend, .okFirstTry])
    #expect(requests.map(\.response) == [50, 0, 100].map { $0 * Self.millisecond })
    #expect(requests.map(\.attempts) == [1, 0, 1])
  }

  @Test("a drained crash finishes what the endpoints hold")
  func drain() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = [RetryTests.fault(.crash(.drained), from: 1050, to: 2500)]
    #expect(try Self.requests(world).map(\.status) == [200, 503, 200])
  }

  @Test("a crash of one endpoint of two leaves the other")
  func partialCrash() throws {
    var world = try RetryTests.world("", requests: 6)
    world.services[0].endpoints = 2
    world.faults = [
      Fault(
        name: "half", target: .service(NamespacedName(name: "station"), endpoints: 1), start: 0,
        duration: 9_000 * Self.millisecond, effect: .crash(.lost))
    ]
    let (_, requests, attempts) = try world.runRecorded()
    #expect(requests.allSatisfy { $0.status == 200 })
    #expect(attempts.allSatisfy { $0.endpoint == 1 })
  }

  @Test("capacity leaves its share of the slots, rounded down")
  func capacity() throws {
    var world = World(
      station: .station(try .constant(0.1), concurrency: 5), arrivals: .constant(rate: 1000), duration: 0.0105
    )
    world.faults = [RetryTests.fault(.capacity(0.5), from: 0, to: 9000)]
    let (_, _, attempts) = try world.runRecorded()
    // Ten arrive within 10 ms; floor(5 · 0.5) = 2 begin at once.
    #expect(attempts.count == 10)
    #expect(attempts.count { $0.waiting == 0 } == 2)
  }

  @Test(
    "a share of the slots that is a whole number is that number", arguments: [(100, 0.29, 29), (10, 0.7, 7)])
  func wholeCapacity(concurrency: Int, share: Double, slots: Int) throws {
    var world = World(
      station: .station(try .constant(10), concurrency: concurrency), arrivals: .constant(rate: 1000),
      duration: 0.2)
    world.faults = [RetryTests.fault(.capacity(share), from: 0, to: 9000)]
    let (_, _, attempts) = try world.runRecorded()
    #expect(attempts.count { $0.waiting == 0 } == slots)
  }

  @Test("times beyond the end of time are no crash: a pause holds them, latencies add up")
  func endOfTime() throws {
    var world = try RetryTests.world("", requests: 3)
    world.services[0].serviceTime = try .constant(5e9)
    let latency = Fault.Effect.latency(try .constant(6e9))
    world.faults = [
      RetryTests.fault(.slowdown(1e6), from: 0, to: 9000), RetryTests.fault(.pause, from: 1050, to: 1500),
      RetryTests.fault(latency, from: 2500, to: 9000), RetryTests.fault(latency, from: 2600, to: 9000),
    ]
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.allSatisfy { $0.fate == .unanswered })
    #expect(record.conservation.holds)
  }

  @Test("two copies of one request are late by themselves, not as the copies of its neighbour")
  func latencyOfCopies() throws {
    var world = World(
      station: .station(try .constant(0), concurrency: nil), arrivals: .constant(rate: 1000), duration: 0.0025
    )
    var copy = ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .constant(0.0015))
    copy.concurrency = 1
    copy.queue = 0
    world.services.append(copy)
    let mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}"
    world.rules += "\n  filters: [\(mirror), \(mirror)]"
    world.faults = [
      Fault(
        name: "late", target: .service(NamespacedName(name: "copy"), endpoints: nil), start: 0,
        duration: 9_000 * Self.millisecond, effect: .latency(try .uniform(low: 0, high: 30)))
    ]
    // Four copies a run within 30 s, each 1.5 ms in the only slot: a meeting is a matter of 6 in 10,000 runs.
    for record in try world.run(replications: 20) {
      #expect(record.value("mirrored", ["service": "default/copy"]) == 4)
      #expect(record.value("rejected", ["service": "default/copy"]) == 0)
    }
  }

  @Test("what a black hole takes is never answered without a timeout, and counted")
  func blackhole() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = [RetryTests.fault(.blackhole, from: 1500, to: 2500)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(requests.map(\.status) == [200, 0, 200])
    #expect(requests.map(\.fate) == [.okFirstTry, .unanswered, .okFirstTry])
    #expect(attempts.map(\.outcome) == [.success, .unanswered, .success])
    #expect(record.conservation == Conservation(offered: 3, answered: 2, unanswered: 1))
    #expect(record.value("fate_ratio", ["fate": "unanswered"]) == 1.0 / 3)
    #expect(record.faults.map(\.lost) == [1])
  }

  @Test("an attempt timeout brings a request out of a black hole")
  func blackholeTimeout() throws {
    var world = try RetryTests.world("  timeouts: {backendRequest: 150ms}\n  retry: {attempts: 1}")
    world.faults = [RetryTests.fault(.blackhole, from: 900, to: 1100)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == [.timeout, .success])
    #expect(requests.map(\.response) == [250 * Self.millisecond])
    #expect(record.conservation.holds)
  }

  @Test("a fault on a route hits its attempts whatever the backend, and no copies")
  func route() throws {
    var world = try RetryTests.world("", requests: 2)
    world.services.append(ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .constant(0.1)))
    world.rules += """
        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}]
      """
    world.faults = [
      Fault(
        name: "route", target: .route("default/all"), start: 1_500 * Self.millisecond,
        duration: 1_000 * Self.millisecond, effect: .reset)
    ]
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.map(\.status) == [200, 503])
    #expect(record.mirrors.map(\.sent) == [2])
    #expect(record.mirrors.map(\.failed) == [0])
  }

  @Test("a fault on a route that no request takes is reported like any other, and hits nothing")
  func unusedRoute() throws {
    var world = try RetryTests.world("", requests: 9)
    world.manifests = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: other}
      spec: {parentRefs: [{name: edge}], hostnames: [other.example], rules: [{backendRefs: [{name: station, port: 80}]}]}
      """
    world.faults = [
      Fault(
        name: "elsewhere", target: .route("default/other"), start: 0,
        duration: 2_000 * Self.millisecond, effect: .reset)
    ]
    let record = try #require(try world.run().first)
    #expect(record.faults.map(\.name) == ["elsewhere"])
    #expect(record.value("success_ratio") == 1)
    #expect(record.value("recovery_time", ["fault": "elsewhere"]) == 0)
    #expect(record.value("lost_requests", ["fault": "elsewhere"]) == 0)
  }

  @Test("failures of several faults and of the service combine as independent ones")
  func combined() throws {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 1000), duration: 40
    )
    world.services[0].failures = .init(rate: 0.2, status: 500)
    world.faults = [
      Fault(
        name: "one", target: .service(NamespacedName(name: "station"), endpoints: nil), start: 0,
        duration: 90_000 * Self.millisecond, effect: .errors(.init(rate: 0.5, status: 502))),
      Fault(
        name: "two", target: .route("default/all"), start: 0,
        duration: 90_000 * Self.millisecond, effect: .errors(.init(rate: 0.5, status: 503))),
    ]
    let record = try #require(try world.run().first)
    // 1/2, half of the rest, a fifth of the rest; 40,000 draws: 4 standard deviations are at most 4·√(0.25/40000) = 0.01.
    for (status, share) in [(502, 0.5), (503, 0.25), (500, 0.05), (200, 0.2)] {
      let measured = try #require(record.value("status_ratio", ["status": "\(status)"]))
      #expect(abs(measured - share) < 0.01)
    }
  }
}
