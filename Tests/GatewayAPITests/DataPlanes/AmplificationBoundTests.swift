import GatewayAPI
import Testing

/// The numbers are those of the cheat sheet (reference retry-budgets 0.2).
@Suite("bounds on what data planes let through where everything fails")
struct AmplificationBoundTests {
  private func attempts(
    _ budget: BudgetSettings, pays: Bool = false, retries: Int? = nil, backoff: Double = 0,
    load: Double = 1000,
    attemptTime: Double = 0.05, replicas: Int = 1
  ) -> Double {
    AmplificationBound(
      budget, failuresPay: pays, retries: retries, backoff: backoff,
      under: .init(load: load, attemptTime: attemptTime, replicas: replicas)
    ).attemptsPerRequest
  }

  private func isClose(_ one: Double, _ other: Double) -> Bool { (one - other).magnitude < 1e-9 }

  @Test("r unconditional retries are 1 + r")
  func unconditional() {
    #expect(attempts(.unlimited, retries: 3) == 4)
    #expect(attempts(.unlimited, retries: 0) == 1)
    #expect(attempts(.unlimited) == .infinity)
  }

  @Test("a share b of what is active is 1/(1 - b) without waits, and 1 + b/(1 + beta/tau - b) with them")
  func share() {
    let budget = BudgetSettings.envoy(percent: 20, minimum: 0, interval: nil)
    #expect(isClose(attempts(budget), 1.25))
    #expect(isClose(attempts(budget, backoff: 0.05), 1 + 0.2 / 1.8))
    #expect(isClose(attempts(budget, replicas: 20), 1.25))
    #expect(attempts(.envoy(percent: 100, minimum: 0, interval: nil), retries: 2) == 3)
  }

  @Test("c concurrent retries are 1 + c/(rate x hold), for each replica; a floor of a share is the same")
  func concurrency() {
    #expect(isClose(attempts(.concurrency(maximum: 3), backoff: 0.012), 1 + 3 / (1000 * 0.062)))
    #expect(isClose(attempts(.concurrency(maximum: 3), replicas: 5), 1 + 15.0 / 50))
    // 100 rps x 50 ms over 10 replicas: 30 concurrent retries against 5 active requests (reference 5.4).
    let floor = BudgetSettings.envoy(percent: 20, minimum: 3, interval: nil)
    #expect(isClose(attempts(floor, load: 100, replicas: 10), 1 + 30.0 / 5))
  }

  @Test("with an interval only the number of retries bounds, unless attempts take about as long as it")
  func interval() {
    let budget = BudgetSettings.envoy(percent: 20, minimum: 0, interval: 10 * second)
    #expect(attempts(budget, retries: 3) == 4)
    #expect(isClose(attempts(budget, attemptTime: 4), 2))
    #expect(isClose(attempts(budget, attemptTime: 10), 1.25))
  }

  @Test("Finagle is 1 + b + m/lambda, Linkerd 1 + m/lambda")
  func tokens() {
    let bucket = BudgetSettings.tokens(.init())
    #expect(isClose(attempts(bucket, pays: true), 1.21))
    #expect(isClose(attempts(bucket), 1.01))
    #expect(isClose(attempts(bucket, replicas: 10), 1.1))
    #expect(isClose(attempts(bucket, pays: true, replicas: 10), 1.3))
  }

  @Test("gRPC and the AWS SDKs come to rest at 1")
  func health() {
    #expect(attempts(.throttle(maximum: 10_000, ratio: 100), retries: 4) == 1)
    #expect(attempts(.bucket(.of2026), retries: 2) == 1)
  }

  @Test("the specification's window is p/(1 - p) or the least rate, whichever is more")
  func window() {
    #expect(isClose(attempts(.window(retryBudget())), 1.25))
    #expect(isClose(attempts(.window(retryBudget()), load: 20), 1.5))
    #expect(isClose(attempts(.window(retryBudget(percent: 0)), replicas: 3), 1.03))
    #expect(attempts(.window(retryBudget(percent: 100)), retries: 5) == 6)
  }

  @Test("retries a second are those of all requests")
  func rate() {
    let bound = AmplificationBound(
      .tokens(.init()), failuresPay: true, retries: 3, backoff: 0, under: .init(load: 500))
    #expect(isClose(bound.retriesPerSecond, 110))
  }
}
