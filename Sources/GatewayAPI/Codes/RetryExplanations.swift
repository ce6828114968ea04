import Documents

/// GW360 to GW373: retries, timeouts and mirrors.
extension CodeExplanation {
  static let retryWithoutCodes = CodeExplanation(
    """
    Without codes a retry follows a connection that broke or was refused and an attempt that ran
    into backendRequest. A backend that answers 503 at once, as most do when they are overloaded or
    restart, is not asked again. Some implementations put codes of their own in place of none; the
    API does not.
    """,
    remedy: "List the statuses that are worth another attempt.",
    example: """
      retry:
        attempts: 2
        codes: [502, 503, 504]
      """,
    source: "HTTPRoute, spec.rules[].retry.codes (GEP-1731)")

  static let retryNever = CodeExplanation(
    """
    attempts is the number of retries after the first attempt. Releases before v1.6 admit 0 and
    less, which is none: the rest of `retry` has no effect.
    """,
    remedy: "Write at least 1, or leave `retry` out.",
    source: "HTTPRoute, spec.rules[].retry.attempts (GEP-1731)")

  static let retryClientErrors = CodeExplanation(
    """
    A status from 400 to 499 says that the request is at fault: not found, not allowed, not valid.
    Another attempt sends the same request and gets the same answer, at the price of more load and
    of budget that real failures need. 429 says that there are too many requests already. 408, 409
    and 425 can pass, and are not reported.
    """,
    remedy: "Keep to statuses of the server; for 429 slow the clients down.",
    source: "HTTPRoute, spec.rules[].retry.codes (GEP-1731); RFC 9110, section 15.5")

  static let retryUnsafeMethod = CodeExplanation(
    """
    An attempt may fail after the backend did its work: the answer was lost, or came after the
    timeout. GET, PUT and DELETE can be repeated without harm by their definition; POST and PATCH
    cannot, so an order may be placed twice. The API's retry makes no difference between methods. It
    is reported once a route, where a rule names such a method; a rule for every method takes them
    as well.
    """,
    remedy: """
      Let the backend recognise repetitions (an idempotency key), retry only statuses that
      say nothing was done, or give these methods a rule of their own without retry.
      """,
    example: """
      rules:
      - matches: [{path: {value: /orders}, method: POST}]
        backendRefs: [{name: orders, port: 8080}]
      - matches: [{path: {value: /orders}}]
        backendRefs: [{name: orders, port: 8080}]
        retry: {attempts: 2, codes: [503]}
      """,
    source: "RFC 9110, section 9.2.2; HTTPRoute, spec.rules[].retry (GEP-1731)")

  static let retriesDoNotFit = CodeExplanation(
    """
    timeouts.request bounds everything from the client's request to its answer, all attempts and the
    waits between them; timeouts.backendRequest bounds one attempt. Where (attempts + 1) ×
    backendRequest + attempts × backoff is more than request, a backend that hangs uses up the time
    before the last attempts begin, and the client gets 504. Fast failures leave more room.
    """,
    remedy: "Lengthen request, shorten backendRequest, or count on fewer attempts.",
    example: """
      timeouts: {request: 3500ms, backendRequest: 1s}
      retry: {attempts: 2, backoff: 100ms}     # 3 × 1s + 2 × 100ms = 3.2s
      """,
    source: "HTTPRoute, spec.rules[].timeouts (GEP-1742) and spec.rules[].retry (GEP-1731)")

  static let waitUnbounded = CodeExplanation(
    """
    Without timeouts.request nothing bounds what a client waits for: all attempts and waits add up,
    and without backendRequest a single attempt has no bound either. Clients give up before; the
    gateway goes on and retries for nobody, which is load at the worst moment. Implementations have
    a default (15 s in Envoy), which manifests do not show.
    """,
    remedy: "Set both timeouts.",
    example: """
      timeouts: {request: 3s, backendRequest: 1s}
      """,
    source: "HTTPRoute, spec.rules[].timeouts (GEP-1742)")

