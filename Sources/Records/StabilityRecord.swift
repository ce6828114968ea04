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

  /// A rerun of a cell that stays down, without loops that may keep it down.
  public struct Cut: Sendable, Equatable {
    /// The variant of the rerun, by its place among the variants of the database.
    public var variant: Int
    /// The loops that are cut.
    public var loops: [String]
    /// Replications in which goodput came back.
    public var recovered: Int
    /// Replications.
    public var n: Int

    /// Creates a cut.
    public init(variant: Int, loops: [String], recovered: Int, n: Int) {
      self.variant = variant
      self.loops = loops
      self.recovered = recovered
      self.n = n
    }

    /// Whether it came back in every replication.
    public var bringsBack: Bool { recovered == n }
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
  /// What it was rerun without; empty where it comes back anyway.
  public var cuts: [Cut]

  /// Creates a record.
  public init(
    variant: Int, load: String, trigger: String, verdict: Verdict, recovered: Int, n: Int, low: Double,
    high: Double, recovery: Double?, cuts: [Cut] = []
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
    self.cuts = cuts
  }

  /// The loops without any one of which it comes back in every replication.
  public var sustainedBy: [String] {
    cuts.filter { $0.loops.count == 1 && $0.bringsBack }.flatMap(\.loops)
  }
}
