/// A value per second of the replication, from time zero.
public struct TimelineSeries: Sendable, Equatable {
  /// `traffic/NAME`, `service/NS/NAME`, `gateway/NS/NAME`, or that of a mirror (``MirrorRecord/entities(of:)``).
  public var entity: String
  /// What is measured, such as `offered`, `goodput`, `retries_denied`, `queue_length_mean`.
  public var metric: String
  /// The value of each second; NaN where there is none.
  public var values: [Double]

  /// Creates a series.
  public init(entity: String, metric: String, values: [Double]) {
    self.entity = entity
    self.metric = metric
    self.values = values
  }
}
