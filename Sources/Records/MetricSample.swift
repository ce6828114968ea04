/// One metric's value in one replication.
public struct MetricSample: Sendable, Equatable {
  /// A name of ``MetricCatalogue``.
  public var name: String
  /// Its labels.
  public var labels: Labels
  /// The value in the metric's unit, nil where nothing, or too little, was measured.
  public var value: Double?

  /// Creates a sample.
  public init(_ name: String, _ labels: Labels = .none, _ value: Double?) {
    self.name = name
    self.labels = labels
    self.value = value
  }
}
