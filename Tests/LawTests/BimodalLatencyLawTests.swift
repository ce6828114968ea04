import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Experiment E12 of reference retry-budgets 7.2 (SRE book, chapter 22): of the requests one in twenty hangs until its deadline. A tenth of
/// the book's 1000 slots and requests a second, which leaves the shares as they are.
@Suite("A few requests that hang take all the slots, unless the deadline is short")
struct BimodalLatencyLawTests {
  static func world(slots: Int, deadline: Int, warmUp: Double, duration: Double) throws -> World {
    var station = ServiceModel.station(
      try .mixture([(weight: 0.95, .constant(0.1)), (weight: 0.05, .constant(100))]), concurrency: slots,
      queue: 0)
    station.abandoned = .aborted
    var world = World(station: station, arrivals: .poisson(rate: 100), duration: duration)
    world.warmUp = warmUp
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {request: \(deadline)s}
      """
    return world
  }

  /// The offered load is 95 % · 0.1 s + 5 % · 100 s = 5.095 s a request, of 100 requests a second on 100 slots: so M/G/c/c refuses
  /// B(100, 509.5) = 80.4 %, and a share of 1/5.095 = 19.6 % gets a slot.
  @Test("with a deadline of 100 s one request in five gets a slot")
  func longDeadline() throws {
    let records = try Self.world(slots: 100, deadline: 100, warmUp: 300, duration: 4000).run()
    let record = try #require(records.first)
    let rejected = try #require(record.value("fate_ratio", ["fate": "rejected"]))
    let expected = QueueLaws.erlangB(servers: 100, load: 509.5)
    #expect(abs(1 - expected - 0.196) < 0.001)
    // 0.98 a second begin to hang, and between two of them 20 ± 19.5 requests get a slot (geometric): in 4000 s the share deviates by
    // 19.5·√3920/400,000 = 0.3 %, of which four.
    #expect(abs(rejected - expected) < 0.0125)
    // Of those that get a slot 5 % hang.
    let success = try #require(record.value("success_ratio"))
    #expect(abs(success - 0.95 * (1 - expected)) < 0.0125)
  }

  /// 95 % · 0.1 s + 5 % · 1 s = 0.145 s a request keep 14.5 slots busy.
  @Test("with a deadline of a second fifteen slots are busy, and all that do not hang succeed")
  func shortDeadline() throws {
    let record = try #require(
      try Self.world(slots: 100, deadline: 1, warmUp: 10, duration: 1000).run().first)
    // Four deviations of a share of 100,000 requests: 0.3 %.
    #expect(abs(try #require(record.value("success_ratio")) - 0.95) < 0.003)
    #expect(abs(try #require(record.value("utilization", ReplicationRecord.station)) - 0.145) < 0.004)
  }
}
