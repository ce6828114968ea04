/// Finagle's `RetryBudget` (reference retry-budgets 2.4).
///
/// Every request deposits when it arrives, whatever becomes of it. The minimum is added to the ratio, and all of it may be spent at once.
package struct FinaglePolicy: Sendable, Hashable {
  /// How long tokens live, in nanoseconds, 1 to 60 s; whole milliseconds count.
  package var timeToLive: Int64
  /// Retries in a second that need no deposit, below 2^31.
  package var minimumPerSecond: Int
  /// Retries for each request, 0 to 1000 (Finagle calls it a percentage).
  package var ratio: Double

  /// Creates a policy; the defaults are Finagle's.
  package init(timeToLive: Int64 = 10_000_000_000, minimumPerSecond: Int = 10, ratio: Double = 0.2) {
    self.timeToLive = timeToLive
    self.minimumPerSecond = minimumPerSecond
    self.ratio = ratio
  }

  /// The tokens of a deposit and of a retry: thousands, whatever the ratio.
  var prices: (deposit: Int64, cost: Int64) {
    // The JVM's conversion stops at 2^31 - 1 as well.
    ratio == 0 ? (0, 1) : (1000, Int64(min(1000 / ratio, 2_147_483_647)))
  }
}

extension TokenBudget {
  /// A full budget; with neither a minimum nor a ratio it refuses every retry.
  package init(_ policy: FinaglePolicy) {
    let prices = policy.prices
    self.init(
      deposit: prices.deposit, cost: prices.cost,
      reservedRetries: Int64(policy.minimumPerSecond) * (policy.timeToLive / 1_000_000_000),
      resolution: 1_000_000
    ) { SlotWindow(slots: 10, of: policy.timeToLive / 1_000_000 / 10, .late) }
  }
}
