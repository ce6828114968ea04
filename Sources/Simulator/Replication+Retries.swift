import Engine
import Records
import Scenarios

extension Replication {
  /// Says whether a failed attempt is retried, and when; if not, the client gets its answer.
  ///
  /// The order of decisions: is the failure retriable, are attempts left, does a retry fit before the request timeout, does the
  /// budget allow it now (design section 5; reference gateway-api 4.2).
  ///
  /// Assumption A-SIM-10: connection errors and attempt timeouts are retried wherever the rule has a `retry`; statuses only
  /// where its `codes` list them.
  /// Assumption A-SIM-11: a retry whose backoff would reach the request timeout is not begun; the client waits for its 504.
  mutating func retryOrAnswer(_ request: Int32, outcome: AttemptRow.Outcome, status: Int) {
    releaseRetry(request)
    let plan = model.plans[Int(requests[request].plan)]
    let isRetriable: Bool
    switch outcome {
    case .reset, .timeout: isRetriable = plan.retries >= 0
    default: isRetriable = plan.retries >= 0 && plan.retryCodes.contains(status)
    }
    guard isRetriable else {
      answer(request, status: status, fate: outcome == .rejected ? .rejected : .notRetryable)
      return
    }
    guard Int(requests[request].attempts) <= plan.retries else {
      answer(request, status: status, fate: .attemptsExhausted)
      return
    }
    let (next, overflow) = now.addingReportingOverflow(plan.backoff)
    if overflow || next >= requests[request].deadline { return }
    if let denial = decideRetry(request) {
      recorder.deny(denial, request: requests[request])
      // The specification's answer to an exceeded budget is 503 (GEP-3388); the static limit passes the last answer on.
      let isWindow = denial.term != .concurrency
      answer(request, status: isWindow ? 503 : status, fate: .budgetExhausted)
      return
    }
    requests[request].wakeUp = schedule(Event(.retry, request), at: next)
  }

  /// Asks the budget of the request's service at its gateway replica; nil grants the retry.
  private mutating func decideRetry(_ request: Int32) -> AttemptRow.Denial? {
    let service = requests[request].service
    let index = budgetIndex(service: service, replica: requests[request].replica)
    let now = now
    let denial: AttemptRow.Denial?
    switch model.services[Int(service)].budget {
    case .unlimited: return nil
    case .window: denial = windowBudgets[index]?.decide(at: now)
    case .concurrency:
      denial = concurrencyBudgets[index]?.decide()
      requests[request].holdsRetry = denial == nil
    }
    if let denial {
      if requests[request].isMeasured { budgetMeasurements[index].denied += 1 }
      budgetMeasurements[index].exhaustion.noteDenied(at: now, term: denial.term)
      if let second = timeline.second(of: now) { timeline.services[Int(service)].denied[second] += 1 }
    } else {
      if requests[request].isMeasured { budgetMeasurements[index].allowed += 1 }
      budgetMeasurements[index].exhaustion.noteAllowed()
    }
    return denial
  }

  /// Gives the place of the request's retry back, if it holds one.
  mutating func releaseRetry(_ request: Int32) {
    guard requests[request].holdsRetry else { return }
    requests[request].holdsRetry = false
    let index = budgetIndex(service: requests[request].service, replica: requests[request].replica)
    concurrencyBudgets[index]?.release()
  }
}
