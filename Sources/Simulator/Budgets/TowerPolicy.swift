/// The retry budget of Linkerd's ServiceProfiles, `TpsBudget` of tower 0.5.3 (reference retry-budgets 2.1).
///
/// Successes and failures that are not retried deposit; a denied retry does not. The minimum is added to the ratio, and all of it may be spent
/// at once.
package struct TowerPolicy: Sendable, Hashable {
  /// Which of two windows forgets the tokens.
  package enum Window: Sendable, Hashable {
    /// As tower is written: every expiry under steady traffic skips a slot, so that tokens live 0.5 to 0.6 of the time to live.
    case written
    /// As its documentation says: ten slots, 0.9 to 1.0 of the time to live.
    case nominal
  }

  /// How long tokens live, in nanoseconds, 1 to 60 s.
  package var timeToLive: Int64
  /// Retries in a second that need no deposit, below 2^31.
  package var minimumPerSecond: Int
  /// Retries for each deposit, 0 to 1000.
  package var ratio: Float
  package var window: Window

  /// Creates a policy; the defaults are those of tower and of Linkerd.
  package init(
    timeToLive: Int64 = 10_000_000_000, minimumPerSecond: Int = 10, ratio: Float = 0.2, window: Window
  ) {
    self.timeToLive = timeToLive
    self.minimumPerSecond = minimumPerSecond
    self.ratio = ratio
    self.window = window
  }

  /// The tokens of a deposit and of a retry.
  ///
  /// Truncation rounds the ratio up: 0.4 acts as 0.5, and everything from 0.51 to 1 as 1 (tower issue 857).
  var prices: (deposit: Int64, cost: Int64) {
    if ratio == 0 { return (0, 1) }
    let deposit: Float = ratio <= 1 ? 1 : 1000
    // Beyond 2^31 deposits a retry nothing changes, as no window sees so many, but sums might overflow.
    return (Int64(deposit), Int64(min(deposit / ratio, 0x1p31)))
  }
}

extension TokenBudget {
  /// A full budget.
  package init(_ policy: TowerPolicy) {
    let prices = policy.prices
    let slot = policy.timeToLive / 10
    // Written, tower commits to ten slots beside the current one.
    self.init(
      deposit: prices.deposit, cost: prices.cost,
      reservedRetries: Int64(policy.minimumPerSecond) * (policy.timeToLive / 1_000_000_000), resolution: 1
    ) {
      policy.window == .written
        ? SlotWindow(slots: 11, of: slot, .skipping) : SlotWindow(slots: 10, of: slot)
    }
  }
}
