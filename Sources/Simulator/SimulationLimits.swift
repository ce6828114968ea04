/// Bounds that keep a replication's memory finite.
public struct SimulationLimits: Sendable {
  /// Most requests, and most attempts and copies, in flight at the end of any simulated second.
  public var inFlight: Int

  /// Creates bounds.
  public init(inFlight: Int = 20_000_000) {
    self.inFlight = inFlight
  }
}
