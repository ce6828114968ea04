import Simulator
import Testing

/// T1 to T11 of reference retry-budgets 2.5.
@Suite("The token budgets of tower and Finagle")
struct TokenBudgetTests {
  static let millisecond: Int64 = 1_000_000
  static let second: Int64 = 1_000_000_000

  static func tower(
    _ seconds: Int64 = 10, _ minimum: Int = 10, _ ratio: Float = 0.2, _ window: TowerPolicy.Window = .written
  ) -> TokenBudget {
    TokenBudget(
      TowerPolicy(timeToLive: seconds * second, minimumPerSecond: minimum, ratio: ratio, window: window))
  }

  static func finagle(_ seconds: Int64 = 10, _ minimum: Int = 10, _ ratio: Double = 0.2) -> TokenBudget {
    TokenBudget(FinaglePolicy(timeToLive: seconds * second, minimumPerSecond: minimum, ratio: ratio))
  }

  /// After which of so many deposits at `now`, each followed by a try, a retry was granted.
  static func granted(_ budget: inout TokenBudget, deposits: Int, at now: Int64 = 0) -> [Int] {
    (1...deposits).filter { _ in
      budget.noteDeposit(at: now)
      return budget.decide(at: now) == nil
    }
  }

  @Test("tower is empty without a minimum, and forgets after its time to live (T1, T2)")
  func empty() {
    var budget = Self.tower(1, 0, 1)
    #expect(budget.decide(at: 0) != nil)
    budget = Self.tower(1, 0, 1)
    budget.noteDeposit(at: 0)
    #expect(budget.decide(at: 3000 * Self.millisecond) != nil)
  }

  @Test("two deposits of tower pay for a retry while both live (T3, T4)")
  func halves() {
    var budget = Self.tower(1, 0, 0.5)
    budget.noteDeposit(at: 0)
    budget.noteDeposit(at: 0)
    #expect(budget.decide(at: 901 * Self.millisecond) == nil)
    #expect(budget.decide(at: 901 * Self.millisecond) != nil)
    budget.noteDeposit(at: 2902 * Self.millisecond)
    budget.noteDeposit(at: 3203 * Self.millisecond)
    budget.noteDeposit(at: 4004 * Self.millisecond)
    #expect(budget.decide(at: 4004 * Self.millisecond) == nil)
    #expect(budget.decide(at: 4004 * Self.millisecond) != nil)
  }

