import GatewayAPI
import Testing

@Suite("what Linkerd and Finagle make of rules and policies")
struct TokenBudgetTranslationTests {
  let linkerd = DataPlaneTranslator(.linkerd)

  @Test("Linkerd retries listed answers at once, without a number, within the budget")
  func linkerdRule() {
    let translated = linkerd.rule(fullRule)
    #expect(
      translated.setting
        == RuleBehaviour(
          requestTimeout: second,
          retry: RetryBehaviour(
            retries: nil, statuses: [500, 503], onRefusal: false, onReset: false, onTimeout: false,
            denied: .lastAnswer)))
    #expect(
      translated.lines == [
        "kept timeouts.request: 1s -> 1s", "dropped timeouts.backendRequest: 200ms -> -",
        "changed retry: {codes, attempts, backoff} -> isRetryable",
        "kept retry.codes: 500, 503 -> a responseClass of failures", "dropped retry.attempts: 3 -> -",
        "dropped retry.backoff: 100ms -> -",
      ])
  }

  @Test("Linkerd takes every status of the server's class for a failure where the rule lists none")
  func linkerdCodes() {
    let translated = linkerd.rule(bareRetry)
    #expect(translated.setting.retry?.statuses == Array(500...599))
    #expect(translated.lines.contains("changed retry.codes: - -> 500 to 599"))
  }

  @Test("a rule without retries is not retryable")
  func linkerdUnretried() {
    #expect(linkerd.rule(unretried).setting == RuleBehaviour(requestTimeout: second))
    let zero = RulePlan(retry: .init(attempts: 0, codes: [503], backoff: nil))
    #expect(linkerd.rule(zero).setting.retry == nil)
  }

  @Test("both have a ratio, a window and a rate", arguments: [DataPlaneKind.linkerd, .finagle])
  func budget(_ kind: DataPlaneKind) {
    let translated = DataPlaneTranslator(kind).budget(retryBudget(percent: 25, interval: 30 * second))
    #expect(translated.setting == .tokens(.init(ttl: 30 * second, minimumPerSecond: 10, ratio: 0.25)))
    #expect(translated.notes.map(\.verdict) == [.kept, .kept, .kept, .kept])
    #expect(translated.notes[1].becomes == "ttl 30s")
  }

  @Test("a window of more than a minute is cut", arguments: [DataPlaneKind.linkerd, .finagle])
  func clamped(_ kind: DataPlaneKind) {
    let translated = DataPlaneTranslator(kind).budget(retryBudget(interval: 61 * second))
    #expect(translated.setting == .tokens(.init(ttl: 60 * second)))
    #expect(translated.lines.contains("changed budget.interval: 1m1s -> ttl 1m"))
    let whole = DataPlaneTranslator(kind).budget(retryBudget(interval: 60 * second))
    #expect(whole.lines.contains("kept budget.interval: 1m -> ttl 1m"))
  }

  @Test(
    "a rate is rounded to whole retries a second, which is told",
    arguments: [
      (25, 2 * second, 13, TranslationNote.Verdict.changed), (30, 2 * second, 15, .kept),
      (1, 3600 * second, 0, .changed), (7, 1 * millisecond, 7000, .kept),
      (1_000_000, 1 * millisecond, 1_000_000_000, .kept), (1_000_000, 1, 4_294_967_295, .changed),
    ])
  func rates(_ count: Int, _ interval: Int64, _ perSecond: Int, _ verdict: TranslationNote.Verdict) {
    let translated = linkerd.budget(retryBudget(count: count, per: interval))
    #expect(translated.setting == .tokens(.init(minimumPerSecond: perSecond)))
    #expect(translated.notes.suffix(2).map(\.verdict) == [verdict, verdict])
    #expect(translated.notes[2].becomes == "minRetriesPerSecond \(perSecond)")
  }

  @Test(
    "tower rounds ratios up to reciprocals, Finagle hardly (reference retry-budgets 2.1.1)",
    arguments: [(30, 0.333), (40, 0.5), (51, 1), (99, 1)])
  func ratios(_ percent: Int, _ effective: Double) {
    let translated = linkerd.budget(retryBudget(percent: percent))
    let written = Double(percent) / 100
    #expect(translated.setting == .tokens(.init(ratio: written)))
    #expect(
      translated.lines.first
        == "changed budget.percent: \(percent) -> retryRatio \(written), in effect \(effective)")
    #expect(DataPlaneTranslator(.finagle).budget(retryBudget(percent: percent)).notes[0].verdict == .kept)
  }

  @Test("reciprocals, all and nothing are kept", arguments: [0, 1, 5, 10, 20, 25, 50, 100])
  func exactRatios(_ percent: Int) {
    #expect(linkerd.budget(retryBudget(percent: percent)).notes[0].verdict == .kept)
  }

  @Test(
    "without a policy both have their own default, which is told",
    arguments: [
      DataPlaneKind.linkerd, .finagle,
    ])
  func withoutPolicy(_ kind: DataPlaneKind) {
    let translated = DataPlaneTranslator(kind).budget(nil)
    #expect(translated.setting == .tokens(.init(ttl: 10 * second, minimumPerSecond: 10, ratio: 0.2)))
    #expect(translated.notes.map(\.verdict) == [.changed])
    #expect(translated.notes.first?.becomes?.contains("0.2") == true)
  }
}
