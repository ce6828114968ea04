/// The exact interval of one mirror's ratio in one replication.
public struct MirrorInterval: Sendable, Equatable {
  /// Lower end at 99.9 %.
  public var low: Double
  /// Upper end at 99.9 %.
  public var high: Double
  /// Whether the expected ratio lies inside; inconclusive where nothing was eligible.
  public var verdict: Verdict

  /// Creates an interval.
  public init(low: Double, high: Double, verdict: Verdict) {
    self.low = low
    self.high = high
    self.verdict = verdict
  }
}
