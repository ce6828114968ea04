import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Bounded queues refuse what Erlang's formulas say")
struct LossLawTests {
  /// Seed 1, 20 replications of 100,000 measured customers, each case at 99.9 %.
  static func refused(servers: Int, queue: Int, load: Double, service: TimeDistribution) throws -> Interval {
    let rate = load * 100
    var world = World(
      station: .station(service, concurrency: servers, queue: queue), arrivals: .poisson(rate: rate),
      duration: 100_000 / rate)
    world.warmUp = 5_000 / rate
    let records = try world.run(replications: 20)
    return Interval(
      of: records.compactMap { record in
        guard let requests = record.value("requests") else { return nil }
        return record.value("rejected", ReplicationRecord.station).map { $0 / requests }
      })
  }

  @Test("M/M/c/c", arguments: [(1, 0.5), (4, 3.0), (8, 8.0), (16, 20.0)])
  func noQueue(servers: Int, load: Double) throws {
    let interval = try Self.refused(servers: servers, queue: 0, load: load, service: .exponential(mean: 0.01))
    let expected = QueueLaws.erlangB(servers: servers, load: load)
    #expect(interval.covers(expected), "expected \(expected), found \(interval.mean) ± \(interval.halfWidth)")
  }

  @Test("M/G/c/c loses as much as M/M/c/c: only the mean of the service time counts (Sevastyanov 1957)")
  func insensitivity() throws {
    let interval = try Self.refused(
      servers: 4, queue: 0, load: 3, service: .lognormal(mean: 0.01, cv: 2))
    let expected = QueueLaws.erlangB(servers: 4, load: 3)
    #expect(interval.covers(expected), "expected \(expected), found \(interval.mean) ± \(interval.halfWidth)")
  }

  @Test("M/M/c/K", arguments: [(1, 5, 0.9), (4, 10, 4.4), (2, 2, 1.0)])
  func withQueue(servers: Int, queue: Int, load: Double) throws {
    let interval = try Self.refused(
      servers: servers, queue: queue, load: load, service: .exponential(mean: 0.01))
    let expected = QueueLaws.lossMMcK(servers: servers, places: servers + queue, load: load)
    #expect(interval.covers(expected), "expected \(expected), found \(interval.mean) ± \(interval.halfWidth)")
  }
}
