/// How much a metric of a variant differs from the base's.
public struct Difference: Sendable, Equatable {
  /// What the difference comes to.
  public enum Verdict: String, Sendable {
    /// Significant, in the direction in which the metric improves.
    case better
    /// Significant, in the other direction.
    case worse
    /// None, or too small to matter.
    case same
    /// Neither shown nor ruled out; or significant in a metric of which neither direction is better.
    case inconclusive
  }

  /// The variant, by its place among the variants of the database; the base is 0.
  public var variant: Int
  /// A name of ``MetricCatalogue``.
  public var metric: String
  /// Its labels.
  public var labels: Labels
  /// The base's estimate, nil where nothing, or too little, was measured.
  public var base: Double?
  /// The variant's estimate, nil where nothing, or too little, was measured.
  public var value: Double?
  /// The mean of the differences, in the metric's unit; nil where one of the two has no value.
  public var difference: Double?
  /// The difference over the base's estimate, nil where that is 0 or unknown.
  public var relative: Double?
  /// Lower end of the difference's interval, nil below two pairs.
  public var low: Double?
  /// Upper end of the difference's interval, nil below two pairs.
  public var high: Double?
  /// The confidence of that interval, corrected for how many metrics are compared at once.
  public var confidence: Double
  /// How many pairs of replications stand behind it.
  public var n: Int
  /// By which factor the common random numbers narrowed the interval against independent ones, nil where that is unknown.
  public var narrowing: Double?
  /// Whether the interval excludes 0.
  public var isSignificant: Bool
  /// What it comes to.
  public var verdict: Verdict
  /// Whether the metric is one of the few that matter most, which share most of the error that is allowed.
  public var isHeadline: Bool

  /// Creates a difference.
  public init(
    variant: Int, metric: String, labels: Labels, base: Double?, value: Double?, difference: Double?,
    relative: Double?, low: Double?, high: Double?, confidence: Double, n: Int, narrowing: Double? = nil,
    isSignificant: Bool, verdict: Verdict, isHeadline: Bool
  ) {
    self.variant = variant
    self.metric = metric
    self.labels = labels
    self.base = base
    self.value = value
    self.difference = difference
    self.relative = relative
    self.low = low
    self.high = high
    self.confidence = confidence
    self.n = n
    self.narrowing = narrowing
    self.isSignificant = isSignificant
    self.verdict = verdict
    self.isHeadline = isHeadline
  }
}
