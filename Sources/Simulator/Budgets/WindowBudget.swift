import Records

/// The retry budget of the `gateway-api` data plane for one service at one gateway replica.
///
/// With N first attempts and retries and R retries in the last `interval`, a retry is allowed while
/// R + 1 ≤ floor(percent × N / 100), or while fewer than `count` retries were granted in the last `minimumInterval`
/// (GEP-3388; design section 3). Both windows are exact: what is as old as the window no longer counts. Amortised O(1); holds 8
/// bytes per attempt of the window.
///
/// Assumption A-SIM-1: the share's denominator counts first attempts and retries, the minimum rate is an alternative to the
/// share and not added to it, shares are rounded down, and every gateway replica has windows of its own.
/// Assumption A-SIM-2: a retry counts from the moment it is granted, before its backoff; mirrored requests never count.
package struct WindowBudget: ~Copyable {
  /// What the XBackendTrafficPolicy says.
  package struct Policy: Sendable {
    package var percent: Int
    /// Nanoseconds.
    package var interval: Int64
    package var minimumCount: Int
    /// Nanoseconds.
    package var minimumInterval: Int64

    package init(percent: Int, interval: Int64, minimumCount: Int, minimumInterval: Int64) {
      self.percent = percent
      self.interval = interval
      self.minimumCount = minimumCount
      self.minimumInterval = minimumInterval
    }
  }

  package let policy: Policy
  private var attempts = TimeQueue()
  private var retries = TimeQueue()
  private var recentRetries = TimeQueue()

  package init(_ policy: Policy) {
    self.policy = policy
  }

  /// How many times it remembers, of which some may be too old to count.
  var memory: Int { attempts.count + retries.count + recentRetries.count }

  /// Counts a first attempt sent at `now`.
  package mutating func noteFirstAttempt(at now: Int64) {
    attempts.push(now, forgetting: now - policy.interval)
  }

  /// Grants a retry at `now` and counts it, or answers with the numbers that deny it.
  package mutating func decide(at now: Int64) -> AttemptRow.Denial? {
    attempts.evict(through: now - policy.interval)
    retries.evict(through: now - policy.interval)
    recentRetries.evict(through: now - policy.minimumInterval)
    let limit = policy.percent * attempts.count / 100
    if retries.count + 1 <= limit || recentRetries.count < policy.minimumCount {
      attempts.push(now, forgetting: now - policy.interval)
      retries.push(now, forgetting: now - policy.interval)
      recentRetries.push(now, forgetting: now - policy.minimumInterval)
      return nil
    }
    return AttemptRow.Denial(
      retries: Int32(clamping: retries.count), requests: Int32(clamping: attempts.count),
      limit: Int32(clamping: limit), minimumRetries: Int32(clamping: recentRetries.count),
      minimumLimit: Int32(clamping: policy.minimumCount), term: largerTerm(limit: limit))
  }

  /// Which term allows more over one interval; the share wins a tie.
  private func largerTerm(limit: Int) -> AttemptRow.Denial.Term {
    let minimumPerInterval =
      Double(policy.minimumCount) * Double(policy.interval) / Double(policy.minimumInterval)
    return Double(limit) >= minimumPerInterval ? .percent : .minimumRate
  }
}
