import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Three requests arrive at 10, 20 and 30 ms at one slot; each needs 100 ms and its client gives up after 50 ms.
@Suite("Abandoned work")
struct AbandonedWorkTests {
  static func record(_ abandoned: ServiceModel.Abandoned) throws -> ReplicationRecord {
    var station = ServiceModel.station(try .constant(0.1))
    station.abandoned = abandoned
    var world = World(station: station, arrivals: .constant(rate: 100), duration: 0.035)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {request: 50ms}
      """
    let record = try #require(try world.run().first)
    #expect(record.value("success_ratio") == 0)
    #expect(record.value("fate_ratio", ["fate": "request-timeout"]) == 1)
    #expect(record.conservation.holds)
    return record
  }

  @Test("is served all the same, to the last request")
  func served() throws {
    let record = try Self.record(.served)
    #expect(record.value("wasted_work_ratio", ReplicationRecord.station) == 1)
    #expect(record.value("sojourn_time_max", ReplicationRecord.station) == 0.28)
  }

  @Test("is taken off the queue where it is cancelled; what is in a slot is served")
  func cancelled() throws {
    let record = try Self.record(.cancelled)
    #expect(record.value("wasted_work_ratio", ReplicationRecord.station) == 1)
    #expect(record.value("sojourn_time_max", ReplicationRecord.station) == 0.1)
  }

  @Test("leaves its slot where it is aborted, so that the next begins")
  func aborted() throws {
    let record = try Self.record(.aborted)
    #expect(record.value("sojourn_time_max", ReplicationRecord.station) == nil)
    // The second begins when the first is aborted at 60 ms and is aborted itself at 70 ms; the third begins then.
    #expect(record.value("waiting_time_max", ReplicationRecord.station) == 0.04)
  }
}
