/// What is known of a variant when its replications are over.
public struct Conclusion: Sendable {
  /// The metrics over all replications, in the order of reports.
  public var summaries: [Summary]
  /// For each replication, the interval of each of its mirrors, in the order of
  /// ``ReplicationRecord/mirrors``.
  public var mirrorIntervals: [Int: [MirrorInterval]]
  /// The verdicts, in the order of the checks.
  public var checks: [CheckResult]

  /// Creates a conclusion.
  public init(
    summaries: [Summary] = [], mirrorIntervals: [Int: [MirrorInterval]] = [:], checks: [CheckResult] = []
  ) {
    self.summaries = summaries
    self.mirrorIntervals = mirrorIntervals
    self.checks = checks
  }
}
