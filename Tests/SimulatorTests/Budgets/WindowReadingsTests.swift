import Engine
import Scenarios
import Simulator
import Testing

@Suite("The readings of the gateway-api retry budget")
struct WindowReadingsTests {
  static let second: Int64 = 1_000_000_000

  static func budget(
    percent: Int = 20, interval: Int64 = 10 * second, minimumCount: Int = 1, minimumInterval: Int64 = second,
    _ readings: BudgetReadings
  ) -> WindowBudget {
    WindowBudget(
      .init(
        percent: percent, interval: interval, minimumCount: minimumCount, minimumInterval: minimumInterval,
        readings: readings))
  }

  /// How many of so many tries at one moment, after so many first attempts, are granted.
  static func granted(_ budget: consuming WindowBudget, firstAttempts: Int, tries: Int = 1000) -> Int {
    for _ in 0..<firstAttempts { budget.noteFirstAttempt(at: 0) }
    return (0..<tries).count { _ in budget.decide(at: 0) == nil }
  }

  @Test("20 % of all attempts are 25 % of the first ones, 20 % of the first ones are 20 % (gateway-api 5.3)")
  func denominators() {
    // One more than 800: a retry is decided before it counts itself.
    #expect(Self.granted(Self.budget(.init(counted: .attempts)), firstAttempts: 801) == 200)
    #expect(Self.granted(Self.budget(.init(counted: .firstAttempts)), firstAttempts: 801) == 160)
  }

  @Test("a minimum of 2 in 1 s allows 2, or 20 in 10 s as the larger limit or added to the share")
  func minima() {
    func granted(_ minimum: BudgetReadings.Minimum, firstAttempts: Int) -> Int {
      let readings = BudgetReadings(counted: .firstAttempts, minimum: minimum)
      return Self.granted(Self.budget(minimumCount: 2, readings), firstAttempts: firstAttempts)
    }
    #expect(BudgetReadings.Minimum.allCases.map { granted($0, firstAttempts: 0) } == [2, 20, 20])
    #expect(BudgetReadings.Minimum.allCases.map { granted($0, firstAttempts: 50) } == [10, 20, 30])
    #expect(BudgetReadings.Minimum.allCases.map { granted($0, firstAttempts: 500) } == [100, 100, 120])
  }

  @Test("a share of 0.2 retries is none rounded down, and one as a real number")
  func shares() {
    for (share, expected) in [(BudgetReadings.Rounding.down, 0), (.exact, 1)] {
      let readings = BudgetReadings(counted: .firstAttempts, rounding: share)
      #expect(Self.granted(Self.budget(minimumCount: 0, readings), firstAttempts: 1) == expected)
      #expect(Self.granted(Self.budget(minimumCount: 0, readings), firstAttempts: 5) == 1)
    }
  }

  @Test("windows forget after their length, at its multiples, or in tenths of it")
  func windows() {
    for (window, forgotten) in [(BudgetReadings.Window.sliding, 19.4), (.fixed, 10), (.slots, 19)] {
      var budget = Self.budget(
        percent: 100, minimumCount: 0, .init(counted: .firstAttempts, window: window))
      budget.noteFirstAttempt(at: Int64(9.4 * 1e9))
      let end = Int64(forgotten * 1e9)
      var copy = Self.budget(
        percent: 100, minimumCount: 0, .init(counted: .firstAttempts, window: window))
      copy.noteFirstAttempt(at: Int64(9.4 * 1e9))
      #expect(budget.decide(at: end - 1) == nil)
      #expect(copy.decide(at: end) != nil)
    }
  }

  @Test("a denial says what the reading's minimum allows in the window")
  func denial() throws {
    var budget = Self.budget(minimumCount: 2, .init(minimum: .added))
    // R + 1 ≤ floor(R / 5) + 20 up to R = 23.
    while budget.decide(at: 0) == nil {}
    let decision = budget.decide(at: 0)
    let denial = try #require(decision)
    #expect((denial.retries, denial.requests, denial.limit) == (24, 24, 4))
    #expect((denial.minimumRetries, denial.minimumLimit, denial.term) == (24, 20, .minimumRate))
  }

  static let all: [BudgetReadings] = BudgetReadings.Counted.allCases.flatMap { denominator in
    BudgetReadings.Minimum.allCases.flatMap { minimum in
      BudgetReadings.Window.allCases.flatMap { window in
        BudgetReadings.Rounding.allCases.map {
          BudgetReadings(counted: denominator, minimum: minimum, window: window, rounding: $0)
        }
      }
    }
  }

  /// Whether a window of the reading still holds a moment.
  static func holds(_ window: BudgetReadings.Window, _ time: Int64, at now: Int64, length: Int64) -> Bool {
    switch window {
    case .sliding: time > now - length
    case .fixed: time / length == now / length
    case .slots: time / (length / 10) > now / (length / 10) - 10
    }
  }

  @Test("each agrees with a naive recount in random worlds", arguments: all, 0..<4)
  func naive(readings: BudgetReadings, seed: Int) {
    var draws = RandomStream(seed: 37, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let percent = Int(draws.below(101))
    let interval = Int64(10 + draws.below(90))
    let minimumCount = Int(draws.below(4))
    let minimumInterval = Int64(10 + draws.below(60))
    var budget = Self.budget(
      percent: percent, interval: interval, minimumCount: minimumCount, minimumInterval: minimumInterval,
      readings)
    var firsts: [Int64] = []
    var retries: [Int64] = []
    var now: Int64 = 0
    for _ in 0..<400 {
      now += Int64(draws.below(6))
      if draws.below(2) == 0 {
        budget.noteFirstAttempt(at: now)
        firsts.append(now)
        continue
      }
      func count(_ times: [Int64], _ length: Int64) -> Int {
        times.count { Self.holds(readings.window, $0, at: now, length: length) }
      }
      let spent = count(retries, interval)
      let total = count(firsts, interval) + (readings.counted == .attempts ? spent : 0)
      // Everything times 100 × minimumInterval, in whole numbers.
      let isRounded = readings.rounding == .down
      let share = (isRounded ? percent * total / 100 * 100 : percent * total) * Int(minimumInterval)
      let minimum = minimumCount * Int(interval) * 100
      let unit = 100 * Int(minimumInterval)
      func fits(_ allowed: Int) -> Bool {
        isRounded ? (spent + 1) * unit <= allowed : spent * unit < allowed
      }
      let expected =
        switch readings.minimum {
        case .alternative: fits(share) || count(retries, minimumInterval) < minimumCount
        case .maximum: fits(max(share, minimum))
        case .added: fits(share + minimum)
        }
      // A look at every other decision: what it forgets changes none of those that follow.
      if now % 2 == 0 {
        let reading = budget.reading(at: now)
        #expect(reading.used == Double(spent))
        #expect((reading.used < reading.limit) == expected)
        #expect(reading.minimum <= reading.limit)
      }
      #expect((budget.decide(at: now) == nil) == expected)
      if expected { retries.append(now) }
    }
  }
}
