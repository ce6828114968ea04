/// Bounds that keep a replication's memory finite.
public struct SimulationLimits: Sendable {
  /// Most requests, most attempts and copies, and most recorded attempts of open requests: up to about 300 bytes each.
  public var inFlight: Int
  /// Most attempts and retries that the windows of all retry budgets remember: 8 bytes each.
  public var budgetMemory: Int

  /// Creates bounds.
  public init(inFlight: Int = 5_000_000, budgetMemory: Int = 60_000_000) {
    self.inFlight = inFlight
    self.budgetMemory = budgetMemory
  }
}
