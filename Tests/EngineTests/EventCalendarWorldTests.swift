import Engine
import Testing

@Suite("Event calendar in random worlds")
struct EventCalendarWorldTests {
  /// A calendar as simple as can be: the waiting events, sorted by time; new ones go behind their equals.
  private struct Naive {
    var now = SimulationTime.zero
    var waiting: [(time: SimulationTime, event: UInt32)] = []

    mutating func schedule(_ event: UInt32, at time: SimulationTime) {
      var low = 0
      var high = waiting.count
      while low < high {
        let middle = (low + high) / 2
        if waiting[middle].time <= time { low = middle + 1 } else { high = middle }
      }
      waiting.insert((time, event), at: low)
    }

    mutating func next(notAfter horizon: SimulationTime) -> UInt32? {
      guard let first = waiting.first, first.time <= horizon else { return nil }
      now = first.time
      return waiting.removeFirst().event
    }
  }

  /// What happens in a world, and how often.
  struct World: CustomTestStringConvertible, Sendable {
    var seed: UInt64
    /// How many lanes there are, and which share of the events goes into them.
    var lanes = 0
    var share = 0.0
    /// Delays are below this; the fewer there are, the more events are equal.
    var delays: UInt64 = 20
    /// Weights of scheduling, taking, and dropping a third of those that wait.
    var weights: [Double] = [10, 9, 0]
    /// Sequence numbers are used up after so many events.
    var numbersLeft = UInt32.max
    var actions = 20_000

    var testDescription: String { "seed \(seed), \(lanes) lanes, delays below \(delays)" }
  }

  static let worlds = [
    World(seed: 1), World(seed: 2, weights: [10, 10, 0]), World(seed: 3, delays: 1),
    World(seed: 4, delays: 1_000_000_000), World(seed: 5, weights: [10, 8, 0.02]),
    World(seed: 6, lanes: 1, share: 1), World(seed: 7, lanes: 3, share: 0.5),
    World(seed: 8, lanes: 8, share: 0.9, delays: 5), World(seed: 9, lanes: 2, share: 0.5, delays: 1),
    World(seed: 10, lanes: 4, share: 0.7, delays: 1000, weights: [10, 6, 0.05]),
    World(seed: 11, lanes: 2, share: 0.3, numbersLeft: 50),
    World(seed: 12, delays: 3, numbersLeft: 5000),
  ]

  @Test("every answer is that of a sorted array", arguments: worlds)
  func world(_ world: World) throws {
    let choice = try #require(WeightedChoice(weights: world.weights))
    var draws = RandomStream(seed: world.seed, replication: 0, purpose: 0, entity: 0).draws(0)
    var calendar = EventCalendar(minimumCapacity: 1, nextSequence: .max - world.numbersLeft)
    var naive = Naive()
    // Each lane has a delay of its own, as timeouts have.
    let lanes = try (0..<world.lanes).map { _ in
      try (lane: opened(&calendar), delay: Int64(draws.below(world.delays)))
    }
    var event: UInt32 = 0
    for _ in 0..<world.actions {
      switch choice.choose(&draws) {
      case 0:
        if !lanes.isEmpty, draws.uniform() < world.share {
          let (lane, delay) = lanes[Int(draws.below(UInt64(lanes.count)))]
          let time = calendar.now + SimulationDuration(nanoseconds: delay)
          calendar.schedule(event, at: time, in: lane)
          naive.schedule(event, at: time)
        } else {
          let time = calendar.now + SimulationDuration(nanoseconds: Int64(draws.below(world.delays)))
          calendar.schedule(event, at: time)
          naive.schedule(event, at: time)
        }
        event += 1
      case 1:
        let reach = Int64(draws.below(world.delays + world.delays / 2))
        let horizon = calendar.now + SimulationDuration(nanoseconds: reach)
        #expect(calendar.next(notAfter: horizon) == naive.next(notAfter: horizon))
      default:
        let third = UInt32(draws.below(3))
        let now = naive.now
        calendar.removeAll { event, time in event % 3 == third && time > now }
        naive.waiting.removeAll { $0.event % 3 == third && $0.time > now }
      }
      #expect(calendar.now == naive.now)
      #expect(calendar.count == naive.waiting.count)
    }
    #expect(taken(&calendar) == naive.waiting.map(\.event))
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

  @Test("dropping nearly all events while another one is handled leaves the rest in order")
  func sweep() {
    var calendar = EventCalendar(minimumCapacity: 1)
    for event in 0..<400 as Range<UInt32> {
      calendar.schedule(event, at: SimulationTime(nanoseconds: Int64(event)))
    }
    #expect(calendar.next(notAfter: .never) == 0)
    calendar.removeAll { event, _ in event < 300 }
    for event in 400..<800 as Range<UInt32> {
      calendar.schedule(event, at: SimulationTime(nanoseconds: Int64(event)))
    }
    #expect(taken(&calendar) == Array(300..<800))
    calendar.removeAll { _, _ in true }
    #expect(calendar.next(notAfter: .never) == nil)
  }
}
