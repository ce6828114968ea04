/// What a controller configures Envoy with where the Gateway API leaves it open (reference retry-budgets 5.4).
struct EnvoyHabits: Sendable {
  /// What becomes of an XBackendTrafficPolicy.
  enum Budget: Sendable {
    case ignored
    case withoutInterval
    case withInterval
  }

  /// `num_retries` where the rule names none.
  var retries = 1
  /// `retry_on`.
  var conditions = ["connect-failure", "reset", "refused-stream", "retriable-status-codes"]
  /// `retriable_status_codes` where the rule names none.
  var codes: [Int] = []
  /// `max_interval` over `base_interval`, where the rule has a backoff.
  var backoffFactor: Int64 = 10
  /// Whether `timeouts.backendRequest` becomes `per_try_timeout`.
  var setsAttemptTimeout = true
  /// Whether `timeouts.backendRequest` bounds the whole request where the rule has no `retry`.
  var boundsRequestByAttempt = false
  /// The route's timeout where the rule names none, in nanoseconds; nil is none.
  var requestTimeout: Int64? = 15_000_000_000
  /// `host_selection_retry_max_attempts` with `previous_hosts`; 0 is without.
  var repicks = 0
  /// The codes that are retried where the rule has no `retry`; nil retries nothing there.
  var unaskedCodes: [Int]?
  var budget = Budget.withoutInterval
  /// `max_retries` where no budget takes its place.
  var maximumRetries = 3

  /// The rules of a controller; what it does not change is Envoy's own default.
  init(of controller: EnvoyController) {
    // Those of Envoy's older defaults that mean answers of gRPC have no effect on others.
    let withoutResets = [
      "connect-failure", "refused-stream", "unavailable", "cancelled", "retriable-status-codes",
    ]
    switch controller {
    case .direct: break
    case .envoyGateway:
      retries = 2
      conditions = withoutResets
      codes = [503]
      boundsRequestByAttempt = true
      repicks = 5
      budget = .ignored
      maximumRetries = 1024
    case .istio:
      retries = 2
      conditions = withoutResets
      requestTimeout = nil
      repicks = 5
      unaskedCodes = [503]
      maximumRetries = 4_294_967_295
    case .cilium:
      conditions = ["retriable-status-codes", "connect-failure", "reset", "refused-stream"]
      backoffFactor = 2
      setsAttemptTimeout = false
      budget = .ignored
    case .kgateway: budget = .withInterval
    }
  }
}
