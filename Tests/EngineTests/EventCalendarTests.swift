import Engine
import Testing

@Suite("Event calendar")
struct EventCalendarTests {
  @Test("events happen in the order of their times, and the clock follows")
  func timeOrder() {
    var calendar = EventCalendar()
    for time in [5, 1, 4, 2, 3] as [Int64] { calendar.schedule(UInt32(time) * 10, at: at(time)) }
    #expect(calendar.count == 5)
    for time in 1...5 as ClosedRange<Int64> {
      #expect(calendar.next(notAfter: .never) == UInt32(time) * 10)
      #expect(calendar.now == at(time))
    }
    #expect(calendar.next(notAfter: .never) == nil)
    #expect(calendar.count == 0)
  }

  @Test("a tie is broken by the order of scheduling", arguments: [2, 5, 64, 1000])
  func tie(events: UInt32) {
    var calendar = EventCalendar(minimumCapacity: 1)
    for event in 0..<events { calendar.schedule(event, at: at(7)) }
    for event in 0..<events { #expect(calendar.next(notAfter: at(7)) == event) }
  }

  @Test("a tie between lanes and other events is broken by the order of scheduling")
  func tieOverLanes() throws {
    var calendar = EventCalendar(minimumCapacity: 1)
    let lanes = try [opened(&calendar), opened(&calendar)]
    for event in 0..<60 as Range<UInt32> {
      if event % 3 == 2 {
        calendar.schedule(event, at: at(7))
      } else {
        calendar.schedule(event, at: at(7), in: lanes[Int(event % 3)])
      }
    }
    #expect(calendar.count == 60)
    #expect(taken(&calendar) == Array(0..<60))
  }

  @Test("an event scheduled for the present happens after those that wait for it already")
  func present() throws {
    var calendar = EventCalendar()
    let lane = try opened(&calendar)
    for event in 1...3 as ClosedRange<UInt32> { calendar.schedule(event, at: at(1)) }
    #expect(calendar.next(notAfter: .never) == 1)
    calendar.schedule(4, at: calendar.now, in: lane)
    calendar.schedule(5, at: calendar.now)
    #expect([2, 3, 4, 5] == taken(&calendar))
  }

  @Test("without an event up to the horizon the clock stays, and the event waits", arguments: [false, true])
  func horizon(isInLane: Bool) throws {
    var calendar = EventCalendar()
    let lane = try opened(&calendar)
    for (event, time) in [(1, 10), (2, 20)] as [(UInt32, Int64)] {
      if isInLane {
        calendar.schedule(event, at: at(time), in: lane)
      } else {
        calendar.schedule(event, at: at(time))
      }
    }
    #expect(calendar.next(notAfter: at(9)) == nil)
    #expect(calendar.now == .zero)
    #expect(calendar.next(notAfter: at(10)) == 1)
    #expect(calendar.next(notAfter: at(19)) == nil)
    #expect(calendar.now == at(10))
    #expect(calendar.count == 1)
    #expect(calendar.next(notAfter: at(20)) == 2)
    #expect(calendar.next(notAfter: .never) == nil)
  }

  @Test("an event at the time never is taken at that horizon only")
  func never() {
    var calendar = EventCalendar()
    calendar.schedule(.max, at: .never)
    #expect(calendar.next(notAfter: at(.max - 1)) == nil)
    #expect(calendar.next(notAfter: .never) == .max)
    #expect(calendar.next(notAfter: .never) == nil)
  }

  @Test("an event scheduled when all others have happened is found, however many there were")
  func last() {
    for events in 1...900 as ClosedRange<UInt32> {
      var calendar = EventCalendar()
      for event in 0..<events { calendar.schedule(event, at: at(Int64(event) * 2200)) }
      for event in 0..<events { #expect(calendar.next(notAfter: .never) == event) }
      #expect(calendar.next(notAfter: .never) == nil)
      calendar.schedule(events, at: at(1_000_000_000))
      #expect(calendar.next(notAfter: .never) == events)
    }
  }

  @Test("scheduling in the past ends the process")
  func past() async {
    await #expect(processExitsWith: .failure) {
      var calendar = EventCalendar()
      calendar.schedule(1, at: SimulationTime(nanoseconds: 10))
      _ = calendar.next(notAfter: .never)
      calendar.schedule(2, at: SimulationTime(nanoseconds: 9))
    }
    await #expect(processExitsWith: .failure) {
      var calendar = EventCalendar()
      guard let lane = calendar.addLane() else { return }
      calendar.schedule(1, at: SimulationTime(nanoseconds: 10))
      _ = calendar.next(notAfter: .never)
      calendar.schedule(2, at: SimulationTime(nanoseconds: 9), in: lane)
    }
  }

  @Test("a lane that is asked to hold an event before a later one ends the process")
  func laneOutOfOrder() async {
    await #expect(processExitsWith: .failure) {
      var calendar = EventCalendar()
      guard let lane = calendar.addLane() else { return }
      calendar.schedule(1, at: SimulationTime(nanoseconds: 10), in: lane)
      calendar.schedule(2, at: SimulationTime(nanoseconds: 9), in: lane)
    }
  }

  @Test("there are a few lanes and no more; each of them works")
  func lanes() {
    var calendar = EventCalendar()
    var lanes: [EventCalendar.Lane] = []
    while let lane = calendar.addLane() { lanes.append(lane) }
    #expect(lanes.count >= 4)
    #expect(Set(lanes).count == lanes.count)
    let events = 0..<UInt32(lanes.count)
    for event in events { calendar.schedule(event, at: at(100 - Int64(event)), in: lanes[Int(event)]) }
    #expect(taken(&calendar) == events.reversed())
  }

  @Test("forgotten events at the head of a lane are dropped up to the first that is not")
  func dropped() throws {
    var calendar = EventCalendar()
    let lane = try opened(&calendar)
    let other = try opened(&calendar)
    for event in 0..<100 as Range<UInt32> { calendar.schedule(event, at: at(Int64(event)), in: lane) }
    calendar.schedule(200, at: at(70), in: other)
    calendar.removeFirst(in: lane) { event, time in
      #expect(time.nanoseconds == Int64(event))
      return event < 60 || event > 65
    }
    #expect(calendar.count == 41)
    #expect(calendar.next(notAfter: .never) == 60)
    calendar.removeFirst(in: lane) { event, _ in event < 98 }
    #expect(calendar.next(notAfter: .never) == 200)
    #expect(calendar.next(notAfter: .never) == 98)
    calendar.removeFirst(in: lane) { _, _ in true }
    calendar.removeFirst(in: other) { _, _ in true }
    #expect(calendar.next(notAfter: .never) == nil)
    #expect(calendar.now == at(98))
    calendar.schedule(1, at: at(98), in: lane)
    #expect(taken(&calendar) == [1])
  }

  private func at(_ nanoseconds: Int64) -> SimulationTime { SimulationTime(nanoseconds: nanoseconds) }
}

/// A further lane, that there must be.
func opened(_ calendar: inout EventCalendar) throws -> EventCalendar.Lane {
  let lane = calendar.addLane()
  return try #require(lane)
}

/// All events that are left.
func taken(_ calendar: inout EventCalendar) -> [UInt32] {
  var events: [UInt32] = []
  while let event = calendar.next(notAfter: .never) { events.append(event) }
  return events
}
