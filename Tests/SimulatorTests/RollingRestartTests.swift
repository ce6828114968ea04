import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Rolling restarts")
struct RollingRestartTests {
  static let second: Int64 = 1_000_000_000

  /// 100 requests a second to four endpoints, which are replaced from 1 s on, each within 1 s.
  static func world(
    serviceTime: Double, maxUnavailable: Int = 1, inFlight: Fault.InFlight = .drained, lasts: Int64 = 4
  ) throws -> World {
    var world = World(
      station: .station(try .constant(serviceTime), concurrency: nil), arrivals: .constant(rate: 100),
      duration: 7)
    world.services[0].endpoints = 4
    world.faults = [
      Fault(
        name: "restart", target: .service(NamespacedName(name: "station"), endpoints: nil), start: second,
        duration: lasts * second,
        effect: .rollingRestart(
          .init(startTime: second, maxUnavailable: maxUnavailable, inFlight: inFlight)))
    ]
    return world
  }

  /// The endpoints that attempts were sent to in each second.
  static func used(_ attempts: [AttemptRow]) -> [[Int32]] {
    (0..<7).map { number in
      Set(attempts.filter { $0.start / second == number }.map(\.endpoint)).sorted()
    }
  }

  @Test("endpoints go one after another, and nothing fails where they are drained")
  func oneByOne() throws {
    let (record, requests, attempts) = try Self.world(serviceTime: 0.1).runRecorded()
    let all: [Int32] = [0, 1, 2, 3]
    #expect(Self.used(attempts) == [all, [1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2], all, all])
    #expect(requests.allSatisfy { $0.status == 200 })
    #expect(record.faults.map(\.lost) == [0])
    #expect(record.faults.map(\.end) == [5 * Self.second])
  }

  @Test("several go at a time, the last of them fewer, and a restart that ends before leaves the rest")
  func batches() throws {
    let all: [Int32] = [0, 1, 2, 3]
    var world = try Self.world(serviceTime: 0.1, maxUnavailable: 3, lasts: 2)
    #expect(Self.used(try world.runRecorded().attempts) == [all, [3], [0, 1, 2], all, all, all, all])
    world = try Self.world(serviceTime: 0.1, lasts: 2)
    #expect(
      Self.used(try world.runRecorded().attempts) == [all, [1, 2, 3], [0, 2, 3], all, all, all, all])
  }

  @Test("a restart that takes all endpoints at once leaves nothing to send to")
  func all() throws {
    let (_, requests, _) = try Self.world(serviceTime: 0.1, maxUnavailable: 4, lasts: 1).runRecorded()
    for request in requests {
      let isAway = (Self.second..<2 * Self.second).contains(request.arrival)
      #expect(request.fate == (isAway ? .noBackend : .okFirstTry))
    }
  }

  @Test("what an endpoint holds is lost at once, or when the start time has passed")
  func leftOver() throws {
    for (inFlight, wait) in [(Fault.InFlight.lost, 0), (.drained, Self.second)] {
      let (_, _, attempts) = try Self.world(serviceTime: 1.505, inFlight: inFlight).runRecorded()
      for attempt in attempts {
        // The endpoint goes at the end of its number plus 1 s; what would be done later than that plus the wait is lost then.
        let cut = Self.second * Int64(attempt.endpoint + 1) + wait
        let isCut = attempt.start < cut - wait && attempt.start + 1_505_000_000 > cut
        #expect(attempt.outcome == (isCut ? .reset : .success))
        #expect(attempt.end == (isCut ? cut : attempt.start + 1_505_000_000))
      }
    }
  }

  @Test("a replaced endpoint has all its slots free and an empty queue")
  func fresh() throws {
    var world = try Self.world(serviceTime: 30, lasts: 4)
    world.services[0].concurrency = 1
    world.services[0].queue = 1
    let attempts = try world.runRecorded().attempts
    // Each endpoint holds two at first, and two more when it comes back, of which one begins at once.
    for endpoint in Int32(0)..<4 {
      let taken = attempts.filter { $0.endpoint == endpoint && $0.outcome != .rejected }
      let back = Self.second * Int64(endpoint + 2)
      #expect(taken.count { $0.outcome == .reset && $0.end == back && $0.start < Self.second } == 2)
      #expect(taken.count { $0.start >= back && $0.waiting == 0 } == 1)
      #expect(taken.count == 4)
    }
  }

  @Test("what is retried because its endpoint was replaced goes to one that is there")
  func retried() throws {
    var world = try Self.world(serviceTime: 1.505, inFlight: .lost)
    world.rules += "\n  retry: {attempts: 9}"
    let (record, requests, attempts) = try world.runRecorded()
    #expect(requests.allSatisfy { $0.status == 200 })
    #expect(attempts.contains { $0.outcome == .reset })
    #expect(record.value("fate_ratio", ["fate": "no-backend"]) == 0)
  }
}
