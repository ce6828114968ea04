/// Which failures Envoy's `retry_on` has retried (reference retry-budgets 1.5).
public struct EnvoyRetryOn: Sendable, Hashable {
  /// A condition; the raw value is Envoy's own word.
  public enum Token: String, CaseIterable, Sendable {
    case serverErrors = "5xx"
    case gatewayError = "gateway-error"
    case retriable4xx = "retriable-4xx"
    case retriableStatusCodes = "retriable-status-codes"
    case connectFailure = "connect-failure"
    case reset
    case resetBeforeRequest = "reset-before-request"
    case refusedStream = "refused-stream"
    case retriableHeaders = "retriable-headers"
    case envoyRatelimited = "envoy-ratelimited"
    case cancelled
    case deadlineExceeded = "deadline-exceeded"
    case `internal`
    case resourceExhausted = "resource-exhausted"
    case unavailable

    /// What it has retried where failures are statuses, refused and broken connections, and timeouts.
    public var meaning: String {
      switch self {
      case .serverErrors: "500 to 599, refused and broken connections, attempts that time out"
      case .gatewayError: "502, 503, 504, refused and broken connections, attempts that time out"
      case .retriable4xx: "409"
      case .retriableStatusCodes: "the codes of the rule"
      case .connectFailure: "refused connections"
      case .reset: "refused and broken connections, attempts that time out"
      case .resetBeforeRequest:
        "refused connections; broken ones only where nothing was sent, which does not happen here"
      case .refusedStream: "nothing here: streams that HTTP/2 refuses are not modelled"
      case .retriableHeaders: "nothing here: headers of answers are not modelled"
      case .envoyRatelimited: "nothing here: answers of rate limits are not modelled"
      case .cancelled, .deadlineExceeded, .internal, .resourceExhausted, .unavailable:
        "nothing here: the status of gRPC in headers is not modelled"
      }
    }

    fileprivate var statuses: [Int] {
      switch self {
      case .serverErrors: Array(500...599)
      case .gatewayError: [502, 503, 504]
      case .retriable4xx: [409]
      default: []
      }
    }
  }

  /// The conditions that are known, in the order in which they were given.
  public let tokens: [Token]
  /// What was given and is no condition of Envoy's, in the order in which it was given.
  public let unknown: [String]
  /// The statuses that are retried, ascending.
  public let statuses: [Int]
  /// Whether a refused connection is retried.
  public let onRefusal: Bool
  /// Whether a broken connection is retried.
  public let onReset: Bool
  /// Whether an attempt that reached its own timeout is retried; to Envoy it is a reset.
  public let onTimeout: Bool

  /// Reads conditions, one a text, for a rule with these codes.
  public init(_ texts: [String], codes: [Int]) {
    tokens = texts.compactMap(Token.init)
    unknown = texts.filter { Token(rawValue: $0) == nil }
    let listed = tokens.contains(.retriableStatusCodes) ? codes : []
    statuses = Set(tokens.flatMap(\.statuses) + listed).sorted()
    onReset = tokens.contains { [.reset, .serverErrors, .gatewayError].contains($0) }
    onRefusal = onReset || tokens.contains { [.connectFailure, .resetBeforeRequest].contains($0) }
    onTimeout = onReset
  }

  /// `retry_on` as Envoy has it, without what it does not know.
  public var text: String { tokens.map(\.rawValue).joined(separator: ",") }
}
