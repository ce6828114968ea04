/// How a request ended, as far as flags and states of a log tell.
package enum LogOutcome: UInt8, CaseIterable, Sendable {
  /// Nothing out of the ordinary is told; the status says the rest.
  case ok
  /// The proxy answered by itself.
  case localReply
  /// No upstream could be connected to, or it broke the connection.
  case upstreamFailure
  /// A timeout of the proxy.
  case timeout
  /// A circuit breaker or a full queue refused it.
  case overflow
  /// A rate limit refused it.
  case rateLimited
  /// The client went away before the answer.
  case clientAbort
  /// No route or no cluster.
  case noRoute
  /// No endpoint was healthy.
  case noHealthyHost
  /// A fault that was injected on purpose.
  case injectedFault

  /// The word for it in Weir's trace form.
  package var word: String {
    switch self {
    case .ok: "ok"
    case .localReply: "local-reply"
    case .upstreamFailure: "upstream-failure"
    case .timeout: "timeout"
    case .overflow: "overflow"
    case .rateLimited: "rate-limited"
    case .clientAbort: "client-abort"
    case .noRoute: "no-route"
    case .noHealthyHost: "no-healthy-host"
    case .injectedFault: "injected-fault"
    }
  }
}
