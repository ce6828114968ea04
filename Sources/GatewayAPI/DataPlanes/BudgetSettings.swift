/// What limits the retries to a service, in the terms of a data plane.
public enum BudgetSettings: Sendable, Hashable {
  /// Nothing.
  case unlimited
  /// The specification's window.
  case window(RetryBudget)
  /// A bound on concurrent retries.
  case concurrency(maximum: Int)
  /// A share of the attempts that are active or wait for a connection, at least `minimum`; with an interval, of those that started within it.
  case envoy(percent: Double, minimum: Int, interval: Int64?)
  /// A token bucket: what lives for `ttl` nanoseconds, `ratio` retries for what pays in, and `minimumPerSecond` beside.
  case tokens(TokenBudget)
  /// gRPC's throttle; both in thousandths.
  case throttle(maximum: Int, ratio: Int)
  /// The AWS SDKs' bucket.
  case bucket(SDKRules)

  /// A token bucket of Linkerd's or Finagle's.
  public struct TokenBudget: Sendable, Hashable {
    /// How long what was paid in counts, in nanoseconds.
    public var ttl: Int64
    /// Retries a second that nothing has to pay for.
    public var minimumPerSecond: Int
    /// Retries for each request that pays in.
    public var ratio: Double

    /// Creates the bucket that both have where nothing is said.
    public init(ttl: Int64 = 10_000_000_000, minimumPerSecond: Int = 10, ratio: Double = 0.2) {
      self.ttl = ttl
      self.minimumPerSecond = minimumPerSecond
      self.ratio = ratio
    }
  }

  /// Whose prices a bucket of the AWS SDKs has.
  public enum SDKRules: String, CaseIterable, Sendable {
    /// Those until 2026.
    case before2026 = "before-2026"
    /// Those of 2026.
    case of2026 = "2026"
  }
}
