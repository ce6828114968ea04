import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Ready endpoints second by second")
struct EndpointCourseTests {
  static func course(_ world: World) throws -> [Double]? {
    let record = try #require(try world.run().first)
    return record.timeline.first { $0.metric == "endpoints_ready" }?.values
  }

  @Test("a crash takes endpoints away for its time, and where nothing does there is no series")
  func crash() throws {
    var station = ServiceModel.station(try .constant(0.01), concurrency: nil)
    station.endpoints = 5
    var world = World(station: station, arrivals: .constant(rate: 10), duration: 5)
    #expect(try Self.course(world) == nil)
    world.faults = [
      Fault(
        name: "crash", target: .service(station.name, endpoints: 2), start: 1_500_000_000,
        duration: 2_000_000_000,
        effect: .crash(.lost))
    ]
    #expect(try Self.course(world) == [5, 3, 3, 5, 5])
    world.faults[0].effect = .slowdown(2)
    #expect(try Self.course(world) == nil)
  }
}
