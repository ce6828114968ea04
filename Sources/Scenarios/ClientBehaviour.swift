/// How the clients of a source behave beside sending requests: when they give up, and whether they try again.
public struct ClientBehaviour: Sendable {
  /// How the wait before a try grows and is spread (M. Brooker, "Exponential Backoff And Jitter", AWS 2015).
  public enum Jitter: String, CaseIterable, Sendable {
    /// It doubles, and is not spread.
    case exponential
    /// Half of that, and up to as much again.
    case equal
    /// Anything up to that.
    case full
    /// Anything up to three times the wait before.
    case decorrelated
  }

  /// The wait before a try.
  public enum Backoff: Sendable, Equatable {
    case none
    /// Always so many nanoseconds.
    case fixed(Int64)
    /// From `base` nanoseconds, of which the first wait has twice, up to `cap`.
    case growing(Jitter, base: Int64, cap: Int64)
  }

  /// Tries after the first.
  public struct Retries: Sendable {
    /// How many, at least 1.
    public var attempts: Int
    /// The statuses after which a client tries again.
    public var statuses = [502, 503, 504]
    /// Whether it does after its own timeout.
    public var onTimeout = true
    /// The wait before a try.
    public var backoff = Backoff.none

    /// Creates the retries of a client.
    public init(attempts: Int) { self.attempts = attempts }
  }

  /// Nanoseconds after which a try is given up; nil waits for ever.
  public var timeout: Int64?
  /// nil takes the first answer.
  public var retries: Retries?
  /// The factor of Google's adaptive throttling, at least 1; nil throttles nothing (reference retry-budgets 4.3).
  public var throttle: Double?
  /// How many clients share the requests; what each knows is its own.
  public var instances = 1

  /// Creates a client that does nothing of all that.
  public init() {}
}
