import Engine
import Testing

@Suite("Event calendar")
struct EventCalendarTests {
  @Test("events happen in the order of their times, and the clock follows")
  func timeOrder() {
    var calendar = EventCalendar()
    for time in [5, 1, 4, 2, 3] as [Int64] { calendar.schedule(UInt64(time) * 10, at: at(time)) }
    #expect(calendar.count == 5)
    for time in 1...5 as ClosedRange<Int64> {
      #expect(calendar.next(notAfter: .never) == UInt64(time) * 10)
      #expect(calendar.now == at(time))
    }
    #expect(calendar.next(notAfter: .never) == nil)
    #expect(calendar.count == 0)
  }

  @Test("a tie is broken by the order of scheduling", arguments: [2, 5, 64, 1000])
  func tie(events: UInt64) {
    var calendar = EventCalendar(minimumCapacity: 1)
    for event in 0..<events { calendar.schedule(event, at: at(7)) }
    for event in 0..<events { #expect(calendar.next(notAfter: at(7)) == event) }
  }

  @Test("an event scheduled for the present happens after those that wait for it already")
  func present() {
    var calendar = EventCalendar()
    for event in 1...3 as ClosedRange<UInt64> { calendar.schedule(event, at: at(1)) }
    #expect(calendar.next(notAfter: .never) == 1)
    calendar.schedule(4, at: calendar.now)
    #expect([2, 3, 4] == taken(&calendar))
  }

  @Test("without an event up to the horizon the clock stays, and the event waits")
  func horizon() {
    var calendar = EventCalendar()
    calendar.schedule(1, at: at(10))
    calendar.schedule(2, at: at(20))
    #expect(calendar.next(notAfter: at(9)) == nil)
    #expect(calendar.now == .zero)
    #expect(calendar.next(notAfter: at(10)) == 1)
    #expect(calendar.next(notAfter: at(19)) == nil)
    #expect(calendar.now == at(10))
    #expect(calendar.count == 1)
    #expect(calendar.next(notAfter: at(20)) == 2)
  }

  @Test("an event at the time never is taken at that horizon only")
  func never() {
    var calendar = EventCalendar()
    calendar.schedule(1, at: .never)
    #expect(calendar.next(notAfter: at(.max - 1)) == nil)
    #expect(calendar.next(notAfter: .never) == 1)
  }

  @Test("scheduling in the past ends the process")
  func past() async {
    await #expect(processExitsWith: .failure) {
      var calendar = EventCalendar()
      calendar.schedule(1, at: SimulationTime(nanoseconds: 10))
      _ = calendar.next(notAfter: .never)
      calendar.schedule(2, at: SimulationTime(nanoseconds: 9))
    }
  }

  @Test("a cancelled event does not happen and does not count")
  func cancel() {
    var calendar = EventCalendar()
    calendar.schedule(1, at: at(1))
    let second = calendar.schedule(2, at: at(2))
    calendar.schedule(3, at: at(3))
    #expect(calendar.cancel(second) == true)
    #expect(calendar.count == 2)
    #expect(taken(&calendar) == [1, 3])
  }

  @Test("an event is cancelled by another of the same instant; the order of the rest stays")
  func cancelSameInstant() {
    var calendar = EventCalendar()
    var handles: [EventHandle] = []
    for event in 0..<6 as Range<UInt64> { handles.append(calendar.schedule(event, at: at(1))) }
    #expect(calendar.next(notAfter: .never) == 0)
    #expect(calendar.cancel(handles[1]) == true)
    #expect(calendar.cancel(handles[4]) == true)
    #expect(taken(&calendar) == [2, 3, 5])
  }

  @Test("cancelling the last event leaves the clock where it is")
  func cancelLast() {
    var calendar = EventCalendar()
    calendar.schedule(1, at: at(1))
    let last = calendar.schedule(2, at: at(2))
    #expect(calendar.next(notAfter: .never) == 1)
    #expect(calendar.cancel(last) == true)
    #expect(calendar.next(notAfter: .never) == nil)
    #expect(calendar.now == at(1))
    calendar.schedule(3, at: at(1))
    #expect(taken(&calendar) == [3])
  }

  @Test("a handle cancels once, and not what has happened")
  func cancelTwice() {
    var calendar = EventCalendar()
    let first = calendar.schedule(1, at: at(1))
    let second = calendar.schedule(2, at: at(2))
    #expect(calendar.next(notAfter: .never) == 1)
    #expect(calendar.cancel(first) == false)
    #expect(calendar.cancel(second) == true)
    #expect(calendar.cancel(second) == false)
    #expect(calendar.count == 0)
  }

  @Test("a stale handle does not cancel the event that took its slot")
  func staleHandle() {
    var calendar = EventCalendar(minimumCapacity: 1)
    var stale: [EventHandle] = []
    for round in 1...100 as ClosedRange<Int64> {
      let handle = calendar.schedule(UInt64(round), at: at(round))
      for old in stale { #expect(calendar.cancel(old) == false) }
      if round.isMultiple(of: 2) { #expect(calendar.cancel(handle) == true) }
      #expect(calendar.next(notAfter: .never) == (round.isMultiple(of: 2) ? nil : UInt64(round)))
      stale.append(handle)
    }
  }

  @Test("no event is the handle none, and a handle of a larger calendar is refused")
  func foreignHandle() {
    var small = EventCalendar(minimumCapacity: 1)
    #expect(small.cancel(.none) == false)
    var large = EventCalendar(minimumCapacity: 1000)
    #expect(small.schedule(1, at: .zero) != .none)
    #expect(small.cancel(.none) == false)
    var last = EventHandle.none
    for event in 0..<1000 as Range<UInt64> { last = large.schedule(event, at: .zero) }
    #expect(small.cancel(last) == false)
    #expect(small.count == 1)
  }

  private func at(_ nanoseconds: Int64) -> SimulationTime { SimulationTime(nanoseconds: nanoseconds) }
}

/// All events that are left.
func taken(_ calendar: inout EventCalendar) -> [UInt64] {
  var events: [UInt64] = []
  while let event = calendar.next(notAfter: .never) { events.append(event) }
  return events
}
