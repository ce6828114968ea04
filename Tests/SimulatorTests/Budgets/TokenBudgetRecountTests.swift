import Engine
import Simulator
import Testing

@Suite("Token budgets, recounted from every deposit and withdrawal")
struct TokenBudgetRecountTests {
  enum Kind: CaseIterable {
    case towerWritten, towerNominal, finagle
  }

  /// Numbers the slots as the sources do, but keeps everything that ever came instead of their sums.
  struct Ledger {
    let kind: Kind
    let slot: Int64
    var generation: Int64 = 0
    var begin: Int64 = 0
    var entries: [(generation: Int64, amount: Int64)] = []

    mutating func balance(at now: Int64) -> Int64 {
      counted(at: now).reduce(0, +)
    }

    /// The amounts that count.
    mutating func counted(at now: Int64) -> [Int64] {
      let passed = now - begin
      switch kind {
      case .towerNominal: generation = now / slot
      case .towerWritten where passed >= slot:
        generation += 1
        var left = passed
        while left > slot {
          generation += 1
          left -= slot
        }
        begin = now
      case .finagle where passed >= slot:
        generation += 1 + max(passed / slot - 1, 0)
        begin = now
      default: break
      }
      let slots: Int64 = kind == .towerWritten ? 11 : 10
      return entries.filter { $0.generation > generation - slots }.map(\.amount)
    }
  }

  @Test("grant exactly what their tokens pay for", arguments: Kind.allCases, 0..<12)
  func recount(kind: Kind, seed: Int) {
    var draws = RandomStream(seed: 29, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let seconds = Int64(1 + draws.below(3))
    let minimum = Int(draws.below(3))
    let ratio = Float(1 + draws.below(150)) / 100
    let unit: Int64 = 1_000_000
    let timeToLive = seconds * 1_000_000_000
    var budget =
      kind == .finagle
      ? TokenBudget(
        FinaglePolicy(timeToLive: timeToLive, minimumPerSecond: minimum, ratio: Double(ratio)))
      : TokenBudget(
        TowerPolicy(
          timeToLive: timeToLive, minimumPerSecond: minimum, ratio: ratio,
          window: kind == .towerWritten ? .written : .nominal))
    let reserve = Int64(minimum) * seconds * budget.cost
    var ledger = Ledger(kind: kind, slot: seconds * 100)
    // Gaps of a fraction of a slot and of many slots.
    let gap = 1 + draws.below(draws.below(2) == 0 ? 20 : 700)
    var now: Int64 = 0
    var grants = 0
    for _ in 0..<1500 {
      now += Int64(draws.below(gap))
      // A look changes nothing of what follows, although a use of the ledger, or of the budget, might.
      if now % 3 == 0 {
        var copy = ledger
        let amounts = copy.counted(at: now)
        let withdrawn = -amounts.filter { $0 < 0 }.reduce(0, +)
        let paid = amounts.filter { $0 > 0 }.reduce(reserve, +)
        #expect(
          budget.reading(at: now * unit)
            == BudgetReading(
              used: Double(withdrawn / budget.cost), limit: Double(paid / budget.cost),
              minimum: Double(reserve / budget.cost)))
      }
      if draws.below(3) == 0 {
        budget.noteDeposit(at: now * unit)
        _ = ledger.balance(at: now)
        ledger.entries.append((ledger.generation, budget.deposit))
        continue
      }
      let balance = ledger.balance(at: now) + reserve
      #expect(budget.balance(at: now * unit) == balance)
      let isGranted = budget.decide(at: now * unit) == nil
      #expect(isGranted == (balance >= budget.cost))
      guard isGranted else { continue }
      grants += 1
      ledger.entries.append((ledger.generation, -budget.cost))
      // No window is overspent: what it withdrew its deposits and the reserve have paid for.
      #expect(ledger.balance(at: now) + reserve >= 0)
    }
    #expect(grants > 0)
  }
}
