import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Flow laws hold")
struct FlowLawTests {
  /// Little 1961 on the waiting room: the time-average of the queue and the customers' average wait are measured in different ways. They
  /// differ by who waits across the ends of the measured time: at most a few waits' worth in 100,000.
  @Test("Little: the mean queue is the arrival rate times the mean wait", arguments: [0.5, 0.8, 0.9])
  func little(utilization: Double) throws {
    let rate = utilization * 400
    var world = World(
      station: .station(try .exponential(mean: 0.01), concurrency: 4), arrivals: .poisson(rate: rate),
      duration: 100_000 / rate)
    world.warmUp = 10_000 / rate
    for record in try world.run(replications: 3) {
      let queue = try #require(record.value("queue_length_mean", ReplicationRecord.station))
      let wait = try #require(record.value("waiting_time_mean", ReplicationRecord.station))
      let offered = try #require(record.value("offered_rate"))
      let longest = try #require(record.value("waiting_time_max", ReplicationRecord.station))
      let queueMax = try #require(record.value("queue_length_max", ReplicationRecord.station))
      // The customers in the queue at either end wait at most the longest wait outside of the measured time.
      let edge = 2 * queueMax * longest / (100_000 / rate)
      #expect(abs(queue - offered * wait) <= edge)
    }
  }

  @Test("M/G/∞: as many slots are busy as the arrival rate times the mean service time (Khinchine 1932)")
  func infiniteServers() throws {
    var world = World(
      station: .station(try .lognormal(mean: 0.05, cv: 1.5), concurrency: 1_000_000),
      arrivals: .poisson(rate: 400), duration: 250)
    world.warmUp = 5
    let records = try world.run(replications: 20)
    let busy = Interval(
      of: records.compactMap { $0.value("utilization", ReplicationRecord.station).map { $0 * 1_000_000 } })
    #expect(busy.covers(20), "expected 20, found \(busy.mean) ± \(busy.halfWidth)")
  }

  @Test("two gateway replicas and weights share the load as they should")
  func shares() throws {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .poisson(rate: 1000), duration: 50)
    world.services.append(
      ServiceModel(name: NamespacedName(name: "canary"), serviceTime: try .constant(0.001)))
    world.rules =
      "- backendRefs: [{name: station, port: 80, weight: 70}, {name: canary, port: 80, weight: 30}]"
    let records = try world.run(replications: 20)
    let canary = Interval(
      of: records.compactMap { record in
        guard let requests = record.value("requests") else { return nil }
        return record.value("first_attempts", ["service": "default/canary"]).map { $0 / requests }
      })
    #expect(canary.covers(0.3), "expected 0.3, found \(canary.mean) ± \(canary.halfWidth)")
  }
}
