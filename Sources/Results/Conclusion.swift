/// What is known when the replications are over.
struct Conclusion: Sendable {
  /// The metrics over all replications.
  var summaries: [Summary]
  /// For each replication, the interval of each of its mirrors, in the order of
  /// ``ReplicationRecord/mirrors``.
  var mirrorIntervals: [Int: [MirrorInterval]]
  /// The verdicts of the checks.
  var checks: [CheckResult]
}
