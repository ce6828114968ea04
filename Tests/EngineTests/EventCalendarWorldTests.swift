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
    /// Delays are below this, or below it divided by 2^20 in half of the cases where it is that large.
    var delays: UInt64 = 20
    /// Whether there are times when all delays are about the same, and then about another one.
    var comesInBursts = false
    /// Weights of scheduling, taking, and dropping a third of those that wait: while the world grows to so
    /// many waiting events, and while it shrinks to none.
    var growing: [Double] = [10, 5, 0]
    var shrinking: [Double] = [5, 10, 0]
    var most = 3000
    /// Sequence numbers are used up after so many events.
    var numbersLeft = UInt32.max
    var actions = 40_000

    var testDescription: String { "seed \(seed), \(lanes) lanes, up to \(most), delays below \(delays)" }

    func delay(_ action: Int, _ draws: inout Draws) -> SimulationDuration {
      if comesInBursts {
        let bursts = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 0)
        var burst = bursts.draws(UInt64(action / 500))
        let least = burst.below(delays >> burst.below(16)) + 1
        let spread = least >> burst.below(20) + 1
        return SimulationDuration(nanoseconds: Int64(least + draws.below(spread)))
      }
      let limit = delays > 1 << 24 && draws.uniform() < 0.5 ? delays >> 20 : delays
      return SimulationDuration(nanoseconds: Int64(draws.below(limit)))
    }
  }

  static let worlds = [
    // Ties, and zero delays only.
    World(seed: 1, most: 50), World(seed: 2), World(seed: 3, delays: 1),
    // Small and large calendars in turns, with near and with far events.
    World(seed: 4, delays: 1 << 30), World(seed: 5, delays: 1 << 62),
    World(seed: 6, delays: 1 << 24, most: 200), World(seed: 7, delays: 1 << 40, most: 120),
    World(seed: 8, delays: 1 << 34, most: 20_000, actions: 90_000),
    World(seed: 9, delays: 1000, growing: [10, 0, 0], shrinking: [0, 10, 0], most: 1500),
    World(seed: 10, delays: 1 << 28, growing: [10, 0, 0], shrinking: [0, 10, 0], most: 1500),
    // Forgetting.
    World(seed: 11, delays: 1 << 28, growing: [10, 5, 0.02], shrinking: [5, 10, 0.02]),
    World(seed: 12, lanes: 4, share: 0.7, delays: 1000, growing: [10, 5, 0.05], shrinking: [5, 10, 0.05]),
    // Lanes.
    World(seed: 13, lanes: 1, share: 1), World(seed: 14, lanes: 3, share: 0.5, delays: 1 << 30),
    World(seed: 15, lanes: 16, share: 0.9, delays: 5), World(seed: 16, lanes: 2, share: 0.5, delays: 1),
    // Sequence numbers that run out, when few events wait and when many do.
    World(seed: 17, lanes: 2, share: 0.3, numbersLeft: 50), World(seed: 18, delays: 3, numbersLeft: 5000),
    World(seed: 19, lanes: 2, share: 0.3, delays: 1 << 28, numbersLeft: 6000),
  ]

  /// Worlds where many events come before those that were the nearest.
  static let bursts = (100..<120).map { seed in
    World(
      seed: seed, delays: 1 << (20 + seed % 7 * 5), comesInBursts: true,
      growing: [10, seed % 2 == 0 ? 0 : 3, 0.001],
      shrinking: [1, 10, 0.001], most: 2000, numbersLeft: 20_000, actions: 20_000)
  }

  @Test("every answer is that of a sorted array", arguments: worlds + bursts)
  func world(_ world: World) throws {
    let growing = try #require(WeightedChoice(weights: world.growing))
    let shrinking = try #require(WeightedChoice(weights: world.shrinking))
    var draws = RandomStream(seed: world.seed, replication: 0, purpose: 0, entity: 0).draws(0)
    var calendar = EventCalendar(minimumCapacity: 1, nextSequence: .max - world.numbersLeft)
    var naive = Naive()
    // Each lane has a delay of its own, as timeouts have.
    let lanes = try (0..<world.lanes).map { _ in try (opened(&calendar), world.delay(0, &draws)) }
    var grows = true
    var event: UInt32 = 0
    for action in 0..<world.actions {
      if naive.waiting.count >= world.most { grows = false }
      if naive.waiting.isEmpty { grows = true }
      switch (grows ? growing : shrinking).choose(&draws) {
      case 0:
        if !lanes.isEmpty, draws.uniform() < world.share {
          let (lane, delay) = lanes[Int(draws.below(UInt64(lanes.count)))]
          calendar.schedule(event, at: calendar.now + delay, in: lane)
          naive.schedule(event, at: naive.now + delay)
        } else {
          let delay = world.delay(action, &draws)
          calendar.schedule(event, at: calendar.now + delay)
          naive.schedule(event, at: naive.now + delay)
        }
        event += 1
      case 1:
        let horizon = calendar.now + world.delay(action, &draws) + world.delay(action, &draws)
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
