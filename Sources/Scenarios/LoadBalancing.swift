extension DataPlane {
  /// How a gateway replica picks an endpoint (reference retry-budgets 6).
  public enum LoadBalancing: Sendable, Equatable {
    /// One after the other.
    case roundRobin
    /// Each with the same probability.
    case random
    /// The one with the fewest active requests of so many random draws, at least 1; nil compares all.
    case leastRequest(choices: Int?)
    /// The next one clockwise on a ring.
    case ringHash(RingHash)

    /// Two choices, as an Envoy makes without further configuration.
    public static let leastRequest = leastRequest(choices: 2)
  }

  /// Where on a ring a request is looked for.
  public struct RingHash: Sendable, Equatable {
    /// The request header whose value is hashed; nil, and requests without it, are somewhere at random.
    public var header: String?
    /// How many entries a ring has at least.
    public var minimumRingSize = 1024

    /// Creates Envoy's defaults.
    public init(header: String? = nil) { self.header = header }
  }
}
