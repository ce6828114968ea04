/// A full buffer of recorded requests and attempts of one replication, given away by the simulator.
public struct RecordBatch: Sendable {
  /// The replication, from 0.
  public var replication: Int
  /// Requests in the order in which they ended.
  public var requests: [RequestRow]
  /// The attempts of these requests in the same order, those of one request in theirs.
  public var attempts: [AttemptRow]

  /// Creates a batch.
  public init(replication: Int, requests: [RequestRow] = [], attempts: [AttemptRow] = []) {
    self.replication = replication
    self.requests = requests
    self.attempts = attempts
  }
}
