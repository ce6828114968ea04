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
