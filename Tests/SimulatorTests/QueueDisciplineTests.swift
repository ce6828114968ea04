import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Queue disciplines")
struct QueueDisciplineTests {
  static let millisecond = RetryTests.millisecond

  /// A request each 10 ms, the first at 10 ms; one slot, which holds each for 25 ms.
  static func world(
    _ discipline: ServiceModel.QueueDiscipline, requests: Int, queue: Int? = nil, rule: String = ""
  ) throws -> World {
    var station = ServiceModel.station(try .constant(0.025), queue: queue)
    station.queueDiscipline = discipline
    var world = World(
      station: station, arrivals: .constant(rate: 100), duration: Double(requests) / 100 + 0.005)
    world.rules = "- backendRefs: [{name: station, port: 80}]\n" + rule
    return world
  }

  static func responses(_ world: World) throws -> [Int64] {
    try world.runRecorded().requests.map { $0.response / millisecond }
  }

  @Test("first in, first out serves the oldest, last in, first out the newest")
  func order() throws {
    // Arrivals at 10, 20, 30, 40; slots are free at 35, 60, 85.
    #expect(try Self.responses(try Self.world(.fifo, requests: 4)) == [25, 40, 55, 70])
    #expect(try Self.responses(try Self.world(.lifo, requests: 4)) == [25, 90, 30, 45])
  }

  @Test("a full queue that serves the newest refuses the newcomer")
  func full() throws {
    let (record, requests, _) = try Self.world(.lifo, requests: 4, queue: 1).runRecorded()
    #expect(requests.map(\.status) == [200, 200, 503, 200])
    #expect(requests.map { $0.response / Self.millisecond } == [25, 40, 0, 45])
    #expect(record.value("rejected", ReplicationRecord.station) == 1)
  }

  @Test("what its client gave up is dropped when its turn comes, and counts as rejected")
  func abandoned() throws {
    let rule = "  timeouts: {request: 30ms}"
    // At 35 the second has waited 15; its request times out at 50 in its slot. At 60 the third (30) is just given up; the fourth (40) is
    // in time, and times out in its slot at 70.
    let (record, requests, _) = try Self.world(.deadline, requests: 4, rule: rule).runRecorded()
    #expect(requests.map(\.status) == [200, 504, 504, 504])
    #expect(record.value("rejected", ReplicationRecord.station) == 1)
    let (plain, _, _) = try Self.world(.fifo, requests: 4, rule: rule).runRecorded()
    #expect(plain.value("rejected", ReplicationRecord.station) == 0)
  }

  @Test("what the source's deadline has passed for is answered 503 when its turn comes")
  func deadline() throws {
    var world = try Self.world(.deadline, requests: 5)
    world.deadline = 30 * Self.millisecond
    let (record, requests, _) = try world.runRecorded()
    // Slots are free at 35, 60 (the third is exactly 30 old: that is in time), 85 (35 and 45 old: dropped).
    #expect(requests.map(\.status) == [200, 200, 200, 503, 503])
    #expect(requests.map { $0.response / Self.millisecond } == [25, 40, 55, 45, 35])
    #expect(requests.map(\.fate) == [.okFirstTry, .okFirstTry, .okFirstTry, .rejected, .rejected])
    #expect(record.value("rejected", ReplicationRecord.station) == 2)
    #expect(record.value("success_ratio") == 0.2)
  }

  @Test("what is dropped and sent anew comes after those that wait")
  func retriedDrop() throws {
    var world = try Self.world(.deadline, requests: 3, rule: "  retry: {attempts: 1, codes: [503]}")
    world.deadline = 10 * Self.millisecond
    let (_, _, attempts) = try world.runRecorded()
    // At 35 the second is 15 old and dropped; the third, 5 old, takes the slot before the retry of the second, which is dropped at 60.
    #expect(attempts.map(\.outcome) == [.success, .rejected, .rejected, .success])
    #expect(attempts.map { $0.start / Self.millisecond } == [10, 20, 35, 30])
    #expect(attempts.map { $0.end / Self.millisecond } == [35, 35, 60, 60])
  }
}
