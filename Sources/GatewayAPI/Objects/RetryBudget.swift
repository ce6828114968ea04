import Documents

/// The retry budget that an XBackendTrafficPolicy sets for a Service, with the definition's defaults filled in.
public struct RetryBudget: Sendable, Hashable {
  /// The policy that sets it.
  public var policy: NamespacedName
  /// The largest share of the traffic that may be retries, 0 to 100.
  public var percent: Int
  /// The window in which the share is measured, in nanoseconds.
  public var interval: Int64
  /// Retries that are allowed per `minimumInterval` whatever the share.
  public var minimumCount: Int
  /// The window of the minimum rate, in nanoseconds.
  public var minimumInterval: Int64
  /// Where the policy sets it.
  public var location: SourceLocation

  /// Creates a budget.
  public init(
    policy: NamespacedName, percent: Int = 20, interval: Int64 = 10_000_000_000, minimumCount: Int = 10,
    minimumInterval: Int64 = 1_000_000_000, location: SourceLocation
  ) {
    self.policy = policy
    self.percent = percent
    self.interval = interval
    self.minimumCount = minimumCount
    self.minimumInterval = minimumInterval
    self.location = location
  }
}
