import Records
import Testing

@Suite("The account of requests")
struct AccountTests {
  @Test(
    "holds where offered is answered and unanswered",
    arguments: [(0, 0, 0, true), (5, 3, 2, true), (5, 3, 1, false), (5, 6, 0, false)])
  func holds(offered: Int, answered: Int, unanswered: Int, expected: Bool) {
    let account = Conservation(offered: offered, answered: answered, unanswered: unanswered)
    #expect(account.holds == expected)
  }
}
