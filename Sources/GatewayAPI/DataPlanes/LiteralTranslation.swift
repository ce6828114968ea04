/// Takes rules as they are written: the specification, and data planes of which only the budget is modelled.
struct LiteralTranslation {
  let denied: RetryBehaviour.Denial

  func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    var notes = RuleNotes(plan)
    for field in RuleField.allCases where field != .retry { notes.keep(field, "acts as it is written") }
    if plan.retry != nil {
      notes.standIn(.attempts, "1", "the API leaves the number open and recommends one retry")
      notes.standIn(.backoff, "no wait", "the API leaves the wait open")
    }
    return Translated(
      RuleBehaviour(
        requestTimeout: plan.requestTimeout, attemptTimeout: plan.backendRequestTimeout,
        retry: plan.retry.map {
          RetryBehaviour(
            retries: $0.attempts ?? 1, statuses: $0.codes, backoff: $0.backoff.map { .fixed($0) } ?? .none,
            denied: denied)
        }), notes: notes.all)
  }

  static func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    guard let budget else { return Translated(.unlimited) }
    var notes = BudgetNotes(budget)
    for field in BudgetField.allCases {
      notes.note(field, .kept, field.written(in: budget), "acts as it is written")
    }
    return Translated(.window(budget), notes: notes.all)
  }

  /// The bound of Envoy's circuit breaker where nothing is configured (reference retry-budgets 1.1).
  static let fixedMaximum = 3

  static func fixedBudget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    let standIn = BudgetNotes.standIn(
      "at most \(fixedMaximum) concurrent retries", "the bound is fixed, whatever the traffic")
    return Translated(
      .concurrency(maximum: fixedMaximum),
      notes: BudgetNotes.dropped(budget, "a fixed bound takes the place of the budget") + [standIn])
  }

  static func noBudget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    Translated(
      .unlimited,
      notes: BudgetNotes.dropped(budget, "only the attempts of rules limit retries: there is no budget"))
  }
}
