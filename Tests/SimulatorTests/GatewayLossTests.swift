import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Lost gateway replicas")
struct GatewayLossTests {
  static let second: Int64 = 1_000_000_000

  /// 1,000 requests a second for 3 s, each served in 100 ms; of three replicas so many are lost from 1 s to 2 s.
  static func world(lost: Int) throws -> World {
    var world = World(
      station: .station(try .constant(0.1), concurrency: nil), arrivals: .constant(rate: 1000), duration: 3)
    world.dataPlane.replicas = 3
    if lost > 0 {
      world.faults = [
        Fault(
          name: "loss", target: .gateway, start: second, duration: second,
          effect: .gatewayLoss(replicas: lost))
      ]
    }
    return world
  }

  static let window = second..<2 * second

  @Test("what is in flight on a lost replica ends at once, all else is served", arguments: 1...3)
  func inFlight(lost: Int) throws {
    let (record, requests, attempts) = try Self.world(lost: lost).runRecorded()
    for request in requests {
      let wasThere = request.replica < Int16(lost)
      if request.arrival < Self.second, request.arrival + Self.second / 10 >= Self.second, wasThere {
        #expect(request.fate == .gatewayLost)
        #expect(request.status == 503)
        #expect(request.response == Self.second - request.arrival)
      } else if Self.window.contains(request.arrival), lost == 3 {
        #expect(request.fate == .gatewayLost)
        #expect(request.response == 0)
        #expect(request.attempts == 0)
      } else {
        #expect(request.fate == .okFirstTry)
        if Self.window.contains(request.arrival) { #expect(!wasThere) }
      }
    }
    #expect(record.conservation.holds)
    let broken = requests.filter { $0.fate == .gatewayLost && $0.attempts > 0 }.count
    #expect(attempts.count { $0.outcome == .abandoned && $0.end == Self.second } == broken)
    #expect(
      record.value("fate_ratio", ["fate": "gateway-lost"]) == record.value("status_ratio", ["status": "503"]))
  }

  @Test("requests of lost replicas are spread evenly over the others, whose requests stay where they are")
  func spread() throws {
    let plain = try Self.world(lost: 0).runRecorded()
    let changed = try Self.world(lost: 1).runRecorded()
    var moved: [Int16] = []
    for (one, other) in zip(plain.requests, changed.requests) {
      if Self.window.contains(one.arrival), one.replica == 0 {
        moved.append(other.replica)
      } else {
        #expect(one.replica == other.replica)
      }
    }
    // About 333 fair draws: 4 standard deviations are 4·√333/2 = 37.
    let half = Double(moved.count) / 2
    #expect(abs(Double(moved.count { $0 == 1 }) - half) < 2 * Double(moved.count).squareRoot())
    #expect(moved.allSatisfy { $0 > 0 })
    #expect(plain.record.value("fate_ratio", ["fate": "gateway-lost"]) == nil)
  }

  @Test("endpoints see clients that gave up")
  func abandonedWork() throws {
    var world = try Self.world(lost: 3)
    let served = try #require(try world.run().first)
    let wasted = try #require(served.value("wasted_work_ratio", ReplicationRecord.station))
    // 100 of 1,000 + 1,000 that reach the service are at work when the gateways go.
    #expect(abs(wasted - 0.05) < 0.001)
    world.services[0].abandoned = .aborted
    let aborted = try #require(try world.run().first)
    // Half of their work was done.
    #expect(abs(try #require(aborted.value("wasted_work_ratio", ReplicationRecord.station)) - 0.0256) < 0.001)
  }

  @Test("what waits at the gateway, or between two attempts, is lost too, and so are the copies")
  func waiting() throws {
    var world = try Self.world(lost: 3)
    world.dataPlane.overhead = try .constant(0.05)
    world.services.append(ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .constant(0.02)))
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 1, codes: [503], backoff: 40ms}
        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}]
      """
    world.services[0].failures = .init(rate: 1, when: .atOnce)
    world.services[0].serviceTime = try .constant(0.01)
    let (record, requests, attempts) = try world.runRecorded()
    let lost = requests.filter { $0.fate == .gatewayLost && $0.arrival < Self.second }
    // 50 ms at the gateway, 40 ms of backoff.
    #expect(lost.count { $0.attempts == 0 } == 50)
    #expect(lost.count { $0.attempts == 1 } == 40)
    #expect(attempts.allSatisfy { $0.outcome == .failure })
    #expect(record.mirrors.map(\.failed) == [20])
  }

  @Test("a replica comes back with a budget that remembers nothing")
  func freshBudgets() throws {
    func denied(lost: Int) throws -> Double? {
      var world = try Self.world(lost: lost)
      world.dataPlane.replicas = 1
      world.rules = """
        - backendRefs: [{name: station, port: 80}]
          retry: {attempts: 1, codes: [503]}
        """
      world.manifests = """
        apiVersion: gateway.networking.x-k8s.io/v1alpha1
        kind: XBackendTrafficPolicy
        metadata: {name: budget}
        spec:
          targetRefs: [{group: "", kind: Service, name: station}]
          retryConstraint: {budget: {percent: 20, interval: 1h}, minRetryRate: {count: 1, interval: 1h}}
        """
      world.faults.append(
        Fault(
          name: "errors", target: .service(NamespacedName(name: "station"), endpoints: nil),
          start: 2_001_000_000, duration: 99_000_000, effect: .errors(.init(rate: 1, when: .atOnce))))
      let record = try #require(try world.run().first)
      return record.value("retries_denied", ReplicationRecord.station)
    }
    // Of 99 failures, and as many retries as are allowed, all are among the fifth of 2,000 attempts, but not of those since 2 s.
    #expect(try denied(lost: 0) == 0)
    #expect(try #require(try denied(lost: 1)) > 70)
  }

  @Test("losses at one time are as large as the largest")
  func overlap() throws {
    var world = try Self.world(lost: 1)
    world.faults.append(
      Fault(
        name: "more", target: .gateway, start: Self.second * 3 / 2, duration: Self.second / 4,
        effect: .gatewayLoss(replicas: 2)))
    for request in try world.runRecorded().requests {
      let milliseconds = request.arrival / 1_000_000
      if (1000..<2000).contains(milliseconds) {
        #expect(request.replica >= ((1500..<1750).contains(milliseconds) ? 2 : 1))
      }
    }
  }
}
