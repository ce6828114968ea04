/// A weighted mix of request shapes.
public struct RequestMix: Sendable, Equatable {
  /// One shape and its weight.
  public struct Entry: Sendable, Equatable {
    /// Its weight, at least 0.
    public var weight: Double
    /// The shape.
    public var shape: RequestShape

    /// Creates an entry.
    public init(weight: Double = 1, shape: RequestShape) {
      self.weight = weight
      self.shape = shape
    }
  }

  /// The entries in the order of the scenario.
  public var entries: [Entry]

  /// Creates a mix.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }
}
