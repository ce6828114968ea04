/// What a gateway decided after a failed attempt, in a run that explains the request.
public struct RetryDecision: Sendable, Hashable {
  /// What was decided.
  public enum Kind: String, CaseIterable, Sendable {
    /// The budget, or nothing that limits retries, granted one.
    case allowed
    /// The budget denied one.
    case denied
    /// The rule does not retry such a failure.
    case notRetriable = "not-retriable"
    /// The rule's attempts were all sent.
    case attemptsExhausted = "attempts-exhausted"
    /// The backoff would reach the request timeout, so the client waits for that.
    case tooLate = "too-late"
  }

  /// The request's number within the replication.
  public var request: Int64
  /// The attempt that failed, from 1.
  public var attempt: Int16
  /// What was decided.
  public var kind: Kind
  /// Nanoseconds of backoff before the retry, -1 where there is none to wait for.
  public var wait: Int64
  /// What the budget counted just before it decided; nil where it was not asked, or where there is none.
  public var numbers: AttemptRow.Denial?

  /// Creates a decision.
  public init(
    request: Int64, attempt: Int16, kind: Kind, wait: Int64 = -1, numbers: AttemptRow.Denial? = nil
  ) {
    self.request = request
    self.attempt = attempt
    self.kind = kind
    self.wait = wait
    self.numbers = numbers
  }
}
