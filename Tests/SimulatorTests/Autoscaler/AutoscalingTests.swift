import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Twenty requests a second of half a second each, evenly spaced, so that ten are in flight; five of them are the target of an endpoint.
/// Endpoints start within ten seconds, and every 15 s an autoscaler looks.
@Suite("Autoscaling")
struct AutoscalingTests {
  static let second: Int64 = 1_000_000_000
  static let station = NamespacedName(name: "station")

  static func world(duration: Double, surges: [(factor: Double, from: Int64, to: Int64)] = []) throws -> World
  {
    var world = World(
      station: .station(try .constant(0.5), concurrency: nil), arrivals: .constant(rate: 20),
      duration: duration)
    world.services[0].autoscaler = Autoscaler(
      maximum: 9, target: .inFlight(5), startTime: try .constant(10))
    world.services[0].endpoints = 2
    world.faults = surges.enumerated().map { index, surge in
      Fault(
        name: "surge \(index)", target: .traffic("clients"), start: surge.from * second,
        duration: (surge.to - surge.from) * second, effect: .surge(surge.factor))
    }
    return world
  }

  static func crash(_ endpoints: Int?, from start: Int64, to end: Int64) -> Fault {
    Fault(
      name: "crash", target: .service(station, endpoints: endpoints), start: start * second,
      duration: (end - start) * second, effect: .crash(.drained))
  }

  static func endpoints(_ record: ReplicationRecord) -> [Double] {
    record.timeline.first { $0.metric == "endpoints" }?.values ?? []
  }

  /// So many seconds with each number of endpoints.
  static func course(_ record: ReplicationRecord) -> [[Double]] {
    var course: [[Double]] = []
    for count in endpoints(record) {
      if course.last?[0] == count { course[course.count - 1][1] += 1 } else { course.append([count, 1]) }
    }
    return course
  }

  /// The endpoints that got attempts within some seconds.
  static func used(_ attempts: [AttemptRow], from start: Int64, to end: Int64) -> [Int32] {
    Set(attempts.filter { $0.start >= start * second && $0.start < end * second }.map(\.endpoint)).sorted()
  }

  @Test("follows a step of the load up within policies and start times, and down after five minutes")
  func step() throws {
    let world = try Self.world(duration: 600, surges: [(4, 60, 240)])
    let (record, requests, attempts) = try world.runRecorded()
    // At 75 s the metric asks for 39.5 / 5 endpoints, of which four more are allowed. At 90 s those are starting, at 105 s 40 / 6 in
    // flight ask for 8. At 255 s 10.5 in flight ask for 3, and at 270 s for 2; what was asked for before no longer counts at 540 s.
    #expect(Self.course(record) == [[2, 75], [6, 30], [8, 435], [3, 15], [2, 45]])
    let mean = record.value("endpoints_mean", ReplicationRecord.station)
    #expect(mean == Double(2 * 75 + 6 * 30 + 8 * 435 + 3 * 15 + 2 * 45) / 600)
    #expect(record.value("endpoints_max", ReplicationRecord.station) == 8)
    #expect(requests.allSatisfy { $0.status == 200 })
    // They get nothing before they are ready nor once they are removed, and finish what they have by then.
    #expect(Self.used(attempts, from: 0, to: 85) == [0, 1])
    #expect(Self.used(attempts, from: 85, to: 115) == [0, 1, 2, 3, 4, 5])
    #expect(Self.used(attempts, from: 115, to: 540) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(Self.used(attempts, from: 540, to: 555) == [0, 1, 2])
    #expect(Self.used(attempts, from: 555, to: 600) == [0, 1])
  }

  @Test("the warm-up is in the timeline and not in the metrics")
  func warmUp() throws {
    var world = try Self.world(duration: 20, surges: [(4, 60, 240)])
    world.warmUp = 100.5
    let record = try #require(try world.run().first)
    #expect(Self.course(record) == [[2, 75], [6, 30], [8, 16]])
    let mean = try #require(record.value("endpoints_mean", ReplicationRecord.station))
    #expect(abs(mean - (6 * 4.5 + 8 * 15.5) / 20) < 1e-9)
  }

