import Records

/// What an explanation wants to know of a decision; ordinary runs ask for none of it.
extension Replication {
  /// Notes what was decided after the attempt of a request.
  @inline(__always) mutating func noteDecision(
    _ kind: RetryDecision.Kind, _ job: Int32, wait: Int64 = -1, numbers: AttemptRow.Denial? = nil
  ) {
    guard recorder.notesDecisions else { return }
    recorder.decide(kind, wait: wait, numbers: numbers, record: jobs[job].record)
  }

  /// What the budget of the request's service counts before it decides about a retry, nil where nothing limits retries.
  ///
  /// Asking changes no decision: a window only forgets now what it would forget in a moment.
  @inline(never) mutating func budgetNumbers(
    _ job: Int32, _ outcome: AttemptRow.Outcome, _ status: Int
  ) -> AttemptRow.Denial? {
    let service = service(of: job)
    let replica = jobs[job].replica
    switch services[service].budget {
    case .unlimited: return nil
    case .window: return budgets.windowNumbers(service: service, replica: replica, at: now)
    case .concurrency:
      let active = activeAtDecision(service: service, replica: replica, outcome)
      return budgets.concurrentNumbers(active: active, service: service, replica: replica, at: now)
    case .tower, .finagle: return budgets.tokenNumbers(service: service, replica: replica, at: now)
    case .throttle: return budgets.throttleNumbers(service: service, replica: replica)
    case .bucket:
      return budgets.bucketNumbers(.init(outcome, status), service: service, replica: replica)
    }
  }
}
