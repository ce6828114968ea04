import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Faults that grow, come again, or hit a share of the attempts")
struct FaultCourseTests {
  static let millisecond = RetryTests.millisecond

  /// 1,000 requests a second for 20 s, each served in 1 ms.
  static func dense(_ rule: String = "") throws -> World {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 1000), duration: 20
    )
    world.rules = "- backendRefs: [{name: station, port: 80}]\n" + rule
    return world
  }

  static func fault(_ effect: Fault.Effect, share: Double? = nil, ramp: Int64 = 0) -> Fault {
    var fault = RetryTests.fault(effect, from: 0, to: 20_000)
    fault.share = share
    fault.ramp = ramp * millisecond
    return fault
  }

  /// The 503 among 20,000 requests lie within 4 standard deviations of what the probabilities add up to.
  static func expectFailures(_ world: World, _ probability: (Double) -> Double) throws {
    let record = try #require(try world.run().first)
    let failures = try #require(record.value("status_ratio", ["status": "503"]))
    let chances = (1...19_999).map { probability(Double($0) / 1000) }
    let mean = chances.reduce(0, +) / 19_999
    let deviation = chances.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot() / 19_999
    #expect(abs(failures - mean) < 4 * deviation, "\(failures), \(mean) ± \(deviation)")
  }

  // MARK: Refused connections

  @Test("a refused connection is retried like a broken one, and is 503 where it is not")
  func refused() throws {
    var world = try RetryTests.world("  retry: {attempts: 1, backoff: 600ms}")
    world.faults = [RetryTests.fault(.refuse, from: 900, to: 1100)]
    let (_, requests, attempts) = try world.runRecorded()
    #expect(attempts.map(\.outcome) == [.refused, .success])
    #expect(attempts.map(\.status) == [0, 200])
    #expect(requests.map(\.response) == [700 * Self.millisecond])
    world.rules = "- backendRefs: [{name: station, port: 80}]"
    let alone = try world.runRecorded()
    #expect(alone.requests.map(\.status) == [503])
    #expect(alone.requests.map(\.fate) == [.notRetryable])
    #expect(alone.attempts.map(\.endpoint) == [0])
  }

  @Test("a route that is refused is refused at every backend, before anything can break")
  func refusedRoute() throws {
    var world = try RetryTests.world("")
    world.faults = [
      RetryTests.fault(.reset, from: 900, to: 1100),
      Fault(
        name: "route", target: .route("default/all"), start: 0, duration: 2_000 * Self.millisecond,
        effect: .refuse),
    ]
    #expect(try world.runRecorded().attempts.map(\.outcome) == [.refused])
  }

  // MARK: Percent

  @Test(
    "only the share of the attempts is hit: as many as binomial draws say",
    arguments: [
      Fault.Effect.errors(.init(rate: 1)), .errors(.init(rate: 0.5)), .reset, .refuse,
    ], [0.1, 0.75])
  func share(effect: Fault.Effect, share: Double) throws {
    var world = try Self.dense()
    world.faults = [Self.fault(effect, share: share)]
    var rate = 1.0
    if case .errors(let failures) = effect { rate = failures.rate }
    try Self.expectFailures(world) { _ in share * rate }
  }

  @Test("each attempt of a request is drawn by itself, and each fault too")
  func independentShares() throws {
    var world = try Self.dense("  retry: {attempts: 1}")
    world.faults = [Self.fault(.reset, share: 0.5)]
    try Self.expectFailures(world) { _ in 0.25 }
    var other = Self.fault(.refuse, share: 0.5)
    other.name = "other"
    world.faults.append(other)
    try Self.expectFailures(world) { _ in 0.75 * 0.75 }
  }

  @Test("latency and black holes hit a share of what is sent")
  func shareOfTravel() throws {
    var world = try Self.dense("  timeouts: {request: 500ms}")
    world.faults = [Self.fault(.latency(try .constant(0.1)), share: 0.3)]
    let requests = try world.runRecorded().requests
    let slow = requests.count { $0.response == 101 * Self.millisecond }
    #expect(slow + requests.count { $0.response == Self.millisecond } == requests.count)
    // 19,999 draws: 4 standard deviations are 4·√(19,999·0.3·0.7) = 259.
    #expect(abs(Double(slow) - 0.3 * 19_999) < 259)
    world.faults = [Self.fault(.blackhole, share: 0.3)]
    let lost = try world.runRecorded().requests.count { $0.status == 504 }
    #expect(abs(Double(lost) - 0.3 * 19_999) < 259)
    // The same attempts, since the faults have one name.
    #expect(lost == slow)
  }

  @Test("copies to a service are hit by themselves")
  func shareOfCopies() throws {
    var world = try Self.dense()
    world.services.append(ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .constant(0.001)))
    let mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}"
    world.rules += "\n  filters: [\(mirror), \(mirror)]"
    var fault = Self.fault(.reset, share: 0.3)
    fault.target = .service(NamespacedName(name: "copy"), endpoints: nil)
    world.faults = [fault]
    let record = try #require(try world.run().first)
    for mirror in record.mirrors { #expect(abs(Double(mirror.failed) - 0.3 * 19_999) < 259) }
    #expect(record.mirrors[0].failed != record.mirrors[1].failed)
  }

  @Test("a fault that hits no attempt changes nothing")
  func noShare() throws {
    func metrics(_ faults: [Fault]) throws -> [MetricSample] {
      var world = World(
        station: .station(try .exponential(mean: 0.01), concurrency: 4, queue: 3),
        arrivals: .poisson(rate: 350), duration: 20)
      world.services[0].failures = .init(rate: 0.1)
      world.faults = faults
      return try #require(try world.run().first).metrics.filter { $0.labels["fault"] == nil }
    }
    var other = Self.fault(.errors(.init(rate: 1)), share: 0)
    other.name = "other"
    #expect(try metrics([]) == metrics([Self.fault(.reset, share: 0), other]))
  }

  // MARK: Ramps

  @Test("errors, and shares of attempts, grow in a straight line to their size")
  func ramps() throws {
    var world = try Self.dense()
    world.faults = [Self.fault(.errors(.init(rate: 0.8)), ramp: 10_000)]
    try Self.expectFailures(world) { 0.8 * min(1, $0 / 10) }
    world.faults = [Self.fault(.errors(.init(rate: 0.8)), share: 0.5, ramp: 10_000)]
    try Self.expectFailures(world) { 0.4 * min(1, $0 / 10) }
    var growing = Self.fault(.reset, ramp: 10_000)
    growing.share = nil
    world.faults = [growing]
    try Self.expectFailures(world) { min(1, $0 / 10) }
  }

  @Test("latency and slowdown grow in a straight line to their size")
  func rampedTimes() throws {
    var world = try RetryTests.world("", requests: 8)
    var fault = RetryTests.fault(.latency(try .constant(0.04)), from: 1000, to: 7500)
    fault.ramp = 4_000 * Self.millisecond
    world.faults = [fault]
    var responses = try world.runRecorded().requests.map { $0.response / Self.millisecond }
    #expect(responses == [100, 110, 120, 130, 140, 140, 140, 100])
    fault.effect = .slowdown(3)
    world.faults = [fault]
    responses = try world.runRecorded().requests.map { $0.response / Self.millisecond }
    #expect(responses == [100, 150, 200, 250, 300, 300, 300, 100])
  }

  @Test("slots vanish one by one, and all of them are back after it")
  func rampedCapacity() throws {
    var world = World(
      station: .station(try .constant(0.9995), concurrency: 10, queue: 0), arrivals: .constant(rate: 1000),
      duration: 14.9)
    var fault = RetryTests.fault(.capacity(0.5), from: 500, to: 12_500)
    fault.ramp = 10_000 * Self.millisecond
    world.faults = [fault]
    let begun = try world.runRecorded().attempts.filter { $0.outcome != .rejected }
    // One slot goes every 2 s, from 2.5 s on; what begins in a second is what has a slot then.
    let perSecond = (0..<15).map { second in begun.count { $0.start / 1_000_000_000 == second } }
    #expect(perSecond == [10, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 10, 10, 10])
  }

  // MARK: Repetition

  @Test(
    "a fault that comes again is one fault, whose losses add up and whose recovery begins at the last end")
  func repetition() throws {
    var world = try RetryTests.world("", requests: 14)
    var fault = RetryTests.fault(.reset, from: 1500, to: 2500)
    fault.repetition = .init(every: 3_000 * Self.millisecond, times: 2)
    world.faults = [fault]
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.map(\.status) == [200, 503, 200, 200, 503] + Array(repeating: 200, count: 9))
    #expect(
      record.faults == [
        FaultRecord(
          name: "fault", start: 1500 * Self.millisecond, end: 5500 * Self.millisecond,
          recovery: 500 * Self.millisecond, lost: 2)
      ])
  }

  @Test("a fault that comes again at its end goes on, and is not there twice")
  func backToBack() throws {
    var world = try RetryTests.world("", requests: 5)
    var fault = RetryTests.fault(.slowdown(2), from: 1000, to: 2000)
    fault.repetition = .init(every: 1_000 * Self.millisecond, times: 3)
    world.faults = [fault]
    let responses = try world.runRecorded().requests.map { $0.response / Self.millisecond }
    #expect(responses == [200, 200, 200, 100, 100])
  }

  @Test("a surge comes again, and grows each time")
  func repeatedSurge() throws {
    var world = try RetryTests.world("", requests: 12)
    var fault = Fault(
      name: "surge", target: .traffic("clients"), start: 2_000 * Self.millisecond,
      duration: 2_000 * Self.millisecond, effect: .surge(3))
    fault.ramp = 2_000 * Self.millisecond
    fault.repetition = .init(every: 5_000 * Self.millisecond, times: 2)
    world.faults = [fault]
    let arrivals = try world.runRecorded().requests.map { $0.arrival }
    // The rate's integral over 2 s is 4, in place of 2.
    #expect(arrivals.count { $0 >= fault.start && $0 < fault.start + fault.duration } == 4)
    #expect(arrivals.count == 12 + 2 * 2)
  }
}
