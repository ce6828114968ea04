/// An injected failure.
public struct Fault: Sendable {
  /// What it hits.
  public enum Target: Sendable, Equatable {
    /// A Service: the first `endpoints` of its endpoints, nil for all.
    case service(NamespacedName, endpoints: Int?)
    /// Every attempt of a route, by the name that metrics give it, whatever its backend.
    case route(String)
    /// A traffic source.
    case traffic(String)
  }

  /// What becomes of the work at an endpoint that crashes.
  public enum InFlight: String, CaseIterable, Sendable {
    /// It is lost: its connections are reset.
    case lost
    /// It is finished.
    case drained
  }

  /// What it does.
  public enum Effect: Sendable {
    /// Attempts fail.
    case errors(ServiceModel.Failures)
    /// Connections break when the attempt arrives.
    case reset
    /// Nothing comes back.
    case blackhole
    /// Each attempt travels this much longer to its endpoint.
    case latency(TimeDistribution)
    /// Work that begins takes this many times as long.
    case slowdown(Double)
    /// Nothing is served, all is kept.
    case pause
    /// The endpoints are gone.
    case crash(InFlight)
    /// This share of the slots is left, rounded down.
    case capacity(Double)
    /// This many times the arrivals.
    case surge(Double)
  }

  /// Its name, unique in the scenario.
  public var name: String
  /// What it hits.
  public var target: Target
  /// When it begins, from time zero.
  public var start: Int64
  /// How long it lasts.
  public var duration: Int64
  /// What it does.
  public var effect: Effect

  /// Creates a fault.
  public init(name: String, target: Target, start: Int64, duration: Int64, effect: Effect) {
    self.name = name
    self.target = target
    self.start = start
    self.duration = duration
    self.effect = effect
  }
}
