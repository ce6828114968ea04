import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Loops that can sustain an overload")
struct LoopTests {
  static func run(_ model: Model) throws -> ReplicationRecord {
    try #require(try Replication.run(model, index: 0))
  }

  @Test("retries of the gateway and of calls are cut apart, and everything else stays")
  func retries() throws {
    // Two services; the second always fails at once, and both routes retry that twice.
    let model = Model(try CallTests.chain(length: 2, failing: 1, retries: 2).scenario(), version: "test")
    #expect(model.loops == [.gatewayRetries, .callRetries])
    func attempts(_ model: Model) throws -> [Double?] {
      let record = try Self.run(model)
      return ["station", "b"].map { name in
        let labels = CallTests.service(name)
        return record.value("first_attempts", labels).flatMap { first in
          record.value("retries", labels).map { first + $0 }
        }
      }
    }
    let requests = try #require(try Self.run(model).value("requests"))
    #expect(try attempts(model) == [3 * requests, 9 * requests])
    #expect(try attempts(model.cutting([.gatewayRetries])) == [requests, 3 * requests])
    #expect(try attempts(model.cutting([.callRetries])) == [3 * requests, 3 * requests])
    #expect(try attempts(model.cutting([.callRetries, .gatewayRetries])) == [requests, requests])
    #expect(model.cutting([.gatewayRetries]).loops == [.callRetries])
    #expect(model.cutting(SustainingLoop.allCases).loops == [])
    #expect(try Self.run(model.cutting([])) == Self.run(model))
  }

  @Test("clients no longer try again, but still give up")
  func clients() throws {
    var world = World(
      station: .station(try .constant(0.1), concurrency: nil), arrivals: .constant(rate: 10), duration: 5)
    var client = ClientBehaviour()
    client.timeout = 50_000_000
    client.retries = .init(attempts: 3)
    world.client = client
    let model = Model(try world.scenario(), version: "test")
    #expect(model.loops == [.clientRetries, .abandonedWork])
    #expect(try Self.run(model).value("tries_per_request") == 4)
    let cut = try Self.run(model.cutting([.clientRetries]))
    #expect(cut.value("tries_per_request") == 1)
    #expect(cut.value("goodput") == 0)
  }

  /// One slot and twice the work that it can do: of 20 a second 10 stay in the queue, unless they leave it with their clients after a second.
  @Test("abandoned work is taken off the queue")
  func abandonedWork() throws {
    var world = World(station: .station(try .constant(0.1)), arrivals: .constant(rate: 20), duration: 20)
    world.rules = "- backendRefs: [{name: station, port: 80}]\n  timeouts: {backendRequest: 1s}"
    let model = Model(try world.scenario(), version: "test")
    #expect(model.loops == [.abandonedWork])
    func longest(_ model: Model) throws -> Double {
      try #require(Self.run(model).value("queue_length_max", ReplicationRecord.station))
    }
    #expect((198...202).contains(try longest(model)))
    #expect((10...20).contains(try longest(model.cutting([.abandonedWork]))))
    world.services[0].abandoned = .cancelled
    #expect(Model(try world.scenario(), version: "test").loops == [])
  }

  @Test("endpoints are no longer ejected")
  func ejections() throws {
    let model = Model(try OutlierTests.world().scenario(), version: "test")
    #expect(model.loops.contains(.ejections))
    #expect(try #require(Self.run(model).value("ejections", ReplicationRecord.station)) > 0)
    #expect(try Self.run(model.cutting([.ejections])).value("ejections", ReplicationRecord.station) ?? 0 == 0)
  }
}
