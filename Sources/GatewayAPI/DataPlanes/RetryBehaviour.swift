/// What a data plane does with the failures of a rule's attempts.
public struct RetryBehaviour: Sendable, Hashable {
  /// The wait before a retry.
  public enum Backoff: Sendable, Hashable {
    /// None.
    case none
    /// Always so many nanoseconds.
    case fixed(Int64)
    /// Envoy's: whole milliseconds, fully jittered below a bound that doubles (reference retry-budgets 1.6).
    case envoy(base: Int64, maximum: Int64)
    /// Linkerd's: doubling milliseconds and as much again at random (reference retry-budgets 2.3).
    case linkerd(minimum: Int64, maximum: Int64)
    /// gRPC's, in nanoseconds (reference retry-budgets 3.2).
    case grpc(initial: Int64, maximum: Int64, multiplier: Double)
    /// The AWS SDKs': fully jittered, `scale` nanoseconds doubling to 20 s (reference retry-budgets 4.1).
    case sdk(scale: Int64)
  }

  /// What the client gets where the budget refuses a retry.
  public enum Denial: String, CaseIterable, Sendable {
    /// 503, as GEP-3388 has it, whatever the last attempt came to.
    case status503 = "503"
    /// What the last attempt came to.
    case lastAnswer = "last answer"
  }

  /// How many retries may follow the first attempt; nil leaves that to the budget.
  public var retries: Int?
  /// The statuses that are retried, ascending.
  public var statuses: [Int]
  /// Whether a refused connection is retried.
  public var onRefusal: Bool
  /// Whether a broken connection is retried.
  public var onReset: Bool
  /// Whether an attempt that reached its own timeout is retried.
  public var onTimeout: Bool
  /// The wait before each retry.
  public var backoff: Backoff
  /// How often another endpoint is picked for a retry when the pick was tried before; 0 takes any.
  public var repicks: Int
  /// What the client gets where the budget refuses a retry.
  public var denied: Denial

  /// Creates a behaviour; the defaults are those of the specification.
  public init(
    retries: Int?, statuses: [Int], onRefusal: Bool = true, onReset: Bool = true, onTimeout: Bool = true,
    backoff: Backoff = .none, repicks: Int = 0, denied: Denial = .status503
  ) {
    self.retries = retries
    self.statuses = statuses
    self.onRefusal = onRefusal
    self.onReset = onReset
    self.onTimeout = onTimeout
    self.backoff = backoff
    self.repicks = repicks
    self.denied = denied
  }
}

/// What a data plane does with a rule: its timeouts, and its retries where it has any.
public struct RuleBehaviour: Sendable, Hashable {
  /// Bounds the whole request with all attempts, in nanoseconds; nil is unbounded.
  public var requestTimeout: Int64?
  /// Bounds one attempt, in nanoseconds; nil is unbounded.
  public var attemptTimeout: Int64?
  /// nil never retries.
  public var retry: RetryBehaviour?

  /// Creates a behaviour.
  public init(requestTimeout: Int64? = nil, attemptTimeout: Int64? = nil, retry: RetryBehaviour? = nil) {
    self.requestTimeout = requestTimeout
    self.attemptTimeout = attemptTimeout
    self.retry = retry
  }
}
