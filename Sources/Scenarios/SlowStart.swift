extension DataPlane {
  /// How an endpoint that has just become ready gets its share of the requests (reference retry-budgets 6).
  public struct SlowStart: Sendable, Equatable {
    /// Nanoseconds after which it has its whole share, above 0.
    public var window: Int64
    /// How fast its share grows at first, above 0: with 1 in a straight line, with more faster.
    public var aggression = 1.0
    /// The weight that it has at least, above 0 to 1.
    public var minimumWeight = 0.1

    /// Creates Envoy's defaults for a window.
    public init(window: Int64) { self.window = window }
  }
}
