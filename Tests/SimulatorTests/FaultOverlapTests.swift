import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Two faults at one service, in both orders of the file: what is written first must not matter.
@Suite("Faults that meet")
struct FaultOverlapTests {
  static func named(_ faults: [Fault]) -> [Fault] {
    faults.enumerated().map { index, fault in
      var named = fault
      named.name = "fault \(index)"
      return named
    }
  }

  @Test("that end at one instant end together, before anything that waited begins", arguments: [false, true])
  func endTogether(isReversed: Bool) throws {
    var world = try RetryTests.world("")
    let faults = [
      RetryTests.fault(.pause, from: 900, to: 1500), RetryTests.fault(.slowdown(3), from: 950, to: 1500),
    ]
    world.faults = Self.named(isReversed ? faults.reversed() : faults)
    // Arrives paused at 1 s, begins at 1.5 s, and is slow no longer.
    #expect(try FaultTests.requests(world).map(\.response) == [600 * RetryTests.millisecond])
  }

  @Test("one after the other leave no gap between them", arguments: [false, true])
  func follow(isReversed: Bool) throws {
    var world = World(
      station: .station(try .constant(10), concurrency: 2), arrivals: .constant(rate: 4), duration: 0.6)
    let faults = [
      RetryTests.fault(.capacity(0.5), from: 0, to: 1500),
      RetryTests.fault(.capacity(0.5), from: 1500, to: 3000),
    ]
    world.faults = Self.named(isReversed ? faults.reversed() : faults)
    let (_, _, attempts) = try world.runRecorded()
    // They arrive at 250 and 500 ms; the second slot is back at 3 s.
    #expect(attempts.map(\.waiting) == [0, 2_500 * RetryTests.millisecond])
  }

  @Test("a pause inside a pause goes on to the later end", arguments: [(1500, 1200), (1200, 1500)])
  func nestedPauses(first: Int64, second: Int64) throws {
    var world = try RetryTests.world("")
    world.faults = Self.named([
      RetryTests.fault(.pause, from: 1050, to: first), RetryTests.fault(.pause, from: 1100, to: second),
    ])
    #expect(try FaultTests.requests(world).map(\.response) == [550 * RetryTests.millisecond])
  }

  @Test("a crash inside a pause loses what the pause held, and what comes after it waits for the pause")
  func crashInPause() throws {
    var world = try RetryTests.world("", requests: 2)
    world.faults = Self.named([
      RetryTests.fault(.pause, from: 1050, to: 2500),
      RetryTests.fault(.crash(.lost), from: 1100, to: 1200),
    ])
    let requests = try FaultTests.requests(world)
    #expect(requests.map(\.status) == [503, 200])
    #expect(requests.map(\.response) == [100, 600].map { $0 * RetryTests.millisecond })
  }

  @Test("a drained crash that outlasts a losing one still takes nothing new")
  func crashes() throws {
    var world = try RetryTests.world("", requests: 3)
    world.faults = Self.named([
      RetryTests.fault(.crash(.drained), from: 1050, to: 2500),
      RetryTests.fault(.crash(.lost), from: 1060, to: 1500),
    ])
    let requests = try FaultTests.requests(world)
    #expect(requests.map(\.fate) == [.notRetryable, .noBackend, .okFirstTry])
  }

  @Test("no slot that capacity took is given out again until enough work has left")
  func belowBusy() throws {
    var world = World(
      station: .station(try .constant(1), concurrency: 4), arrivals: .constant(rate: 10), duration: 0.65)
    world.faults = [RetryTests.fault(.capacity(0.25), from: 500, to: 9000)]
    let (_, _, attempts) = try world.runRecorded()
    // Four are busy from 100 to 400 ms on; three have left at 1.3 s and the last at 1.4 s, when the fifth of 500 ms begins.
    #expect(attempts.map(\.waiting) == [0, 0, 0, 0, 900, 1800].map { $0 * RetryTests.millisecond })
  }
}
