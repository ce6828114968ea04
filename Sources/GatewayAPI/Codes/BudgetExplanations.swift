import Documents

/// GW330 to GW339: retry budgets.
extension CodeExplanation {
  static let policyTargetMissing = CodeExplanation(
    """
    A policy acts on the Services in its targetRefs, always in its own namespace. One that is not
    there, or is no Service, gets no budget from it; the status is Accepted: False with
    TargetNotFound.
    """,
    remedy: """
      Name a Service of the policy's namespace; `group` and `kind` must be written.
      """,
    example: """
      targetRefs:
      - {group: "", kind: Service, name: checkout}
      """,
    source: "XBackendTrafficPolicy, spec.targetRefs; GEP-713")

  static let policyConflict = CodeExplanation(
    """
    A Service takes one policy of a kind. Of several the oldest applies as a whole, by
    namespace/name where ages are equal, and the others do nothing for that Service: they are not
    merged field by field.
    """,
    remedy: "Keep one policy for each Service.",
    source: "GEP-713, conflict resolution; XBackendTrafficPolicy (GEP-3388)")

  static let policyIncomplete = CodeExplanation(
    """
    `minRetryRate` as a whole has a default (10 retries in 1s), its fields have none. A policy that
    writes only one of them leaves the other open, and implementations differ. Weir takes 10 and 1s
    for what is missing.
    """,
    remedy: "Write both fields.",
    example: """
      minRetryRate: {count: 10, interval: 1s}
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint.minRetryRate (GEP-3388)")

  static let policyWithoutRetries = CodeExplanation(
    """
    A budget limits retries and causes none. Where no attached rule with `retry` sends to the
    Service, there is nothing to limit. Meshes may retry by themselves, which does not show in
    manifests.
    """,
    remedy: "Add `retry` to the rules that send to the Service, or remove the policy.",
    example: """
      rules:
      - backendRefs: [{name: checkout, port: 8080}]
        retry: {attempts: 2, codes: [502, 503, 504]}
      """,
    source: """
      XBackendTrafficPolicy, spec.retryConstraint (GEP-3388); HTTPRoute, spec.rules[].retry
      (GEP-1731)
      """)

  static let budgetZero = CodeExplanation(
    """
    With 0 percent no share of the traffic may be retries. The minimum rate is not touched by that:
    it stays allowed, in every gateway replica, and it cannot be 0. So the budget is a fixed rate,
    whatever the traffic.
    """,
    remedy: """
      Where nothing is to be retried, leave `retry` out of the routes. Where a fixed rate
      is meant, multiply it by the replicas.
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint.budget.percent (GEP-3388)")

  static let budgetUnbinding = CodeExplanation(
    """
    The percentage is the share of all requests to the Service, retries among them, that may be
    retries. With 100 percent no retry is ever too many, so in an outage load grows by the full
    number of attempts. The policy looks like protection and is none.
    """,
    remedy: """
      Take 20 percent, the default, or less: under total failure p percent lets load grow
      to 1 / (1 - p/100), which is 1.25-fold for 20.
      """,
    example: """
      retryConstraint:
        budget: {percent: 20, interval: 10s}
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint.budget.percent (GEP-3388)")

  static let budgetFloor = CodeExplanation(
    """
    What is allowed is the larger of two things: the percentage of the requests, and the minimum
    rate. The percentage exceeds the minimum only above N = rate / (percent / 100) requests a
    second. Every gateway replica counts for itself, so N is the traffic of one replica: with 10
    retries/s and 5 percent N is 200, and 20 replicas let 200 retries/s through before the
    percentage matters at all.
    """,
    remedy: "Choose the minimum so that N is well below what one replica gets.",
    example: """
      retryConstraint:
        budget: {percent: 5, interval: 10s}
        minRetryRate: {count: 1, interval: 1s}     # N = 20 requests/s
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint.minRetryRate (GEP-3388)")

  static let policyEmpty = CodeExplanation(
    """
    `retryConstraint` is optional, and without it there is no budget, not even the default one. The
    policy is accepted, names its Services, and changes nothing.
    """,
    remedy: """
      Add `retryConstraint`, if only as an empty mapping: that means 20 percent in 10s and
      at least 10 retries a second.
      """,
    example: """
      spec:
        targetRefs: [{group: "", kind: Service, name: checkout}]
        retryConstraint: {}
      """,
    source: "XBackendTrafficPolicy, spec.retryConstraint (GEP-3388)")

  static let retriesUnbudgeted = CodeExplanation(
    """
    `attempts` limits the retries of one request; nothing limits those of all requests together.
    While a backend is well that hardly matters. When everything fails, each request becomes
    attempts + 1, which can keep a backend down that would have come back. Implementations have
    limits of their own (Envoy allows 3 concurrent retries to a cluster unless told otherwise,
    others none), which manifests do not show.
    """,
    remedy: "Add a policy with a budget for the Service.",
    example: """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: checkout}
      spec:
        targetRefs: [{group: "", kind: Service, name: checkout}]
        retryConstraint:
          budget: {percent: 20, interval: 10s}
          minRetryRate: {count: 10, interval: 1s}
      """,
    source: "XBackendTrafficPolicy (GEP-3388); HTTPRoute, spec.rules[].retry (GEP-1731)")

  static let budgetTranslated = CodeExplanation(
    """
    The API counts retries in a window of time. Envoy, on which many implementations rest, limits
    how many retries are under way at once: a share of the requests under way, and at least a fixed
    number. The window has no counterpart there, and of `minRetryRate` the count becomes a number of
    concurrent retries while its interval is dropped: 10 in 1s becomes 10 at once, which for
    attempts of 50 ms is 200 a second.
    """,
    remedy: """
      Read what your implementation does with the fields, and compare the two in a
      simulation.
      """,
    example: """
      # scenario.yaml
      spec:
        dataPlane: {kind: envoy}      # and once with gateway-api
      """,
    source: "GEP-3388, survey of implementations")
}
