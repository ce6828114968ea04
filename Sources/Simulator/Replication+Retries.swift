import Engine
import Records
import Scenarios

extension Replication {
  /// Says whether a failed attempt is retried, and when; if not, the client gets its answer.
  ///
  /// The order of decisions: is the failure retriable, are attempts left, does a retry fit before the request timeout (where that is
  /// asked), does the budget allow it now (design section 5; reference gateway-api 4.2, retry-budgets 1.4).
  ///
  /// Assumption A-SIM-11: a retry whose backoff would reach the request timeout is not begun, and the client waits for its 504; an Envoy
  /// does not look, so that such a retry asks its budget and holds its place.
  mutating func retryOrAnswer(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    releaseRetry(job)
    let plan = plan(of: job)
    guard isRetriable(plan, outcome, status) else {
      if budgets.hearsOutcomes { noteUnretried(job) }
      noteDecision(.notRetriable, job)
      answer(job, status: status, fate: outcome == .rejected ? .rejected : .notRetryable)
      return
    }
    // Some count every failure, also that of a last attempt.
    let throttled = budgets.hearsOutcomes ? noteFailure(job) : nil
    guard Int(jobs[job].attempts) <= plans[plan].retry.limit else {
      noteDecision(.attemptsExhausted, job)
      answer(job, status: status, fate: .attemptsExhausted)
      return
    }
    let wait = waitBeforeRetry(job, plan)
    guard plans[plan].retry.beginsLate || wait < timeLeft(of: job) else {
      noteDecision(.tooLate, job, wait: wait)
      return
    }
    let numbers = recorder.notesDecisions ? budgetNumbers(job, outcome, status) : nil
    if let denial = decideRetry(job, outcome, status, throttled) {
      recorder.deny(denial, record: jobs[job].record)
      noteDecision(.denied, job, numbers: numbers)
      answer(job, status: plans[plan].retry.passesOn ? status : 503, fate: .budgetExhausted)
      return
    }
    noteDecision(.allowed, job, wait: wait, numbers: numbers)
    if history.isUsed { history.noteRetry(of: job, after: .init(outcome, status), wait: wait) }
    let due = moment(after: wait)
    jobs[job].stage = .backingOff
    jobs[job].due = due
    schedule(Event(.retry, job), at: due)
  }

  /// Assumption A-SIM-10: connection errors and attempt timeouts are retried wherever the rule has a `retry`, statuses only where its
  /// `codes` list them; other data planes than that of the specification have conditions of their own.
  @inline(__always) private mutating func isRetriable(
    _ plan: Int, _ outcome: AttemptRow.Outcome, _ status: Int
  ) -> Bool {
    switch outcome {
    case .reset: plans[plan].retry.onReset
    case .refused: plans[plan].retry.onRefusal
    case .timeout: plans[plan].retry.onTimeout
    default: plans[plan].retry.statuses.contains(status)
    }
  }

  @inline(__always) private mutating func waitBeforeRetry(_ job: Int32, _ plan: Int) -> Int64 {
    switch plans[plan].retry.backoff {
    case .none: return 0
    case .fixed(let wait): return wait
    case let backoff:
      let retry = Int(jobs[job].attempts)
      var draws = streams.sources[source(of: job)].backoffs.draws(key(of: job), UInt32(retry))
      return backoff.delay(retry: retry, previous: history.isUsed ? history[job].wait : 0, draws: &draws)
    }
  }

  /// A request's backoff is over.
  mutating func retry(_ job: Int32) {
    guard jobs[job].awaits(.backingOff, at: now) else { return ignore() }
    sendAttempt(job, service: service(of: job), key: key(of: job))
  }

