/// An assertion on a metric.
public struct Check: Sendable, Hashable {
  /// What is demanded of the metric's value.
  public enum Condition: Sendable, Hashable {
    /// Less than the limit.
    case below(Double)
    /// At most the limit.
    case atMost(Double)
    /// More than the limit.
    case above(Double)
    /// At least the limit.
    case atLeast(Double)
    /// Exactly the limit.
    case equal(Double)
    /// Between two limits, both included.
    case within(Double, Double)
    /// At most this share worse than a baseline.
    case noWorseThan(Double)
  }

  /// The check as the user wrote it.
  public var text: String
  /// A name of ``MetricCatalogue``.
  public var metric: String
  /// The labels that select the value.
  public var labels: Labels
  /// What is demanded, in the metric's unit.
  public var condition: Condition

  /// Creates a check.
  public init(text: String, metric: String, labels: Labels, condition: Condition) {
    self.text = text
    self.metric = metric
    self.labels = labels
    self.condition = condition
  }
}

/// What a check came to.
public enum Verdict: String, Sendable {
  /// The whole interval meets the condition.
  case pass
  /// The whole interval misses it, or nothing was measured.
  case fail
  /// The interval straddles the limit.
  case inconclusive
}

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
  /// Why, where the numbers alone do not say it; empty otherwise.
  public var reason: String

  /// Creates a result.
  public init(
    check: String, verdict: Verdict, estimate: Double?, low: Double?, high: Double?, limit: Double?,
    reason: String = ""
  ) {
    self.check = check
    self.verdict = verdict
    self.estimate = estimate
    self.low = low
    self.high = high
    self.limit = limit
    self.reason = reason
  }
}

extension Verdict {
  /// The verdict over several checks: one that fails decides, then one that is inconclusive.
  public init(of checks: [CheckResult]) {
    if checks.contains(where: { $0.verdict == .fail }) {
      self = .fail
    } else {
      self = checks.contains { $0.verdict == .inconclusive } ? .inconclusive : .pass
    }
  }
}
