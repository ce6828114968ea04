/// Whether goodput comes back after a trigger, at one load and one size of the trigger.
public struct StabilityRecord: Sendable, Equatable {
  /// What becomes of the system once the trigger is gone.
  public enum Verdict: String, Sendable {
    /// It comes back, and no larger trigger that was tried keeps it down at this load.
    case stable
    /// It comes back, but a larger trigger keeps it down at this load.
    case vulnerable
    /// It stays down in at least one replication.
    case metastable
    /// It is down without the trigger.
    case overloaded
  }

  /// The variant, by its place among the variants of the database.
  public var variant: Int
  /// The load, as it would be written into the scenario.
  public var load: String
  /// The trigger's size, as it would be written into the scenario.
  public var trigger: String
  /// What becomes of it.
  public var verdict: Verdict
  /// Replications in which goodput came back.
  public var recovered: Int
  /// Replications.
  public var n: Int
  /// Lower end of the exact interval of the probability to come back.
  public var low: Double
  /// Upper end of it.
  public var high: Double
  /// Mean seconds until goodput was back, of those that came back; nil where none did.
  public var recovery: Double?
  /// The loops that keep it down: without any one of them it comes back; empty where it comes back anyway.
  public var sustainedBy: [String]

  /// Creates a record.
  public init(
    variant: Int, load: String, trigger: String, verdict: Verdict, recovered: Int, n: Int, low: Double,
    high: Double, recovery: Double?, sustainedBy: [String] = []
  ) {
    self.variant = variant
    self.load = load
    self.trigger = trigger
    self.verdict = verdict
    self.recovered = recovered
    self.n = n
    self.low = low
    self.high = high
    self.recovery = recovery
    self.sustainedBy = sustainedBy
  }
}
