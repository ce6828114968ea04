import GatewayAPI
import Testing

@Suite("what the specification, a fixed bound and no budget make of rules and policies")
struct LiteralTranslationTests {
  @Test(
    "rules act as they are written, and only the specification answers 503 to what it refuses",
    arguments: [
      (DataPlaneKind.gatewayAPI, RetryBehaviour.Denial.status503), (.static, .lastAnswer),
      (.none, .lastAnswer),
      (.finagle, .lastAnswer),
    ])
  func rule(_ kind: DataPlaneKind, _ denied: RetryBehaviour.Denial) {
    let translated = DataPlaneTranslator(kind).rule(fullRule)
    #expect(
      translated.setting
        == RuleBehaviour(
          requestTimeout: second, attemptTimeout: 200 * millisecond,
          retry: RetryBehaviour(
            retries: 3, statuses: [500, 503], backoff: .fixed(100 * millisecond), denied: denied)))
    #expect(translated.notes.count == 5)
    #expect(translated.notes.allSatisfy { $0.verdict == .kept && $0.written == $0.becomes })
  }

  @Test("an empty retry is one retry at once of what is no answer")
  func bare() {
    let translated = DataPlaneTranslator(.gatewayAPI).rule(bareRetry)
    #expect(translated.setting == RuleBehaviour(retry: RetryBehaviour(retries: 1, statuses: [])))
    #expect(translated.lines == ["changed retry.attempts: - -> 1", "changed retry.backoff: - -> no wait"])
    #expect(DataPlaneTranslator(.gatewayAPI).rule(RulePlan()).notes == [])
  }

  @Test("the specification keeps the budget, and without a policy has none")
  func budget() {
    let translator = DataPlaneTranslator(.gatewayAPI)
    #expect(translator.budget(retryBudget(percent: 5)).setting == .window(retryBudget(percent: 5)))
    #expect(
      translator.budget(retryBudget()).lines == [
        "kept budget.percent: 20 -> 20", "kept budget.interval: 10s -> 10s",
        "kept minRetryRate.count: 10 -> 10", "kept minRetryRate.interval: 1s -> 1s",
      ])
    #expect(translator.budget(nil).setting == .unlimited)
    #expect(translator.budget(nil).notes == [])
  }

  @Test("a fixed bound and no budget drop policies")
  func dropped() {
    let fixed = DataPlaneTranslator(.static).budget(retryBudget())
    #expect(fixed.setting == .concurrency(maximum: 3))
    #expect(fixed.notes.map(\.verdict) == [.dropped, .dropped, .dropped, .dropped, .changed])
    let none = DataPlaneTranslator(.none).budget(retryBudget())
    #expect(none.setting == .unlimited)
    #expect(none.notes.map(\.verdict) == [.dropped, .dropped, .dropped, .dropped])
    #expect(DataPlaneTranslator(.none).budget(nil).notes == [])
  }
}
