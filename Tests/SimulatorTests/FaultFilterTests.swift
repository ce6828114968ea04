import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Fault filters of the gateway")
struct FaultFilterTests {
  static let millisecond = RetryTests.millisecond

  static func filter(
    _ effect: Fault.Effect, name: String = "filter", target: Fault.Target = .route("default/all"),
    from start: Int64 = 0, to end: Int64 = 100_000
  ) -> Fault {
    Fault(
      name: name, target: target, start: start * millisecond, duration: (end - start) * millisecond,
      effect: effect)
  }

  @Test(
    "an abort never reaches a backend: no attempt, no retry and no copy",
    arguments: [Fault.Target.route("default/all"), .gateway])
  func abort(target: Fault.Target) throws {
    var world = try RetryTests.world(
      """
        retry: {attempts: 3, codes: [503]}
        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: station, port: 80}}}]
      """, requests: 3)
    world.faults = [Self.filter(.abort(rate: 1, status: 503), target: target, from: 1500, to: 2500)]
    let (record, requests, attempts) = try world.runRecorded()
    #expect(requests.map(\.status) == [200, 503, 200])
    #expect(requests.map(\.fate) == [.okFirstTry, .gatewayAnswered, .okFirstTry])
    #expect(requests.map(\.attempts) == [1, 0, 1])
    #expect(requests[1].response == 0)
    #expect(attempts.count == 2)
    #expect(record.mirrors.map(\.eligible) == [2])
    #expect(record.faults.map(\.lost) == [1])
  }

  @Test("a delay is outside the timeouts, and part of the response time")
  func delay() throws {
    var world = try RetryTests.world("  timeouts: {request: 150ms}", requests: 3)
    world.faults = [Self.filter(.delay(rate: 1, try .constant(0.3)), from: 1500, to: 2500)]
    let requests = try world.runRecorded().requests
    #expect(requests.map(\.status) == [200, 200, 200])
    #expect(requests.map(\.response) == [100, 400, 100].map { $0 * Self.millisecond })
    #expect(requests.map(\.arrival) == [1000, 2000, 3000].map { $0 * Self.millisecond })
    // The timeout itself still holds.
    world.services[0] = .station(try .constant(0.2), concurrency: nil)
    let late = try world.runRecorded().requests
    #expect(late.map(\.status) == [504, 504, 504])
    #expect(late.map(\.response) == [150, 450, 150].map { $0 * Self.millisecond })
  }

  @Test("an answer after the source's deadline is no success, however much of the time was a delay")
  func deadline() throws {
    var world = try RetryTests.world("", requests: 2)
    world.deadline = 350 * Self.millisecond
    world.faults = [Self.filter(.delay(rate: 1, try .constant(0.3)), from: 1500, to: 2500)]
    let record = try world.runRecorded().record
    #expect(record.value("success_ratio") == 0.5)
  }

  @Test("delay and abort are rolled each for itself, the abort after the delay")
  func independent() throws {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 10_000),
      duration: 4)
    world.faults = [
      Self.filter(.abort(rate: 0.4, status: 418), name: "abort"),
      Self.filter(.delay(rate: 0.3, try .constant(0.05)), name: "delay", target: .gateway),
    ]
    let requests = try world.runRecorded().requests
    let delay = 50 * Self.millisecond
    let count = Double(requests.count)
    func expect(_ found: Int, _ probability: Double) {
      let deviation = (count * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(found) - count * probability) < 4 * deviation)
    }
    expect(requests.count { $0.response == delay && $0.status == 418 }, 0.3 * 0.4)
    expect(requests.count { $0.response == 0 && $0.status == 418 }, 0.7 * 0.4)
    expect(requests.count { $0.response > delay && $0.status == 200 }, 0.3 * 0.6)
    #expect(requests.allSatisfy { ($0.status == 418) == ($0.attempts == 0) })
  }

  @Test("of several filters the delays add up, and the abort that is active after them counts")
  func several() throws {
    var world = try RetryTests.world("", requests: 2)
    world.faults = [
      Self.filter(.delay(rate: 1, try .constant(0.3)), name: "one"),
      Self.filter(.delay(rate: 1, try .constant(0.2)), name: "other"),
      Self.filter(.abort(rate: 1, status: 500), name: "first", from: 1400, to: 1600),
      Self.filter(.abort(rate: 1, status: 501), name: "second", from: 1450, to: 1600),
    ]
    let requests = try world.runRecorded().requests
    #expect(requests.map(\.status) == [500, 200])
    #expect(requests.map(\.response) == [500, 600].map { $0 * Self.millisecond })
  }

  @Test("a filter of a route lets other requests pass, one of the gateway hits what no route takes")
  func targets() throws {
    let cases: [(Fault.Target, Int16)] = [(.route("default/all"), 404), (.gateway, 429)]
    for (target, status) in cases {
      var world = try RetryTests.world("  matches: [{path: {value: /a}}]", requests: 1)
      world.requests = [.init(path: "/other")]
      world.faults = [Self.filter(.abort(rate: 1, status: 429), target: target)]
      let (record, requests, _) = try world.runRecorded()
      #expect(requests.map(\.status) == [status])
      #expect(requests.map(\.fate) == [.noRoute])
      #expect(record.value("success_ratio") == 0)
    }
  }

  @Test("what a filter holds is lost with its gateway replica")
  func lost() throws {
    var world = try RetryTests.world("  timeouts: {request: 1s}", requests: 1)
    let delay = Self.filter(.delay(rate: 1, try .constant(0.3)))
    let loss = Self.filter(
      .gatewayLoss(replicas: 1), name: "loss", target: .gateway, from: 1200, to: 1250)
    world.faults = [delay, loss]
    let requests = try world.runRecorded().requests
    #expect(requests.map(\.fate) == [.gatewayLost])
    #expect(requests.map(\.response) == [200 * Self.millisecond])
  }
}
