/// The definition of a metric: what a number means, in which unit, and which way is better.
public struct Metric: Hashable, Sendable {
  /// The unit of a metric's values.
  public enum Unit: String, Sendable {
    /// A number of things.
    case count
    /// A share between 0 and 1, or a quotient.
    case ratio
    /// Seconds.
    case seconds
    /// Things per second.
    case perSecond = "1/s"
  }

  /// Which direction is an improvement.
  public enum Better: String, Sendable {
    /// More is better.
    case higher
    /// Less is better.
    case lower
    /// Neither.
    case neither
  }

  /// The name, such as `success_ratio` or `response_time_p99`.
  public let name: String
  /// The unit.
  public let unit: Unit
  /// Which way is better.
  public let better: Better
  /// The sets of label keys with which the metric is reported; the empty set is the total.
  public let labelSets: [[String]]
  /// What it means, in one sentence.
  public let meaning: String

  /// Defines a metric.
  public init(_ name: String, _ unit: Unit, _ better: Better, by labelSets: [[String]], _ meaning: String) {
    self.name = name
    self.unit = unit
    self.better = better
    self.labelSets = labelSets
    self.meaning = meaning
  }
}
