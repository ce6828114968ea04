/// What one retry budget counted at a moment, against what it allows, as `Records.BudgetUnit` tells of each kind.
package struct BudgetReading: Equatable {
  package var used: Double
  package var limit: Double
  /// What of the limit does not rest on the traffic, 0 where there is no such term.
  package var minimum: Double

  package init(used: Double = 0, limit: Double = 0, minimum: Double = 0) {
    self.used = used
    self.limit = limit
    self.minimum = minimum
  }

  static func += (sum: inout BudgetReading, other: BudgetReading) {
    sum.used += other.used
    sum.limit += other.limit
    sum.minimum += other.minimum
  }
}

extension WindowBudget {
  /// The retries in the window at `now`, and how many may be in it.
  ///
  /// Forgets what is too old, which no later decision would count: a window's beginning never falls.
  package mutating func reading(at now: Int64) -> BudgetReading {
    let numbers = terms(at: now)
    let minimum: Double
    let limit: Double
    switch policy.readings.minimum {
    case .alternative:
      // The rate counts in an interval of its own: what it grants now is what is left of it, on top of what was granted before.
      minimum = Double(numbers.retries + max(0, policy.minimumCount - numbers.recentRetries))
      limit = max(minimum, rounded(numbers.share))
    case .maximum:
      minimum = rounded(policy.minimumPerInterval)
      limit = max(minimum, rounded(numbers.share))
    case .added:
      minimum = rounded(policy.minimumPerInterval)
      limit = rounded(numbers.share + policy.minimumPerInterval)
    }
    return BudgetReading(used: Double(numbers.retries), limit: limit, minimum: minimum)
  }

  /// How many retries may be in the window where so many are allowed: R + 1 ≤ x is R < ⌊x⌋, and R < x is R < ⌈x⌉.
  private func rounded(_ allowed: Double) -> Double {
    allowed.rounded(policy.readings.rounding == .down ? .down : .up)
  }
}

extension EnvoyRetryLimit {
  /// The retries that hold a slot at `now`, and how many may.
  package mutating func reading(active: Int, at now: Int64) -> BudgetReading {
    BudgetReading(
      used: Double(outstanding), limit: Double(limit(active: active, at: now)), minimum: Double(minimum))
  }

  private var minimum: Int {
    switch policy {
    case .maxRetries: 0
    case .budget(_, let minimum), .intervalBudget(_, let minimum, _): minimum
    }
  }
}

extension TokenBudget {
  /// The retries whose tokens have not come back at `now`, and how many the reserve and the deposits pay for.
  ///
  /// It only looks: both kinds of window expire slots when they are used, so that a use more would change what is granted later.
  package func reading(at now: Int64) -> BudgetReading {
    let tokens = counted(at: now)
    let (sum, overflow) = reserve.addingReportingOverflow(tokens.deposited)
    return BudgetReading(
      used: Double(tokens.withdrawn / cost), limit: Double((overflow ? .max : sum) / cost),
      minimum: Double(reserve / cost))
  }
}

extension GRPCThrottle {
  /// The tokens that are missing, and how many may be while retries are made.
  package var reading: BudgetReading {
    BudgetReading(
      used: Double(policy.maximum - tokens) / 1000, limit: Double(policy.maximum - policy.maximum / 2) / 1000)
  }
}

extension SDKBucket {
  /// The tokens that are missing, and all of them.
  package var reading: BudgetReading {
    BudgetReading(used: Double(capacity - tokens), limit: Double(capacity))
  }
}
