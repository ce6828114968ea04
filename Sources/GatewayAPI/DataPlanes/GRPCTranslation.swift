/// The retry policy and throttle of a gRPC client's service config (reference retry-budgets 3.1, 3.2).
enum GRPCTranslation {
  /// Retries after the first of the five attempts to which clients cut `maxAttempts`.
  static let mostRetries = 4

  static func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    var notes = RuleNotes(plan)
    notes.keep(.request, "the call's deadline, for all attempts and the waits between them")
    notes.drop(.backendRequest, "no single attempt has a timeout")
    var behaviour = RuleBehaviour(requestTimeout: plan.requestTimeout)
    guard let retry = plan.retry else { return Translated(behaviour, notes: notes.all) }
    let attempts = min(retry.attempts ?? 1, mostRetries)
    // A connection that fails or breaks ends the attempt with UNAVAILABLE.
    let isUnavailableRetried = retry.codes.contains(503)
    let initial = retry.backoff ?? 100_000_000
    note(retry, attempts: attempts, initial: initial, &notes)
    behaviour.retry = RetryBehaviour(
      retries: attempts, statuses: retry.codes, onRefusal: isUnavailableRetried,
      onReset: isUnavailableRetried,
      onTimeout: false, backoff: .grpc(initial: initial, maximum: longest(initial), multiplier: 2),
      denied: .lastAnswer)
    return Translated(behaviour, notes: notes.all)
  }

  static func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    guard let budget else { return Translated(.unlimited) }
    // At least the smallest ratio that can be written: 0 is refused, and only three decimals count.
    let ratio = max(1, budget.percent * 10)
    var notes = BudgetNotes(budget)
    notes.note(
      .percent, .changed, "retryThrottling {maxTokens: 10, tokenRatio: \(Double(ratio) / 1000)}",
      "a gauge of health: failures take 1, successes give the ratio, and at half nothing is retried")
    notes.drop(.interval, "the gauge does not depend on time")
    notes.drop(.minimumCount, "there is no least number of retries")
    notes.drop(.minimumInterval, "there is no least number of retries")
    return Translated(.throttle(maximum: 10_000, ratio: ratio), notes: notes.all)
  }

  /// Ten times the first, as gRPC's own examples have it; at most what 64 bits hold.
  private static func longest(_ initial: Int64) -> Int64 {
    let product = initial.multipliedReportingOverflow(by: 10)
    return product.overflow ? .max : product.partialValue
  }

  private static func note(
    _ retry: RulePlan.Retry, attempts: Int, initial: Int64, _ notes: inout RuleNotes
  ) {
    notes.note(
      .retry, .changed, "retryPolicy",
      retry.codes.contains(503)
        ? "refused and broken connections are UNAVAILABLE, which is retried; no attempt times out"
        : "refused and broken connections are UNAVAILABLE, which is not retried without 503; no attempt times out"
    )
    notes.note(.codes, .kept, "retryableStatusCodes", "answers with the codes that correspond are retried")
    let written = retry.attempts ?? attempts
    notes.note(
      .attempts, written > attempts ? .changed : .kept, "maxAttempts \(attempts + 1)",
      written > attempts ? "clients make at most 5 attempts" : "the first attempt is counted too")
    notes.standIn(.attempts, "maxAttempts \(attempts + 1)", "the number that the API recommends")
    let wait = RuleField.duration(initial)
    let becomes = "initialBackoff \(wait), maxBackoff \(RuleField.duration(longest(initial)))"
    notes.note(
      .backoff, .changed, becomes,
      "waits double and are drawn at random, so they may be shorter than the minimum")
    notes.standIn(.backoff, becomes, "the service config must name one")
  }
}
