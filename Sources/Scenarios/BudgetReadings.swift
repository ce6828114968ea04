/// How the specification's retry budget is read where its text can be read in several ways (reference gateway-api 5.3).
public struct BudgetReadings: Sendable, Equatable {
  /// What the share is a share of.
  public enum Counted: String, CaseIterable, Sendable {
    /// First attempts and retries.
    case attempts
    case firstAttempts = "first-attempts"
  }

  /// How the minimum rate stands to the share.
  public enum Minimum: String, CaseIterable, Sendable {
    /// Either allows a retry.
    case alternative
    /// The larger of the two bounds the retries of the window.
    case maximum
    /// Their sum bounds the retries of the window.
    case added
  }

  /// What the window is.
  public enum Window: String, CaseIterable, Sendable {
    /// Exactly the last interval.
    case sliding
    /// Ten slots of a tenth of the interval each, the last of which is being filled.
    case slots
    /// One interval after the other, from time zero.
    case fixed
  }

  /// What becomes of a share that is no whole number.
  public enum Rounding: String, CaseIterable, Sendable {
    case down
    /// A retry is allowed while it is below the exact share.
    case exact
  }

  /// What a client gets whose retry is denied.
  public enum Denied: String, CaseIterable, Sendable {
    /// 503, as GEP-3388 demands.
    case status503 = "unavailable"
    /// The answer of the last attempt.
    case lastAnswer = "last-answer"
  }

  /// Who shares a budget.
  public enum Scope: String, CaseIterable, Sendable {
    /// Every gateway replica has its own.
    case replica
    /// All replicas have one.
    case shared
  }

  /// What the share is a share of.
  public var counted: Counted
  /// How the minimum rate stands to the share.
  public var minimum: Minimum
  /// What the window is.
  public var window: Window
  /// What becomes of a share that is no whole number.
  public var rounding: Rounding
  /// What a client gets whose retry is denied.
  public var denied: Denied
  /// Who shares a budget.
  public var scope: Scope

  /// Creates readings; the defaults are those of the reference.
  public init(
    counted: Counted = .attempts, minimum: Minimum = .alternative, window: Window = .sliding,
    rounding: Rounding = .down, denied: Denied = .status503, scope: Scope = .replica
  ) {
    self.counted = counted
    self.minimum = minimum
    self.window = window
    self.rounding = rounding
    self.denied = denied
    self.scope = scope
  }
}
