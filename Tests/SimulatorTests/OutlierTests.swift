import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Ejected endpoints in a run")
struct OutlierTests {
  static let second: Int64 = 1_000_000_000

  /// 100 requests a second to five endpoints, of which the first two fail from 5 s to 25 s.
  static func world(_ change: (inout EnvoyCluster.OutlierDetection) -> Void = { _ in }) throws -> World {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 100), duration: 60)
    world.services[0].endpoints = 5
    world.dataPlane.kind = .envoy
    var outliers = EnvoyCluster.OutlierDetection()
    change(&outliers)
    world.services[0].envoy.outlierDetection = outliers
    world.faults = [
      Fault(
        name: "bad", target: .service(NamespacedName(name: "station"), endpoints: 2), start: 5 * second,
        duration: 20 * second, effect: .errors(.init(rate: 1, status: 500)))
    ]
    return world
  }

  static func ejections(_ record: ReplicationRecord) -> Double? {
    record.value("ejections", ReplicationRecord.station)
  }

  @Test("an endpoint gets nothing from its fifth failure until the look after its time")
  func ejected() throws {
    let (record, _, attempts) = try Self.world { $0.maxEjectionPercent = 40 }.runRecorded()
    #expect(Self.ejections(record) == 2)
    for endpoint in Int32(0)..<2 {
      let own = attempts.filter { $0.endpoint == endpoint }
      let failed = own.filter { $0.status == 500 }
      #expect(failed.count == 5)
      let end = try #require(failed.last).end
      let pause = own.filter { $0.start > end && $0.start < 40 * Self.second }
      #expect(pause.isEmpty)
      #expect(own.contains { $0.start >= 40 * Self.second && $0.status == 200 })
    }
  }

  @Test("no more are ejected than the share, and the others go on failing")
  func share() throws {
    let (record, requests, _) = try Self.world().runRecorded()
    #expect(Self.ejections(record) == 1)
    // One is gone after a quarter of a second, the other one gets a fourth of 2,000 requests.
    let failed = requests.count { $0.status == 500 }
    #expect((495...515).contains(failed))
  }

  @Test("each replica ejects by what it saw itself")
  func replicas() throws {
    var world = try Self.world { $0.maxEjectionPercent = 40 }
    world.dataPlane.replicas = 3
    let (record, requests, attempts) = try world.runRecorded()
    #expect(Self.ejections(record) == 6)
    #expect(requests.count { $0.status == 500 } == 30)
    #expect(attempts.count { $0.status == 500 } == 30)
  }

  @Test(
    "with fewer than the panic threshold left all are used, with exactly as many only those",
    arguments: [(0.61, true), (0.6, false), (0, false)])
  func panic(threshold: Double, panics: Bool) throws {
    var world = try Self.world { $0.maxEjectionPercent = 40 }
    world.dataPlane.panicThreshold = threshold
    let failed = try world.runRecorded().requests.count { $0.status == 500 }
    // In a panic two fifths of 2,000 fail.
    if panics { #expect((790...810).contains(failed)) } else { #expect(failed == 10) }
  }

  @Test("where all are ejected the gateway answers 503, unless it panics")
  func none() throws {
    var world = try Self.world { $0.maxEjectionPercent = 100 }
    world.faults[0].target = .service(NamespacedName(name: "station"), endpoints: nil)
    let panicking = try world.runRecorded().requests
    #expect(panicking.count { $0.fate == .noBackend } == 0)
    world.dataPlane.panicThreshold = 0
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.count { $0.status == 500 } == 25)
    // All five are gone after a quarter of a second, and come back at the look at 40 s.
    let rejected = requests.filter { $0.fate == .noBackend }
    #expect(rejected.allSatisfy { $0.status == 503 && $0.arrival < 40 * Self.second })
    #expect((3460...3480).contains(rejected.count))
    #expect(record.conservation.holds)
  }

  @Test("timeouts and broken connections are failures of a gateway, of attempts and of whole requests")
  func broken() throws {
    for (effect, rule) in [
      (Fault.Effect.reset, ""), (.refuse, ""), (.blackhole, "\n  timeouts: {request: 100ms}"),
      (.blackhole, "\n  timeouts: {request: 1s, backendRequest: 100ms}"),
    ] {
      var world = try Self.world {
        $0.maxEjectionPercent = 40
        $0.consecutive5xx = 0
        $0.consecutiveGatewayErrors = 5
      }
      world.rules += rule
      world.faults[0].effect = effect
      #expect(Self.ejections(try world.runRecorded().record) == 2)
    }
  }

  @Test("attempts that a circuit breaker refused eject nothing")
  func overflow() throws {
    var world = try Self.world()
    world.faults = []
    world.services[0].envoy.maxRequests = 0
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.allSatisfy { $0.fate == .overflow })
    #expect(Self.ejections(record) == 0)
  }

  @Test("copies eject the endpoints of what they are copied to")
  func copies() throws {
    var world = try Self.world()
    var copy = world.services[0]
    copy.name = NamespacedName(name: "copy")
    copy.failures = .init(rate: 1)
    world.services.append(copy)
    world.rules += """

        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}]
      """
    let record = try world.runRecorded().record
    #expect((record.value("ejections", ["service": "default/copy"]) ?? 0) > 0)
  }

  @Test("other data planes than Envoy eject nothing, and report nothing of it")
  func otherKinds() throws {
    var world = try Self.world()
    world.dataPlane.kind = .gatewayAPI
    let (record, requests, _) = try world.runRecorded()
    #expect(Self.ejections(record) == nil)
    #expect((795...805).contains(requests.count { $0.status == 500 }))
  }

  @Test("a success rate below the others' ejects at a look")
  func successRate() throws {
    var world = try Self.world {
      $0.consecutive5xx = 0
      $0.successRate = .init()
    }
    world.faults[0].target = .service(NamespacedName(name: "station"), endpoints: 1)
    world.faults[0].effect = .errors(.init(rate: 0.5, status: 500))
    let (record, _, attempts) = try world.runRecorded()
    #expect(Self.ejections(record) == 1)
    // The first 10 s have 5 s of failures; the look at their end ejects for 30 s.
    let own = attempts.filter { $0.endpoint == 0 }.map { $0.start / Self.second }
    #expect(own.contains(9) && own.contains(41))
    #expect(!own.contains { (11..<40).contains($0) })
  }
}
