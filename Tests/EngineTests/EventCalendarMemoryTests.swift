import Engine
import Testing

@Suite("Memory of the event calendar")
struct EventCalendarMemoryTests {
  @Test("room is found for as many events as wait, at little more than 16 bytes each")
  func room() {
    var calendar = EventCalendar()
    for event in 0..<200_000 as Range<UInt32> { calendar.schedule(event, at: at(event &* 2_654_435_761)) }
    #expect(calendar.count == 200_000)
    #expect(calendar.roomForEvents >= 200_000)
    #expect(calendar.roomForEvents <= 210_000)
  }

  @Test("room does not grow while as many events come as go")
  func steady() {
    var calendar = EventCalendar()
    for event in 0..<20_000 as Range<UInt32> { calendar.schedule(event, at: at(event &* 2_654_435_761)) }
    let room = calendar.roomForEvents
    for _ in 0..<200_000 {
      guard let event = calendar.next(notAfter: .never) else { break }
      calendar.schedule(event, at: calendar.now + SimulationDuration(nanoseconds: 1 << 32))
    }
    #expect(calendar.count == 20_000)
    #expect(calendar.roomForEvents <= room + room / 4)
  }

  @Test("memory is given back when most events were forgotten", arguments: [false, true])
  func givenBack(isInLane: Bool) throws {
    var calendar = EventCalendar(minimumCapacity: 16)
    let lane = try opened(&calendar)
    for event in 0..<100_000 as Range<UInt32> {
      let time = SimulationTime(nanoseconds: Int64(event))
      if isInLane {
        calendar.schedule(event, at: time, in: lane)
      } else {
        calendar.schedule(event, at: time)
      }
    }
    #expect(calendar.roomForEvents >= 100_000)
    calendar.removeAll { event, time in
      #expect(time.nanoseconds == Int64(event))
      return event % 1000 != 7
    }
    #expect(calendar.count == 100)
    #expect(calendar.roomForEvents <= 1000)
    #expect(taken(&calendar) == (0..<100).map { 1000 * $0 + 7 })
  }

  @Test("what a burst of near events took is given back when it is over", arguments: [false, true])
  func burst(isForgotten: Bool) {
    var calendar = EventCalendar()
    for event in 0..<300_000 as Range<UInt32> { calendar.schedule(event, at: at(1 << 31 + event)) }
    let room = calendar.roomForEvents
    for event in 0..<50_000 as Range<UInt32> { calendar.schedule(event, at: at(event)) }
    if isForgotten {
      calendar.removeAll { event, _ in event >= 10 }
      #expect(calendar.roomForEvents <= 1000)
      #expect(taken(&calendar) == Array(0..<10) + Array(0..<10))
    } else {
      for event in 0..<50_000 as Range<UInt32> { #expect(calendar.next(notAfter: .never) == event) }
      for event in 0..<500 as Range<UInt32> { #expect(calendar.next(notAfter: .never) == event) }
      #expect(calendar.roomForEvents <= room + 1000)
    }
  }

  private func at(_ nanoseconds: UInt32) -> SimulationTime { SimulationTime(nanoseconds: Int64(nanoseconds)) }
}
