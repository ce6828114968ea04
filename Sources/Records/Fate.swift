/// How a client request ended (design section 4.3, `fate_ratio`).
public enum Fate: UInt8, CaseIterable, Sendable {
  /// The first attempt was answered below 500.
  case okFirstTry
  /// A retry was answered below 500.
  case okAfterRetry
  /// It failed in a way that the route does not retry.
  case notRetryable
  /// It failed and no retries were left.
  case attemptsExhausted
  /// It failed and the budget denied the retry.
  case budgetExhausted
  /// The request timeout ended it: 504.
  case requestTimeout
  /// No listener or no rule took it.
  case noRoute
  /// Its share of the rule has no usable backend, or the service no ready endpoint.
  case noBackend
  /// The gateway answered by itself, such as with a redirect, or with a preflight's answer that keeps the request back.
  case gatewayAnswered
  /// The last attempt was refused because the endpoint's queue was full.
  case rejected
  /// It had no answer when the replication ended.
  case unanswered
  /// A circuit breaker of the gateway was open.
  case overflow
  /// Its gateway replica was lost, or all were.
  case gatewayLost
  /// Its client gave it up.
  case clientTimeout
  /// Its client's own throttle kept it back.
  case throttled

  /// The name in reports and in the database.
  public var name: String {
    switch self {
    case .okFirstTry: "ok-first-try"
    case .okAfterRetry: "ok-after-retry"
    case .notRetryable: "not-retryable"
    case .attemptsExhausted: "attempts-exhausted"
    case .budgetExhausted: "budget-exhausted"
    case .requestTimeout: "request-timeout"
    case .noRoute: "no-route"
    case .noBackend: "no-backend"
    case .gatewayAnswered: "gateway-answered"
    case .rejected: "rejected"
    case .unanswered: "unanswered"
    case .overflow: "overflow"
    case .gatewayLost: "gateway-lost"
    case .clientTimeout: "client-timeout"
    case .throttled: "throttled"
    }
  }
}