  /// Asks the budget of the request's service at its gateway replica; nil grants the retry.
  /// - Parameter throttled: what the failure itself brought about.
  private mutating func decideRetry(
    _ job: Int32, _ outcome: AttemptRow.Outcome, _ status: Int, _ throttled: AttemptRow.Denial?
  ) -> AttemptRow.Denial? {
    let now = now
    let service = service(of: job)
    let replica = jobs[job].replica
    let denial: AttemptRow.Denial?
    switch services[service].budget {
    case .unlimited: return nil
    case .window: denial = budgets.decideWindow(service: service, replica: replica, at: now)
    case .concurrency:
      let active = activeAtDecision(service: service, replica: replica, outcome)
      denial = budgets.decideConcurrent(active: active, service: service, replica: replica, at: now)
      jobs[job].holdsRetry = denial == nil
    case .tower, .finagle: denial = budgets.decideTokens(service: service, replica: replica, at: now)
    case .throttle: denial = throttled
    case .bucket:
      denial = budgets.decideBucket(.init(outcome, status), service: service, replica: replica)
    }
    budgets.note(denial, service: service, replica: replica, at: now, isMeasured: jobs[job].isMeasured)
    if denial != nil, let second = timeline.second(of: now) {
      timeline[service: service, second: second].denied += 1
    }
    return denial
  }

  /// What an Envoy counts as active and pending when it decides about a retry.
  ///
  /// Assumption A-SIM-32: an attempt whose answer failed still counts, one that broke or timed out does not; requests in backoff do not
  /// (reference retry-budgets 1.3; worth at most 0.01, section 10).
  mutating func activeAtDecision(
    service: Int, replica: Int16, _ outcome: AttemptRow.Outcome
  ) -> Int {
    guard pools.isUsed else { return 0 }
    let isAnswered = outcome != .reset && outcome != .refused && outcome != .timeout
    return pools.inFlight(service: service, replica: replica) + (isAnswered ? 1 : 0)
  }

  /// Gives the place of the request's retry back, if it holds one.
  mutating func releaseRetry(_ job: Int32) {
    guard jobs[job].holdsRetry else { return }
    jobs[job].holdsRetry = false
    budgets.release(service: service(of: job), replica: jobs[job].replica)
  }

  /// Tells the budget of an attempt that is sent.
  @inline(__always) mutating func noteStart(service: Int, replica: Int16, isFirst: Bool) {
    switch services[service].budget {
    case .window: if isFirst { budgets.noteFirstAttempt(service: service, replica: replica, at: now) }
    case .finagle: if isFirst { budgets.deposit(service: service, replica: replica, at: now) }
    case .concurrency: budgets.noteStart(service: service, replica: replica, at: now)
    case .unlimited, .tower, .throttle, .bucket: break
    }
  }

  /// Tells the budget of a failure that may be retried; the numbers where that alone denies it.
  private mutating func noteFailure(_ job: Int32) -> AttemptRow.Denial? {
    guard case .throttle = services[service(of: job)].budget else { return nil }
    return budgets.noteFailure(service: service(of: job), replica: jobs[job].replica)
  }

  /// Tells the budget of a failure that is not retried.
  private mutating func noteUnretried(_ job: Int32) {
    guard case .tower = services[service(of: job)].budget else { return }
    budgets.deposit(service: service(of: job), replica: jobs[job].replica, at: now)
  }

  /// Tells the budget of a success.
  mutating func noteSuccess(_ job: Int32) {
    let service = service(of: job)
    let replica = jobs[job].replica
    switch services[service].budget {
    case .tower: budgets.deposit(service: service, replica: replica, at: now)
    case .throttle: budgets.noteThrottleSuccess(service: service, replica: replica)
    case .bucket:
      budgets.refund(retried: history[job].failure, service: service, replica: replica)
    case .unlimited, .window, .concurrency, .finagle: break
    }
  }
}

extension SDKBucket.Failure {
  /// What an AWS SDK takes a failed attempt for.
  ///
  /// Assumption A-SIM-33: 429 is throttling; what a status hides in its body is not known.
  init(_ outcome: AttemptRow.Outcome, _ status: Int) {
    self = outcome == .timeout ? .timeout : status == 429 ? .throttling : .transient
  }
}
