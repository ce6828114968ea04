/// The standard mode of the AWS SDKs, whose rules are its own (reference retry-budgets 4.1).
enum SDKTranslation {
  static func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    var notes = RuleNotes(plan)
    notes.keep(.request, "the call's timeout, for all attempts and the waits between them")
    notes.keep(.backendRequest, "the attempt's timeout, which is retried")
    notes.standIn(.retry, "at most 3 attempts", "the client retries whatever the route says")
    notes.drop(.codes, "429, 500, 502, 503 and 504 are retried")
    notes.drop(.attempts, "at most 3 attempts are made")
    notes.drop(.backoff, "waits are drawn below a bound that doubles from 50 ms to 20 s")
    return Translated(
      RuleBehaviour(
        requestTimeout: plan.requestTimeout, attemptTimeout: plan.backendRequestTimeout,
        retry: RetryBehaviour(
          retries: 2, statuses: [429, 500, 502, 503, 504], backoff: .sdk(scale: scale(of: .of2026)),
          denied: .lastAnswer)), notes: notes.all)
  }

  static func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    let standIn = BudgetNotes.standIn(
      "a bucket of 500 tokens", "a retry costs 14, or 5 where it was throttled, and success gives back")
    return Translated(
      .bucket(.of2026),
      notes: BudgetNotes.dropped(budget, "the client's own bucket limits retries") + [standIn])
  }
}

extension SDKTranslation {
  /// The bound below which the first wait is drawn, in nanoseconds.
  static func scale(of rules: BudgetSettings.SDKRules) -> Int64 {
    switch rules {
    case .of2026: 50_000_000
    case .before2026: 1_000_000_000
    }
  }
}
