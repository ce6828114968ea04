import Records
import Scenarios

/// The retry budget of the `gateway-api` data plane for one service at one gateway replica.
///
/// With N first attempts and retries and R retries in the last `interval`, a retry is allowed while
/// R + 1 ≤ floor(percent × N / 100), or while fewer than `count` retries were granted in the last `minimumInterval`
/// (GEP-3388; design section 3); `BudgetReadings` are the other ways to read that. The windows are exact: what is as old as the window no
/// longer counts. Amortised O(1); holds 8 bytes per attempt of the window.
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
    package var readings: BudgetReadings

    package init(
      percent: Int, interval: Int64, minimumCount: Int, minimumInterval: Int64,
      readings: BudgetReadings = BudgetReadings()
    ) {
      self.percent = percent
      self.interval = interval
      self.minimumCount = minimumCount
      self.minimumInterval = minimumInterval
      self.readings = readings
    }

    /// What the minimum rate comes to in one interval.
    var minimumPerInterval: Double {
      Double(minimumCount) * Double(interval) / Double(minimumInterval)
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
    let limit = limit(at: now)
    if isAllowed(limit: limit) {
      if policy.readings.counted == .attempts {
        attempts.push(now, forgetting: now - policy.interval)
      }
      retries.push(now, forgetting: now - policy.interval)
      recentRetries.push(now, forgetting: now - policy.minimumInterval)
      return nil
    }
    return denial(limit: limit)
  }

  /// What a decision at `now` would rest on.
  mutating func numbers(at now: Int64) -> AttemptRow.Denial {
    let limit = limit(at: now)
    return denial(limit: limit)
  }

  /// How many retries the share allows at `now`, rounded down; forgets what is too old.
  @inline(__always) private mutating func limit(at now: Int64) -> Int {
    let window = policy.readings.window
    let forgotten = window.forgotten(at: now, length: policy.interval)
    attempts.evict(through: forgotten)
    retries.evict(through: forgotten)
    recentRetries.evict(through: window.forgotten(at: now, length: policy.minimumInterval))
    return policy.percent * attempts.count / 100
  }

  /// What the terms of the rule count at `now`, the share as the reading rounds it; forgets what is too old.
  mutating func terms(at now: Int64) -> (retries: Int, recentRetries: Int, share: Double) {
    let limit = limit(at: now)
    return (retries.count, recentRetries.count, share(limit: limit))
  }

  /// Whether one more retry keeps the rule, with so many allowed by the share rounded down.
  @inline(__always) private func isAllowed(limit: Int) -> Bool {
    let readings = policy.readings
    if readings.minimum == .alternative {
      if recentRetries.count < policy.minimumCount { return true }
      if readings.rounding == .down { return retries.count + 1 <= limit }
    }
    return isBelowOtherLimit(limit: limit)
  }

  /// The same for all readings but the default ones.
  @inline(never) private func isBelowOtherLimit(limit: Int) -> Bool {
    let isRounded = policy.readings.rounding == .down
    let share = share(limit: limit)
    let allowed =
      switch policy.readings.minimum {
      case .alternative: share
      case .maximum: max(share, policy.minimumPerInterval)
      case .added: share + policy.minimumPerInterval
      }
    return isRounded ? Double(retries.count + 1) <= allowed : Double(retries.count) < allowed
  }

  /// What the share allows as the reading rounds it; `limit` is that rounded down.
  private func share(limit: Int) -> Double {
    policy.readings.rounding == .down ? Double(limit) : Double(policy.percent * attempts.count) / 100
  }

  /// The numbers that deny a retry; the share wins a tie of the terms.
  private func denial(limit: Int) -> AttemptRow.Denial {
    let isAlternative = policy.readings.minimum == .alternative
    let minimumPerInterval = policy.minimumPerInterval
    return AttemptRow.Denial(
      retries: Int32(clamping: retries.count), requests: Int32(clamping: attempts.count),
      limit: Int32(clamping: limit),
      minimumRetries: Int32(clamping: isAlternative ? recentRetries.count : retries.count),
      minimumLimit: Int32(clamping: isAlternative ? policy.minimumCount : Int(minimumPerInterval)),
      term: Double(limit) >= minimumPerInterval ? .percent : .minimumRate)
  }
}
