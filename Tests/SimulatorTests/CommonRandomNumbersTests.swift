import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Common random numbers")
struct CommonRandomNumbersTests {
  static func world() throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.01), concurrency: nil)
    station.failures = .init(rate: 0.3, status: 500)
    station.endpoints = 3
    var world = World(station: station, arrivals: .poisson(rate: 300), duration: 5)
    world.dataPlane.loadBalancing = .random
    return world
  }

  struct FirstAttempt: Equatable {
    var arrival: Int64
    var serviceTime: Int64
    var endpoint: Int32
    var status: Int16
  }

  static func firstAttempts(_ world: World) throws -> [FirstAttempt] {
    let (_, requests, attempts) = try world.runRecorded()
    return zip(requests, attempts.filter { $0.attempt == 1 }).map {
      FirstAttempt(
        arrival: $0.arrival, serviceTime: $1.serviceTime, endpoint: $1.endpoint, status: $1.status)
    }
  }

  @Test("retries change nothing about first attempts")
  func retries() throws {
    let base = try Self.firstAttempts(Self.world())
    var variant = try Self.world()
    variant.rules += "\n  retry: {attempts: 3, codes: [500]}"
    #expect(base.count > 1000)
    #expect(try Self.firstAttempts(variant) == base)
  }

  @Test("a mirror changes nothing about the mirrored requests")
  func mirror() throws {
    let base = try Self.firstAttempts(Self.world())
    var variant = try Self.world()
    variant.services.append(
      ServiceModel(name: NamespacedName(name: "other"), serviceTime: try .constant(0.01)))
    variant.rules += """

        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: other, port: 80}, percent: 42}}]
      """
    #expect(try Self.firstAttempts(variant) == base)
  }

  @Test("another seed, and another replication, is another world")
  func seeds() throws {
    var world = try Self.world()
    let base = try Self.firstAttempts(world)
    world.seed = 2
    #expect(try Self.firstAttempts(world) != base)
    let records = try Self.world().run(replications: 2)
    #expect(records[0].value("requests") != records[1].value("requests"))
  }

  @Test("a sample is the same requests with the same rows as in the whole, about one in so many")
  func sample() throws {
    let (_, requests, attempts) = try Self.world().runRecorded()
    let model = Model(try Self.world().scenario(), version: "test")
    var sampled = RecordBatch(replication: 0)
    _ = try Replication.run(
      model, index: 0, recording: .sample(10),
      emit: { batch in
        sampled.requests += batch.requests
        sampled.attempts += batch.attempts
      })
    #expect(Set(sampled.requests).isSubset(of: Set(requests)))
    #expect(Set(sampled.attempts).isSubset(of: Set(attempts)))
    let expected = Double(requests.count) / 10
    #expect(abs(Double(sampled.requests.count) - expected) < 4 * (expected * 0.9).squareRoot())
  }

  @Test("recording failures keeps exactly the requests that failed")
  func failures() throws {
    let (_, requests, _) = try Self.world().runRecorded()
    let model = Model(try Self.world().scenario(), version: "test")
    var failed: [RequestRow] = []
    _ = try Replication.run(model, index: 0, recording: .failures, emit: { failed += $0.requests })
    #expect(Set(failed) == Set(requests.filter { $0.status >= 500 }))
  }
}
