import Records

/// What limits the retries of one service at one Envoy: a constant, or a share of what is in flight (reference retry-budgets
/// 1.2, 1.3).
///
/// A retry is granted while outstanding < limit, where
/// limit = max(trunc(percent / 100 × counted), minimum), and counted is what is active and pending at the decision or, with an
/// interval, what was started within it. The share is a double truncated toward zero before the maximum is taken. A grant takes a slot until
/// `release`. O(1), with an interval amortised.
///
/// Assumption A-SIM-3: a retry holds its slot from the grant through its backoff to the end of the retried attempt, as a measured Envoy's
/// does (section 10).
package struct EnvoyRetryLimit: ~Copyable {
  /// A circuit breaker's `max_retries` or `retry_budget`.
  package enum Policy: Sendable, Hashable {
    /// So many concurrent retries; 3 where nothing is configured.
    case maxRetries(Int)
    /// A percentage of the requests in flight, 20 by default, but never below the minimum, 3 by default.
    case budget(percent: Double, minimum: Int)
    /// The same of the requests started in an interval of nanoseconds, of which Envoy knows whole milliseconds: still a limit of
    /// **concurrent** retries.
    case intervalBudget(percent: Double, minimum: Int, interval: Int64)
  }

  package let policy: Policy
  /// Retries that hold a slot now.
  package private(set) var outstanding = 0
  private var starts: SlotWindow

  package init(_ policy: Policy) {
    self.policy = policy
    var tick: Int64 = 1
    // Envoy divides whole milliseconds; an interval under 10 ms would leave it without a tick.
    if case .intervalBudget(_, _, let interval) = policy { tick = max(interval / 1_000_000 / 10, 1) }
    starts = SlotWindow(slots: 10, of: tick * 1_000_000)
  }

  /// Counts a request, first attempt or retry, that is sent at `now`. Only a budget with an interval wants to know.
  package mutating func noteStart(at now: Int64) {
    if case .intervalBudget = policy { starts.add(1, at: now) }
  }

  /// Grants a retry at `now` and takes its slot, or answers with the numbers that deny it.
  /// - Parameter active: attempts in flight to the service and requests that wait for a connection.
  package mutating func decide(active: Int, at now: Int64) -> AttemptRow.Denial? {
    let counted = counted(active: active, at: now)
    let (share, minimum) = terms(of: counted)
    if outstanding < max(share, minimum) {
      outstanding += 1
      return nil
    }
    return numbers(counted: counted)
  }

  /// What a decision at `now` would rest on.
  mutating func numbers(active: Int, at now: Int64) -> AttemptRow.Denial {
    numbers(counted: counted(active: active, at: now))
  }

  private func numbers(counted: Int) -> AttemptRow.Denial {
    let (share, minimum) = terms(of: counted)
    let retries = Int32(clamping: outstanding)
    if case .maxRetries = policy {
      return AttemptRow.Denial(
        retries: retries, requests: 0, limit: Int32(clamping: share), minimumRetries: 0, minimumLimit: 0,
        term: .concurrency)
    }
    return AttemptRow.Denial(
      retries: retries, requests: Int32(clamping: counted), limit: Int32(clamping: share),
      minimumRetries: retries, minimumLimit: Int32(clamping: minimum),
      term: share >= minimum ? .percent : .minimumConcurrency)
  }

  /// Gives the slot of an ended retry back.
  package mutating func release() {
    outstanding -= 1
  }

  /// How many concurrent retries are allowed at `now`, with so many requests active and pending.
  package mutating func limit(active: Int, at now: Int64) -> Int {
    let (share, minimum) = terms(of: counted(active: active, at: now))
    return max(share, minimum)
  }

  private mutating func counted(active: Int, at now: Int64) -> Int {
    if case .intervalBudget = policy { Int(starts.sum(at: now)) } else { active }
  }

  /// The share of what is counted, or the constant, and the minimum.
  private func terms(of counted: Int) -> (share: Int, minimum: Int) {
    switch policy {
    case .maxRetries(let maximum): return (maximum, 0)
    case .budget(let percent, let minimum), .intervalBudget(let percent, let minimum, _):
      let share = percent / 100 * Double(counted)
      return (share < 0x1p62 ? Int(share) : .max, minimum)
    }
  }
}
