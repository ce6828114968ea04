import Documents
import GatewayAPI
import Records
import Scenarios
import Testing

/// The recount itself, on attempts that break each rule by one retry: three requests whose first attempts last from 0 to 10 ms and fail, and
/// whose retries last from 20 to 30 ms.
@Suite("The recount of budgets notices what is overspent")
struct RecountTests {
  static let recount = BudgetRecount(
    (0..<3).flatMap { request in
      [(1, 0, 10), (2, 20, 30)].map { attempt, start, end in
        AttemptRow(
          request: request, attempt: Int16(attempt), parent: 0, service: 0, endpoint: 0,
          start: start * 1_000_000, waiting: 0, serviceTime: 0, end: end * 1_000_000, status: 503,
          outcome: .failure)
      }
    })

  @Test("of concurrent retries")
  func concurrent() {
    #expect(Self.recount.holdsConcurrent { _ in 3 })
    #expect(!Self.recount.holdsConcurrent { _ in 2 })
    // All three that fail at this moment are counted.
    #expect(Self.recount.holdsConcurrent { Self.recount.inFlight(at: $0) })
    #expect(Self.recount.holdsConcurrent { Self.recount.started(after: $0 - 11_000_000, through: $0) })
    #expect(!Self.recount.holdsConcurrent { Self.recount.started(after: $0 - 10_000_000, through: $0) })
  }

  /// Three retries of six attempts are half; the minimum alone allows as many as it says.
  @Test("of the specification's window", arguments: BudgetReadings.Window.allCases)
  func window(window: BudgetReadings.Window) {
    func holds(percent: Int, minimum: Int, _ kind: BudgetReadings.Minimum = .alternative) -> Bool {
      Self.recount.holdsWindow(
        RetryBudget(
          policy: NamespacedName(name: "budget"), percent: percent, interval: 1_000_000_000,
          minimumCount: minimum, location: SourceLocation(file: "", line: 1, column: 1)),
        BudgetReadings(minimum: kind, window: window))
    }
    #expect(holds(percent: 60, minimum: 0))
    #expect(!holds(percent: 59, minimum: 0))
    #expect(holds(percent: 0, minimum: 3))
    #expect(!holds(percent: 0, minimum: 2))
    #expect(!holds(percent: 19, minimum: 2, .added))
    #expect(holds(percent: 40, minimum: 1, .added))
  }

  @Test("of tokens, of the throttle and of the bucket")
  func tokens() {
    func holds(minimum: Int, ratio: Double, failuresPay: Bool) -> Bool {
      Self.recount.holdsTokens(
        .init(ttl: 1_000_000_000, minimumPerSecond: minimum, ratio: ratio), failuresPay: failuresPay,
        surelyLives: 0.9)
    }
    #expect(holds(minimum: 3, ratio: 0, failuresPay: true))
    #expect(!holds(minimum: 2, ratio: 0, failuresPay: true))
    #expect(holds(minimum: 2, ratio: 0.4, failuresPay: true))
    #expect(!holds(minimum: 2, ratio: 0.4, failuresPay: false))
    #expect(Self.recount.holdsThrottle(maximum: 6002, ratio: 100))
    #expect(!Self.recount.holdsThrottle(maximum: 6000, ratio: 100))
    #expect(Self.recount.holdsBucket(of: 42))
    #expect(!Self.recount.holdsBucket(of: 41))
  }
}
