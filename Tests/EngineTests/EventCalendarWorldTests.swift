import Engine
import Testing

@Suite("Event calendar in random worlds")
struct EventCalendarWorldTests {
  /// A calendar as simple as can be: the pending events, sorted by time; new ones go behind their equals.
  private struct Naive {
    var now = SimulationTime.zero
    var pending: [(time: SimulationTime, event: UInt64)] = []

    mutating func schedule(_ event: UInt64, at time: SimulationTime) {
      let place = pending.firstIndex { $0.time > time } ?? pending.count
      pending.insert((time, event), at: place)
    }

    mutating func cancel(_ event: UInt64) -> Bool {
      guard let place = pending.firstIndex(where: { $0.event == event }) else { return false }
      pending.remove(at: place)
      return true
    }

    mutating func next(notAfter horizon: SimulationTime) -> UInt64? {
      guard let first = pending.first, first.time <= horizon else { return nil }
      now = first.time
      return pending.removeFirst().event
    }
  }

  /// What the actions of a world are drawn by: weights of scheduling, cancelling and taking.
  static let worlds: [(seed: UInt64, schedule: Double, cancel: Double, take: Double)] = [
    (1, 10, 1, 9), (2, 10, 8, 2), (3, 10, 0, 9), (4, 6, 5, 1), (5, 10, 5, 10),
  ]

  @Test("every answer is that of a sorted array", arguments: worlds)
  func world(seed: UInt64, schedule: Double, cancel: Double, take: Double) throws {
    let choice = try #require(WeightedChoice(weights: [schedule, cancel, take]))
    var draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
    var calendar = EventCalendar(minimumCapacity: 1)
    var naive = Naive()
    var handles: [EventHandle] = []
    for _ in 0..<4000 {
      switch choice.choose(&draws) {
      case 0:
        // Few distinct times, so that many are equal.
        let time = calendar.now + SimulationDuration(nanoseconds: Int64(draws.below(20)))
        naive.schedule(UInt64(handles.count), at: time)
        handles.append(calendar.schedule(UInt64(handles.count), at: time))
      case 1 where !handles.isEmpty:
        // Recent ones for the most part, whatever became of them.
        let event = handles.count - 1 - Int(draws.below(min(UInt64(handles.count), 100)))
        #expect(calendar.cancel(handles[event]) == naive.cancel(UInt64(event)))
      default:
        let horizon = calendar.now + SimulationDuration(nanoseconds: Int64(draws.below(30)))
        #expect(calendar.next(notAfter: horizon) == naive.next(notAfter: horizon))
      }
      #expect(calendar.now == naive.now)
      #expect(calendar.count == naive.pending.count)
    }
    #expect(taken(&calendar) == naive.pending.map(\.event))
  }

  @Test("memory stays bounded when nearly every event is cancelled")
  func bounded() {
    var calendar = EventCalendar(minimumCapacity: 16)
    var timeouts: [EventHandle] = []
    for request in 0..<50_000 as Range<UInt64> {
      let now = SimulationTime(nanoseconds: Int64(request))
      timeouts.append(calendar.schedule(request, at: now + SimulationDuration(nanoseconds: 1_000_000)))
      // A hundred requests are in flight at any time; an older one has been answered.
      if request >= 100 { calendar.cancel(timeouts[Int(request) - 100]) }
    }
    #expect(calendar.count == 100)
    // Dead keys are at most as many as pending ones and 64, and room doubles.
    #expect(calendar.roomForEvents <= 2 * (2 * 101 + 64 + 1))
    #expect(taken(&calendar) == Array(49_900..<50_000))
  }

  @Test("a handler that cancels most events, before it schedules any, leaves the others in order")
  func sweep() {
    var calendar = EventCalendar(minimumCapacity: 1)
    let handles = (0..<400 as Range<UInt64>).map {
      calendar.schedule($0, at: SimulationTime(nanoseconds: Int64($0)))
    }
    #expect(calendar.next(notAfter: .never) == 0)
    for handle in handles[1..<300] { calendar.cancel(handle) }
    for event in 400..<800 as Range<UInt64> {
      calendar.schedule(event, at: SimulationTime(nanoseconds: Int64(event)))
    }
    #expect(taken(&calendar) == Array(300..<800))
  }

  @Test("events keep their order and their handles when the sequence numbers run out")
  func renumbering() {
    var calendar = EventCalendar(minimumCapacity: 1, nextSequence: 1 << 36 - 50)
    var handles: [EventHandle] = []
    for event in 0..<100 as Range<UInt64> {
      handles.append(calendar.schedule(event, at: SimulationTime(nanoseconds: Int64(event % 3))))
      if event == 20 { #expect(calendar.next(notAfter: .never) == 0) }
    }
    #expect(calendar.cancel(handles[31]) == true)
    #expect(calendar.cancel(handles[70]) == true)
    #expect(calendar.cancel(handles[0]) == false)
    let expected = (1..<100 as Range<UInt64>).filter { $0 != 31 && $0 != 70 }
    #expect(
      taken(&calendar) == expected.filter { $0 % 3 == 0 } + expected.filter { $0 % 3 == 1 }
        + expected.filter { $0 % 3 == 2 })
  }
}
