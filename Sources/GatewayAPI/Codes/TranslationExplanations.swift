import Documents

/// GW380 to GW389: what data planes do not do as it is written.
extension CodeExplanation {
  static let backoffTranslated = CodeExplanation(
    """
    backoff is the least wait before a retry. Envoy's controllers write it as the base of a jittered
    wait, whose first draw is anything between 0 and the base, and gRPC draws its waits too; so half
    of the first retries come sooner than half of what is written. Linkerd's ServiceProfiles retry at
    once, and clients of the AWS SDKs wait by rules of their own.
    """,
    remedy: "Count on half of it as a mean, or write twice what the backend needs to recover.",
    example: """
      retry: {attempts: 2, codes: [503], backoff: 200ms}     # Envoy: 0 to 199ms, 100ms on average
      """,
    source: "HTTPRoute, spec.rules[].retry.backoff (GEP-1731); Envoy, RetryPolicy.retry_back_off")

  static let attemptTimeoutUnretried = CodeExplanation(
    """
    An attempt that reaches timeouts.backendRequest is to be retried. To Envoy its end is a reset,
    which is retried only where retry_on has reset, gateway-error or 5xx; Envoy Gateway and Istio
    write none of them, so the client gets 504 though attempts are left. Cilium does not set the
    timeout of an attempt, and gRPC and Linkerd's ServiceProfiles have none.
    """,
    remedy: """
      Do not count on retries against backends that hang there, or set the conditions with the
      implementation's own policy.
      """,
    example: """
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      spec: {retry: {retryOn: {triggers: [reset, retriable-status-codes]}}}
      """,
    source: "HTTPRoute, spec.rules[].timeouts.backendRequest (GEP-1742); Envoy, RetryPolicy.retry_on")

  static let attemptsTranslated = CodeExplanation(
    """
    attempts is the number of retries after the first attempt. Clients of gRPC make at most 5
    attempts, whatever their service config says; those of the AWS SDKs make 3; and Linkerd's
    ServiceProfiles retry as long as their budget pays, without a number.
    """,
    remedy: "Keep to 4 retries or fewer, and let a budget limit them together.",
    example: """
      retry: {attempts: 2, codes: [503]}
      """,
    source: "HTTPRoute, spec.rules[].retry.attempts (GEP-1731); gRPC, proposal A6")

  static let budgetWindowCut = CodeExplanation(
    """
    A budget may be measured over up to an hour. The token buckets of Linkerd and Finagle keep what
    was paid in for 1 s to 60 s, so a longer interval is cut: credit from quiet minutes is forgotten,
    and the burst with which retries begin, the minimum rate over the whole window, is smaller.
    """,
    remedy: "Write at most 1m where one of them is to keep the budget.",
    example: """
      retryConstraint: {budget: {percent: 20, interval: 1m}}
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint.budget.interval (GEP-3388)")
}