  static let attemptUnbounded = CodeExplanation(
    """
    With timeouts.request alone a slow attempt runs until the whole request ends in 504: nothing is
    left for a retry, so retries help against fast failures only, not against a pod that hangs.
    """,
    remedy: "Bound each attempt so that all fit: about request / (attempts + 1).",
    example: """
      timeouts: {request: 3s, backendRequest: 900ms}
      retry: {attempts: 2, codes: [503]}
      """,
    source: "HTTPRoute, spec.rules[].timeouts (GEP-1742)")

  static let backoffShort = CodeExplanation(
    """
    backoff is the least time before a retry. A few milliseconds do not let a backend recover or a
    connection come back, so all retries of a request meet the same failure. Implementations based
    on Envoy take the value for the base of a random wait between 0 and it, which grows with each
    retry and cannot be below 1ms; so they may retry sooner than the API's least.
    """,
    remedy: "Write 25ms or more, or leave it out.",
    example: """
      retry: {attempts: 2, codes: [503], backoff: 50ms}
      """,
    source: "HTTPRoute, spec.rules[].retry.backoff (GEP-1731)")

  static let retryLayers = CodeExplanation(
    """
    Each layer that retries repeats all attempts of the layer below: with a retries at the gateway
    and b inside the mesh one request can become (a + 1) × (b + 1) attempts at the pods. Three
    layers of 3 retries make 64. Budgets of both layers count separately as well.
    """,
    remedy: "Retry in one layer, the one closest to the failure, and give it a budget.",
    source: "HTTPRoute, spec.rules[].retry (GEP-1731); GAMMA for routes whose parent is a Service")

  static let mirrorIsBackend = CodeExplanation(
    """
    A mirror copies requests to a Service beside the one that answers. Here that Service answers
    requests of the rule itself, so it carries out some or all of them twice; writes too. Load tests
    of a Service with its own traffic are done like this, but seldom with what serves users.
    """,
    remedy: "Mirror to a Service of its own, such as one for the next version.",
    example: """
      filters:
      - type: RequestMirror
        requestMirror: {backendRef: {name: checkout-next, port: 8080}, percent: 10}
      backendRefs: [{name: checkout, port: 8080}]
      """,
    source: "HTTPRoute, spec.rules[].filters[].requestMirror")

  static let mirrorTwice = CodeExplanation(
    """
    Several mirrors in a rule are allowed and work side by side, each with its own share. With the
    same target it gets a copy for each, so a request may arrive there twice. Implementations draw
    the shares from one random number or from several, so shares of 10 and 20 percent make 20 or 28
    percent of the requests.
    """,
    remedy: """
      Keep one mirror with the share that is meant, or correct the name of the other's
      target.
      """,
    source: "HTTPRoute, spec.rules[].filters[].requestMirror (several mirrors)")

  static let mirrorRounded = CodeExplanation(
    """
    The API takes any fraction. Implementations turn it into their own: Cilium into whole percents,
    cut off, so that 5 in 1,000 is 0; Envoy Gateway into millionths. What is cut to 0 mirrors
    nothing, without a message.
    """,
    remedy: """
      See what yours does with small fractions, or mirror 1 percent and size the target
      for it.
      """,
    example: """
      requestMirror:
        backendRef: {name: checkout-next, port: 8080}
        fraction: {numerator: 5, denominator: 1000}     # 0.5 percent
      """,
    source: "HTTPRoute, spec.rules[].filters[].requestMirror.fraction (GEP-3171)")

  static let mirrorAddsLoad = CodeExplanation(
    """
    A mirror without percent or fraction copies every request. Its target serves requests of another
    rule too, so its load is both together: capacity that suffices for what it answers may not
    suffice for what it is sent. Its own clients feel that, although nobody waits for the copies.
    """,
    remedy: """
      Give the Service capacity for both, mirror a share, or mirror to a Service that
      answers nobody.
      """,
    source: "HTTPRoute, spec.rules[].filters[].requestMirror")
}
