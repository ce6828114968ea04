/// Envoy's route timeouts, retry policy and circuit breaker, as a controller writes them (reference retry-budgets 1.2 to 1.6, 5.4).
struct EnvoyTranslation {
  let habits: EnvoyHabits
  /// Conditions in place of the controller's.
  let retryOn: [String]
  /// Whether the share is of what started within an interval.
  let countsInterval: Bool

  func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    var notes = RuleNotes(plan)
    var behaviour = RuleBehaviour()
    behaviour.requestTimeout = requestTimeout(plan, &notes)
    behaviour.attemptTimeout = attemptTimeout(plan, within: behaviour.requestTimeout, &notes)
    behaviour.retry = retry(plan, &notes)
    return Translated(behaviour, notes: notes.all)
  }

  func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    let fixed = BudgetSettings.concurrency(maximum: habits.maximumRetries)
    let standIn = BudgetNotes.standIn(
      "max_retries \(habits.maximumRetries)", "a circuit breaker without a budget bounds concurrent retries")
    guard let budget else { return Translated(fixed, notes: [standIn]) }
    guard habits.budget != .ignored else {
      return Translated(
        fixed, notes: BudgetNotes.dropped(budget, "the controller does not read the policy") + [standIn])
    }
    let keepsInterval = countsInterval || habits.budget == .withInterval
    var notes = BudgetNotes(budget)
    notes.note(
      .percent, .kept, "budget_percent \(budget.percent)",
      keepsInterval
        ? "bounds the retries that are under way at once, by what started within the interval"
        : "bounds the retries that are under way at once, by what is active or waits for a connection")
    if keepsInterval {
      notes.note(
        .interval, .kept, "budget_interval \(RuleField.duration(budget.interval))",
        "what started within it is counted")
    } else {
      notes.drop(.interval, "what is under way is counted, and nothing that is over")
    }
    notes.note(
      .minimumCount, .changed, "min_retry_concurrency \(budget.minimumCount)",
      "so many retries may be under way at once, whatever their rate")
    notes.drop(.minimumInterval, "the least is a number of retries at once, not a rate")
    return Translated(
      .envoy(
        percent: Double(budget.percent), minimum: budget.minimumCount,
        interval: keepsInterval ? budget.interval : nil), notes: notes.all)
  }

  // MARK: Timeouts

  /// Whether the attempt's timeout takes the place of the request's.
  private func attemptBoundsRequest(_ plan: RulePlan) -> Bool {
    habits.boundsRequestByAttempt && plan.retry == nil && plan.backendRequestTimeout != nil
  }

  private func requestTimeout(_ plan: RulePlan, _ notes: inout RuleNotes) -> Int64? {
    if attemptBoundsRequest(plan) {
      notes.drop(.request, "timeouts.backendRequest takes its place where nothing is retried")
      return plan.backendRequestTimeout
    }
    notes.keep(.request, "the route's timeout, for all attempts and the waits between them")
    guard plan.requestTimeout == nil, !plan.isRequestTimeoutOff else { return plan.requestTimeout }
    if let usual = habits.requestTimeout {
      notes.standIn(.request, RuleField.duration(usual), "the route's timeout is Envoy's default")
    }
    return habits.requestTimeout
  }

  private func attemptTimeout(_ plan: RulePlan, within request: Int64?, _ notes: inout RuleNotes) -> Int64? {
    if attemptBoundsRequest(plan) {
      notes.note(
        .backendRequest, .changed, "the route's timeout", "there is one attempt, so it bounds the request")
      return nil
    }
    guard habits.setsAttemptTimeout else {
      notes.drop(.backendRequest, "the controller does not set per_try_timeout")
      return nil
    }
    guard let attempt = plan.backendRequestTimeout else {
      notes.keep(.backendRequest, "nothing bounds an attempt")
      return nil
    }
    if let request, attempt >= request {
      notes.drop(
        .backendRequest,
        "per_try_timeout is ignored where it is not below the route's timeout, \(RuleField.duration(request))"
      )
      return nil
    }
    let becomes = "per_try_timeout \(RuleField.duration(attempt))"
    if retries(plan), !conditions(plan).onTimeout {
      notes.note(
        .backendRequest, .changed, becomes,
        "an attempt that reaches it is not retried: retry_on has neither reset nor gateway-error nor 5xx")
    } else {
      notes.note(.backendRequest, .kept, becomes, "bounds each attempt")
    }
    return attempt
  }

  // MARK: Retries

  private func retries(_ plan: RulePlan) -> Bool { plan.retry != nil || habits.unaskedCodes != nil }

  private func conditions(_ plan: RulePlan) -> EnvoyRetryOn {
    let written = plan.retry?.codes ?? habits.unaskedCodes ?? []
    return EnvoyRetryOn(
      retryOn.isEmpty ? habits.conditions : retryOn, codes: written.isEmpty ? habits.codes : written)
  }

  private func retry(_ plan: RulePlan, _ notes: inout RuleNotes) -> RetryBehaviour? {
    guard retries(plan) else { return nil }
    let conditions = conditions(plan)
    let attempts = plan.retry?.attempts ?? habits.retries
    let backoff = backoff(plan)
    noteConditions(conditions, plan, &notes)
    notes.note(.attempts, .kept, "num_retries \(attempts)", "so many retries may follow the first attempt")
    noteBackoff(backoff, plan, &notes)
    return RetryBehaviour(
      retries: attempts, statuses: conditions.statuses, onRefusal: conditions.onRefusal,
      onReset: conditions.onReset, onTimeout: conditions.onTimeout,
      backoff: .envoy(base: backoff.base, maximum: backoff.maximum), repicks: habits.repicks,
      denied: .lastAnswer)
  }

  private func noteConditions(_ conditions: EnvoyRetryOn, _ plan: RulePlan, _ notes: inout RuleNotes) {
    guard plan.retry != nil else {
      return notes.standIn(
        .retry, "num_retries \(habits.retries), retry_on \(conditions.text), 503",
        "the controller has every route retried")
    }
    let becomes = "retry_on \(conditions.text)"
    if conditions.onRefusal, conditions.onReset, conditions.onTimeout {
      notes.note(.retry, .kept, becomes, "refused and broken connections and timed out attempts are retried")
    } else {
      notes.note(
        .retry, .changed, becomes,
        "of connections \(conditions.onRefusal ? "only refused ones are" : "none is") retried, and no attempt that timed out"
      )
    }
    if conditions.tokens.contains(.retriableStatusCodes) {
      notes.note(
        .codes, .kept, "retriable_status_codes \(RuleField.codes.written(in: plan) ?? "")",
        "answers with them are retried")
      if !habits.codes.isEmpty {
        notes.standIn(
          .codes, habits.codes.map(String.init).joined(separator: ", "), "the controller's default")
      }
    } else {
      notes.drop(.codes, "the conditions that are set have no retriable-status-codes")
    }
    notes.standIn(.attempts, "num_retries \(habits.retries)", "the default where the rule names none")
  }

  /// Milliseconds: the bound below which the first wait is drawn, and that of the longest.
  private func backoff(_ plan: RulePlan) -> (base: Int64, maximum: Int64) {
    guard let written = plan.retry?.backoff else { return (25, 250) }
    // Envoy rounds what is below 1 ms up; durations of the API are whole milliseconds.
    let base = max(1, written / 1_000_000)
    return (base, base * habits.backoffFactor)
  }

  private func noteBackoff(
    _ backoff: (base: Int64, maximum: Int64), _ plan: RulePlan, _ notes: inout RuleNotes
  ) {
    let becomes = "base_interval \(backoff.base)ms, max_interval \(backoff.maximum)ms"
    notes.note(
      .backoff, .changed, becomes,
      "the first wait is drawn between 0 and the base, so it may be shorter than the minimum")
    guard plan.retry != nil else { return }
    notes.standIn(.backoff, becomes, "Envoy's default, fully jittered")
  }
}
