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
  mutating func retryOrAnswer(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    releaseRetry(job)
    let plan = plan(of: job)
    let isRetriable: Bool
    switch outcome {
    case .reset, .refused, .timeout: isRetriable = plans[plan].retries >= 0
    default: isRetriable = plans[plan].retries >= 0 && plans[plan].retryCodes.contains(status)
    }
    guard isRetriable else {
      answer(job, status: status, fate: outcome == .rejected ? .rejected : .notRetryable)
      return
    }
    guard Int(jobs[job].attempts) <= plans[plan].retries else {
      answer(job, status: status, fate: .attemptsExhausted)
      return
    }
    let backoff = plans[plan].backoff
    guard backoff < timeLeft(of: job) else { return }
    if let denial = decideRetry(job) {
      recorder.deny(denial, record: jobs[job].record)
      // The specification's answer to an exceeded budget is 503 (GEP-3388); the static limit passes the last answer on.
      let isWindow = denial.term != .concurrency
      answer(job, status: isWindow ? 503 : status, fate: .budgetExhausted)
      return
    }
    let due = moment(after: backoff)
    jobs[job].stage = .backingOff
    jobs[job].due = due
    schedule(Event(.retry, job), at: due)
  }

  /// A request's backoff is over.
  mutating func retry(_ job: Int32) {
    guard jobs[job].awaits(.backingOff, at: now) else { return ignore() }
    sendAttempt(job, service: service(of: job), key: key(of: job))
  }

  /// Asks the budget of the request's service at its gateway replica; nil grants the retry.
  private mutating func decideRetry(_ job: Int32) -> AttemptRow.Denial? {
    let now = now
    let service = service(of: job)
    let replica = jobs[job].replica
    let policy = services[service].budget
    if case .unlimited = policy { return nil }
    let denial = budgets.decide(policy, service: service, replica: replica, at: now)
    if case .concurrency = policy { jobs[job].holdsRetry = denial == nil }
    budgets.note(denial, service: service, replica: replica, at: now, isMeasured: jobs[job].isMeasured)
    if denial != nil, let second = timeline.second(of: now) {
      timeline[service: service, second: second].denied += 1
    }
    return denial
  }

  /// Gives the place of the request's retry back, if it holds one.
  mutating func releaseRetry(_ job: Int32) {
    guard jobs[job].holdsRetry else { return }
    jobs[job].holdsRetry = false
    budgets.release(service: service(of: job), replica: jobs[job].replica)
  }
}
