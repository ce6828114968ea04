/// The routes of Linkerd's ServiceProfiles: retries without a wait or a number, as long as the budget pays (reference retry-budgets
/// 2.2).
enum LinkerdTranslation {
  static func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    var notes = RuleNotes(plan)
    notes.keep(.request, "the route's timeout, for all attempts")
    notes.drop(.backendRequest, "a ServiceProfile bounds no single attempt")
    var behaviour = RuleBehaviour(requestTimeout: plan.requestTimeout)
    guard let retry = plan.retry else { return Translated(behaviour, notes: notes.all) }
    guard retry.attempts != 0 else {
      notes.note(.attempts, .kept, "no isRetryable", "nothing is retried")
      return Translated(behaviour, notes: notes.all)
    }
    notes.note(
      .retry, .changed, "isRetryable", "refused and broken connections and timed out attempts are not retried"
    )
    notes.note(.codes, .kept, "a responseClass of failures", "answers with them are retried")
    notes.standIn(.codes, "500 to 599", "a response is a failure by its status where no class says otherwise")
    notes.drop(.attempts, "only the budget limits how often a request is retried")
    notes.drop(.backoff, "a retry follows at once")
    behaviour.retry = RetryBehaviour(
      retries: nil, statuses: retry.codes.isEmpty ? Array(500...599) : retry.codes, onRefusal: false,
      onReset: false, onTimeout: false, denied: .lastAnswer)
    return Translated(behaviour, notes: notes.all)
  }
}