  @Test("the minimum of tower's whole time to live is there at once (T5, T6)")
  func reserve() {
    var budget = Self.tower(1, 5, 1)
    #expect((0..<6).map { _ in budget.decide(at: 0) == nil } == [true, true, true, true, true, false])
    budget = Self.tower()
    #expect(
      (0..<101).map { _ in budget.decide(at: 0) == nil } == Array(repeating: true, count: 100) + [false])
    #expect(Self.granted(&budget, deposits: 12) == [5, 10])
  }

  @Test("a denial says what a retry takes and what there is")
  func denial() throws {
    var budget = Self.tower(1, 0, 0.2)
    for _ in 0..<4 { budget.noteDeposit(at: 0) }
    let decision = budget.decide(at: 0)
    let denial = try #require(decision)
    #expect((denial.retries, denial.limit, denial.term) == (5, 4, .tokens))
  }

  @Test("polled every 500 ms the reserve is back at 11 s as tower is written, at 10 s in ten slots (T7)")
  func reserveComesBack() {
    for (window, expected) in [(TowerPolicy.Window.written, Int64(11_000)), (.nominal, 10_000)] {
      var budget = Self.tower(10, 10, 0.2, window)
      for _ in 0..<100 { #expect(budget.decide(at: 0) == nil) }
      var now: Int64 = 500
      while budget.decide(at: now * Self.millisecond) != nil { now += 500 }
      #expect(now == expected)
    }
  }

  @Test("ten deposits at 0.6 pay for ten retries of tower and six of Finagle (T8)")
  func rounding() {
    var tower = Self.tower(10, 0, 0.6)
    var finagle = Self.finagle(10, 0, 0.6)
    for _ in 0..<10 {
      tower.noteDeposit(at: 0)
      finagle.noteDeposit(at: 0)
    }
    #expect((0..<20).count { _ in tower.decide(at: 0) == nil } == 10)
    #expect((0..<20).count { _ in finagle.decide(at: 0) == nil } == 6)
  }

  @Test("Finagle's ratio of 0.2 grants after the fifth and the tenth (T9)")
  func finagleRatio() {
    var budget = Self.finagle(10, 0, 0.2)
    #expect(Self.granted(&budget, deposits: 12) == [5, 10])
  }

  @Test(
    "10,000 requests of Finagle retry their share and the minimum (T10)",
    arguments: [0.0001, 0.001, 0.01, 0.1, 0.2, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999], [0, 10])
  func finagleShares(ratio: Double, minimum: Int) {
    var budget = Self.finagle(10, minimum, ratio)
    let expected = min(10_000 * ratio + Double(10 * minimum), 10_000)
    #expect(abs(Double(Self.granted(&budget, deposits: 10_000).count) - expected) <= 1)
  }

  @Test("of 10,000 requests at 0.3, 0.6 and 0.99 Finagle retries 3000, 6002 and 9900; tower at 0.3 3333")
  func scales() {
    for (ratio, expected) in [(0.3, 3000), (0.6, 6002), (0.99, 9900)] {
      var budget = Self.finagle(10, 0, ratio)
      #expect(Self.granted(&budget, deposits: 10_000).count == expected)
    }
    var budget = Self.tower(10, 0, 0.3)
    #expect(Self.granted(&budget, deposits: 10_000).count == 3333)
  }

  @Test("10,000 deposits of Finagle at 2.0 pay for 20,000 retries (T11)")
  func finagleBalance() {
    var budget = Self.finagle(10, 0, 2)
    for _ in 0..<10_000 { budget.noteDeposit(at: 0) }
    #expect(budget.balance(at: 0) / budget.cost == 20_000)
  }

  @Test(
    "tower rounds its ratio up (2.1.1)",
    arguments: [
      (Float(0.2), 0.2), (0.25, 0.25), (0.3, 0.3333), (0.33, 0.3333), (0.4, 0.5), (0.5, 0.5), (0.51, 1),
      (0.99, 1), (1, 1), (1.5, 1.5015), (3, 3.003), (7, 7.0423),
    ])
  func effectiveRatio(ratio: Float, effective: Double) {
    let budget = Self.tower(10, 0, ratio)
    #expect(abs(Double(budget.deposit) / Double(budget.cost) - effective) < 0.00005)
  }

  @Test("a ratio of 0 leaves the minimum; without either every retry is refused")
  func noRatio() {
    var tower = Self.tower(10, 1, 0)
    var finagle = Self.finagle(10, 1, 0)
    #expect(Self.granted(&tower, deposits: 20) == Array(1...10))
    #expect(Self.granted(&finagle, deposits: 20) == Array(1...10))
    finagle = Self.finagle(10, 0, 0)
    #expect(Self.granted(&finagle, deposits: 20).isEmpty)
  }

  @Test("ratios and minima at the ends of their ranges overflow nothing")
  func extremes() {
    for ratio in [Float.leastNonzeroMagnitude, 1000] {
      var tower = Self.tower(60, 2_147_483_646, ratio, .nominal)
      var finagle = Self.finagle(60, 2_147_483_646, Double(ratio))
      for step in 0..<100 {
        let now = Int64(step) * Self.second
        tower.noteDeposit(at: now)
        finagle.noteDeposit(at: now)
        #expect(tower.decide(at: now) == nil)
        #expect(finagle.decide(at: now) == nil)
      }
    }
  }
}
