/// How the gateway behaves where the API leaves it open.
public struct DataPlane: Sendable {
  /// Which behaviour.
  public enum Kind: String, CaseIterable, Sendable {
    /// The specification's text, each ambiguity a documented choice.
    case gatewayAPI = "gateway-api"
    /// A bound on concurrent retries.
    case `static`
    /// No budget: only the route's attempts limit retries.
    case none
  }

  /// How a gateway replica picks an endpoint.
  public enum LoadBalancing: String, CaseIterable, Sendable {
    /// One after the other.
    case roundRobin = "round-robin"
    /// Each with the same probability.
    case random
    /// The one with fewer active requests of two random draws.
    case leastRequest = "least-request"
  }

  /// Which behaviour.
  public var kind = Kind.gatewayAPI
  /// How many gateway replicas share the traffic, at least 1.
  public var replicas = 1
  /// How an endpoint is picked.
  public var loadBalancing = LoadBalancing.roundRobin
  /// Time that the gateway adds to each client request before its first attempt; nil adds none.
  public var overhead: TimeDistribution?

  /// Creates the default: one replica that does what the specification says.
  public init() {}
}