  @Test("keeps its number within the tolerance, and at its bounds", arguments: [1.08, 0.92])
  func tolerance(factor: Double) throws {
    let record = try Self.world(duration: 400, surges: [(factor, 0, 400)]).run()[0]
    #expect(Self.course(record) == [[2, 400]])
    var world = try Self.world(duration: 400, surges: [(factor, 0, 400)])
    world.services[0].autoscaler?.tolerance = 0.05
    world.services[0].autoscaler?.scaleDown.stabilization = 0
    #expect(try Self.course(world.run()[0]) == (factor > 1 ? [[2, 15], [3, 385]] : [[2, 400]]))
  }

  @Test("begins with the service's endpoints as far as they lie within its bounds")
  func initial() throws {
    for (endpoints, minimum, expected) in [(0, 1, 1.0), (1, 2, 2), (4, 2, 4), (12, 2, 9)] {
      var world = try Self.world(duration: 10)
      world.services[0].endpoints = endpoints
      world.services[0].autoscaler?.minimum = minimum
      #expect(try Self.course(world.run()[0]) == [[expected, 10]])
    }
  }

  @Test("an endpoint that is removed before it is ready never gets anything")
  func removedEarly() throws {
    var world = try Self.world(duration: 150, surges: [(4, 60, 75), (0.4, 75, 150)])
    world.services[0].autoscaler?.startTime = try .constant(40)
    world.services[0].autoscaler?.scaleDown.stabilization = 0
    let (record, _, attempts) = try world.runRecorded()
    #expect(Self.course(record) == [[2, 75], [6, 15], [1, 60]])
    #expect(Self.used(attempts, from: 0, to: 90) == [0, 1])
    #expect(Self.used(attempts, from: 90, to: 150) == [0])
  }

  @Test("endpoints that are wanted and those that faults leave are those that get something")
  func faults() throws {
    var world = try Self.world(duration: 120, surges: [(4, 60, 240)])
    world.faults += [Self.crash(nil, from: 10, to: 20), Self.crash(3, from: 80, to: 100)]
    let attempts = try world.runRecorded().attempts
    #expect(Self.used(attempts, from: 10, to: 20) == [])
    // The end of a fault brings no endpoint that is not wanted.
    #expect(Self.used(attempts, from: 20, to: 80) == [0, 1])
    // Nor does the start of one bring an endpoint that a fault has taken away.
    #expect(Self.used(attempts, from: 80, to: 85) == [])
    #expect(Self.used(attempts, from: 85, to: 100) == [3, 4, 5])
    #expect(Self.used(attempts, from: 100, to: 105) == [0, 1, 2, 3, 4, 5])
  }

  @Test("what a crash leaves to the others brings no endpoints as long as it is no more than all had")
  func missing() throws {
    var world = try Self.world(duration: 120)
    world.faults = [Self.crash(1, from: 20, to: 80)]
    // Ten in flight on one endpoint are twice its target; the other one counts as idle: 10 / 2 / 5.
    #expect(try Self.course(world.run()[0]) == [[2, 120]])
  }

  @Test("start times are drawn one by one, and those of one service do not depend on others")
  func startTimes() throws {
    var world = try Self.world(duration: 120, surges: [(4, 60, 240)])
    world.services[0].autoscaler?.startTime = try .uniform(low: 1, high: 12)
    let attempts = try world.runRecorded().attempts
    let starts: [Int64] = [2, 3, 4, 5].compactMap { endpoint in
      attempts.first { $0.endpoint == endpoint }?.start
    }
    #expect(Set(starts).count == 4)
    #expect(starts.allSatisfy { $0 > 76 * Self.second && $0 < 88 * Self.second })
    var copy = ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .constant(0.1))
    copy.autoscaler = world.services[0].autoscaler
    world.services.append(copy)
    world.rules += """

        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}]
      """
    #expect(try world.runRecorded().attempts == attempts)
  }

  @Test("utilization is that of the slots that there are")
  func utilization() throws {
    var world = try Self.world(duration: 60)
    world.services[0].concurrency = 10
    world.services[0].autoscaler?.target = .utilization(0.5)
    let record = try #require(try world.run().first)
    let utilization = try #require(record.value("utilization", ReplicationRecord.station))
    // Ten in twenty slots from half a second on.
    #expect(abs(utilization - 0.5 * (60 - 0.25) / 60) < 0.001)
  }

  @Test("a service without an autoscaler has no such metrics")
  func without() throws {
    var world = try Self.world(duration: 10)
    world.services[0].autoscaler = nil
    let record = try #require(try world.run().first)
    #expect(!record.metrics.contains { $0.name.hasPrefix("endpoints") })
    #expect(Self.endpoints(record) == [])
  }
}
