import Records
import Simulator
import Testing

@Suite("The static retry limit")
struct ConcurrencyBudgetTests {
  @Test("allows so many retries at the same time and no more")
  func limit() throws {
    var budget = ConcurrencyBudget(maximum: 2)
    #expect(budget.decide() == nil)
    #expect(budget.decide() == nil)
    let decision = budget.decide()
    let denial = try #require(decision)
    #expect(denial.retries == 2)
    #expect(denial.limit == 2)
    #expect(denial.term == .concurrency)
    budget.release()
    #expect(budget.decide() == nil)
  }

  @Test("a limit of 0 refuses everything")
  func none() {
    var budget = ConcurrencyBudget(maximum: 0)
    #expect(budget.decide() != nil)
  }
}
