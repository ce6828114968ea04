/// A check with its verdict and the numbers behind it.
public struct CheckResult: Sendable, Equatable {
  /// The check as the user wrote it.
  public var check: String
  /// What it came to.
  public var verdict: Verdict
  /// The estimate, nil where nothing was measured.
  public var estimate: Double?
  /// Lower end of the interval, nil with one replication.
  public var low: Double?
  /// Upper end of the interval, nil with one replication.
  public var high: Double?
  /// The limit; of two the one that is nearer to the estimate.
  public var limit: Double?
  /// How many replications stand behind the numbers.
  public var n: Int
  /// Whether the numbers are by how much it is worse than a baseline, as shares, and not values of the metric.
  public var isRelative: Bool
  /// Why, where the numbers alone do not say it; empty otherwise.
  public var reason: String

  /// Creates a result.
  public init(
    check: String, verdict: Verdict, estimate: Double?, low: Double?, high: Double?, limit: Double?,
    n: Int = 0, isRelative: Bool = false, reason: String = ""
  ) {
    self.check = check
    self.verdict = verdict
    self.estimate = estimate
    self.low = low
    self.high = high
    self.limit = limit
    self.n = n
    self.isRelative = isRelative
    self.reason = reason
  }
}
