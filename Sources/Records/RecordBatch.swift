/// A full buffer of recorded requests and attempts of one replication, given away by the simulator.
public struct RecordBatch: Sendable {
  /// The replication, from 0.
  public var replication: Int
  /// Requests in the order in which they ended.
  public var requests: [RequestRow]
  /// The attempts of these requests in the same order, those of one request in theirs.
  public var attempts: [AttemptRow]
  /// What followed these attempts, in their order; empty unless the run explains requests.
  public var decisions: [RetryDecision]

  /// Creates a batch.
  public init(
    replication: Int, requests: [RequestRow] = [], attempts: [AttemptRow] = [],
    decisions: [RetryDecision] = []
  ) {
    self.replication = replication
    self.requests = requests
    self.attempts = attempts
    self.decisions = decisions
  }
}
