import Engine
import Records
import Simulator
import Testing

@Suite("The gateway-api retry budget")
struct WindowBudgetTests {
  static let second: Int64 = 1_000_000_000

  static func budget(
    percent: Int = 20, interval: Int64 = 10 * second, minimumCount: Int = 1, minimumInterval: Int64 = second
  ) -> WindowBudget {
    WindowBudget(
      .init(
        percent: percent, interval: interval, minimumCount: minimumCount, minimumInterval: minimumInterval))
  }

  @Test("of 1000 requests in the window 200 may be retries")
  func shareOfTotal() {
    var budget = Self.budget()
    for index in 0..<801 { budget.noteFirstAttempt(at: Int64(index)) }
    // After 199 retries the window holds 1000 requests, of which 20 % are 200: one more retry fits, and no other.
    for _ in 0..<200 { #expect(budget.decide(at: 900) == nil) }
    #expect(budget.decide(at: 900) != nil)
  }

  @Test("a denial says the numbers that denied it")
  func denialNumbers() throws {
    var budget = Self.budget(percent: 10, minimumCount: 2)
    for index in 0..<30 { budget.noteFirstAttempt(at: Int64(index)) }
    for _ in 0..<3 { #expect(budget.decide(at: 100) == nil) }
    let decision = budget.decide(at: 100)
    let denial = try #require(decision)
    #expect(denial.retries == 3)
    #expect(denial.requests == 33)
    #expect(denial.limit == 3)
    #expect(denial.minimumRetries == 3)
    #expect(denial.minimumLimit == 2)
    #expect(denial.term == .minimumRate)
  }

  @Test("the minimum rate allows retries however little traffic there is")
  func minimumRate() {
    var budget = Self.budget(percent: 0, minimumCount: 3)
    for _ in 0..<3 { #expect(budget.decide(at: 0) == nil) }
    #expect(budget.decide(at: 0) != nil)
    #expect(budget.decide(at: Self.second - 1) != nil)
    // What is exactly as old as the window no longer counts.
    #expect(budget.decide(at: Self.second) == nil)
  }

  @Test("what is as old as the interval leaves the share")
  func windowSlides() {
    var budget = Self.budget(percent: 50, minimumCount: 1)
    for _ in 0..<10 { budget.noteFirstAttempt(at: 0) }
    #expect(budget.decide(at: 10 * Self.second - 1) == nil)
    #expect(budget.decide(at: 10 * Self.second - 1) == nil)
    // All first attempts are gone; two retries are left and 50 % of 2 is 1.
    #expect(budget.decide(at: 10 * Self.second) != nil)
  }

  @Test("one hundred percent never binds")
  func everything() {
    var budget = Self.budget(percent: 100, minimumCount: 1)
    budget.noteFirstAttempt(at: 0)
    for _ in 0..<1000 { #expect(budget.decide(at: 1) == nil) }
  }

  @Test("agrees with a naive recount in random worlds", arguments: 0..<40)
  func naive(seed: Int) {
    var draws = RandomStream(seed: 11, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let percent = Int(draws.below(101))
    let interval = Int64(1 + draws.below(40))
    let minimumCount = Int(1 + draws.below(4))
    let minimumInterval = Int64(1 + draws.below(60))
    var budget = Self.budget(
      percent: percent, interval: interval, minimumCount: minimumCount, minimumInterval: minimumInterval)
    var firsts: [Int64] = []
    var retries: [Int64] = []
    var now: Int64 = 0
    for _ in 0..<600 {
      now += Int64(draws.below(4))
      if draws.below(2) == 0 {
        budget.noteFirstAttempt(at: now)
        firsts.append(now)
        continue
      }
      let total = (firsts + retries).count { $0 > now - interval }
      let inWindow = retries.count { $0 > now - interval }
      let recent = retries.count { $0 > now - minimumInterval }
      let expected = inWindow + 1 <= percent * total / 100 || recent < minimumCount
      #expect((budget.decide(at: now) == nil) == expected)
      if expected { retries.append(now) }
    }
  }
}
