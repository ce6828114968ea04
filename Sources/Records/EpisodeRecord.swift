/// A time during which a budget denied retries (design section 1, exhaustion episode).
public struct EpisodeRecord: Sendable, Equatable {
  /// Index into ``RunRecord/services``.
  public var service: Int
  /// The gateway replica, from 0.
  public var replica: Int
  /// The first denial, nanoseconds from time zero.
  public var start: Int64
  /// The last denial after which 1 s passed without one, nanoseconds from time zero.
  public var end: Int64
  /// Retries denied inside.
  public var denied: Int
  /// Retries allowed inside.
  public var allowed: Int
  /// The larger limit at the first denial.
  public var term: AttemptRow.Denial.Term

  /// Creates an episode.
  public init(
    service: Int, replica: Int, start: Int64, end: Int64, denied: Int, allowed: Int,
    term: AttemptRow.Denial.Term
  ) {
    self.service = service
    self.replica = replica
    self.start = start
    self.end = end
    self.denied = denied
    self.allowed = allowed
    self.term = term
  }
}
