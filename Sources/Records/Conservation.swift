/// The account of every request of a replication, warm-up and drain included.
public struct Conservation: Sendable, Equatable {
  /// Requests that arrived.
  public var offered = 0
  /// Requests that got an answer.
  public var answered = 0
  /// Requests in flight when the replication ended.
  public var unanswered = 0

  /// Creates an empty account.
  public init() {}

  /// Creates an account.
  public init(offered: Int, answered: Int, unanswered: Int) {
    self.offered = offered
    self.answered = answered
    self.unanswered = unanswered
  }

  /// Whether the account adds up.
  public var holds: Bool { offered == answered + unanswered }
}
