/// A metric with the labels that select one of its values, such as `amplification{service=shop/checkout}`.
public struct MetricKey: Sendable, Hashable, CustomStringConvertible {
  /// A name of ``MetricCatalogue``.
  public var name: String
  /// The labels.
  public var labels: Labels

  /// Creates a key.
  public init(_ name: String, _ labels: Labels = .none) {
    self.name = name
    self.labels = labels
  }

  /// As it is written in a check.
  public var description: String { name + labels.description }
}
