import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Limits of a replication")
struct LimitTests {
  /// A million requests a second against one slot that holds each for an hour.
  static func flood() throws -> World {
    World(
      station: .station(try .constant(3600), queue: nil), arrivals: .constant(rate: 1_000_000), duration: 100)
  }

  @Test("a queue that grows without end stops the replication within the simulated second")
  func inFlight() throws {
    let model = Model(try Self.flood().scenario(), version: "test")
    do {
      _ = try Replication.run(model, index: 0, limits: SimulationLimits(inFlight: 100_000))
      Issue.record("nothing stopped it")
    } catch .tooManyInFlight(let limit, let time) {
      #expect(limit == 100_000)
      // One arrival a microsecond: the limit is passed at 100 ms, and noticed at the next look, 16,384 events later.
      #expect((100_000_000...116_385_000).contains(time))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("a budget that would remember too many attempts stops the replication")
  func budgetMemory() throws {
    var world = World(
      station: .station(try .constant(0), concurrency: nil), arrivals: .constant(rate: 1_000_000),
      duration: 100)
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: long}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint: {budget: {percent: 20, interval: 1h}}
      """
    let model = Model(try world.scenario(), version: "test")
    #expect {
      try Replication.run(model, index: 0, limits: SimulationLimits(budgetMemory: 50_000))
    } throws: { error in
      if case SimulationError.budgetTooLong(50_000, _) = error { return true }
      return false
    }
  }

  @Test("a replication can be stopped within a simulated second")
  func proceed() throws {
    let model = Model(try Self.flood().scenario(), version: "test")
    var asked = 0
    let record = try Replication.run(
      model, index: 0,
      proceed: { time in
        asked += 1
        #expect(time < 1_000_000_000)
        return false
      })
    #expect(record == nil)
    #expect(asked == 1)
  }

  @Test("more attempts than any machine could count end, and the request with them")
  func attempts() throws {
    var world = World(
      station: .station(try .constant(0), concurrency: nil), arrivals: .constant(rate: 1), duration: 1.5)
    world.rules =
      "- backendRefs: [{name: station, port: 80}]\n  retry: {attempts: 2147483647, codes: [503]}"
    world.services[0].failures = .init(rate: 1, status: 503)
    let record = try #require(try world.run().first)
    #expect(record.value("retries", ReplicationRecord.station) == 32_766)
    #expect(record.value("fate_ratio", ["fate": "attempts-exhausted"]) == 1)
  }
}
