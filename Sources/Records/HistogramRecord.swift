/// A histogram of nanoseconds.
public struct HistogramRecord: Sendable, Equatable {
  /// A non-empty bucket.
  public struct Bucket: Sendable, Equatable {
    /// Least value of the bucket in nanoseconds.
    public var lower: Int64
    /// Largest value of the bucket in nanoseconds.
    public var upper: Int64
    /// How many values it holds.
    public var count: UInt64

    /// Creates a bucket.
    public init(lower: Int64, upper: Int64, count: UInt64) {
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  /// What was measured: `response_time`, `ok_response_time`, `waiting_time`, `sojourn_time`.
  public var name: String
  /// Its labels.
  public var labels: Labels
  /// The non-empty buckets, ascending.
  public var buckets: [Bucket]
  /// The smallest and the largest value, where they are known: databases keep the buckets alone.
  public var range: ClosedRange<Int64>?

  /// Creates a histogram's record.
  public init(name: String, labels: Labels, buckets: [Bucket], range: ClosedRange<Int64>? = nil) {
    self.name = name
    self.labels = labels
    self.buckets = buckets
    self.range = range
  }
}
