/// A metric over all replications: the mean and its confidence interval.
public struct Summary: Sendable, Equatable {
  /// A name of ``MetricCatalogue``.
  public var name: String
  /// Its labels.
  public var labels: Labels
  /// The mean over the replications that have a value, nil if none has.
  public var mean: Double?
  /// Lower end of the interval, nil where `n` is below 2.
  public var low: Double?
  /// Upper end of the interval, nil where `n` is below 2.
  public var high: Double?
  /// The confidence of the interval, such as 0.95.
  public var confidence: Double
  /// How many replications have a value.
  public var n: Int
  /// For `recovery_time`: the number of replications in which it never came, nil for every other metric.
  public var never: Int?

  /// Creates a summary.
  public init(
    name: String, labels: Labels, mean: Double?, low: Double?, high: Double?, confidence: Double, n: Int,
    never: Int? = nil
  ) {
    self.name = name
    self.labels = labels
    self.mean = mean
    self.low = low
    self.high = high
    self.confidence = confidence
    self.n = n
    self.never = never
  }
}
