import Documents

/// GW320 to GW325, and GW401: where rules send requests.
extension CodeExplanation {
  static let backendUnusable = CodeExplanation(
    """
    The reference does not lead to a port of a Service that may be used: it is not among the
    manifests, has no such port, is of another kind, or lies in another namespace without a
    ReferenceGrant. Its weight counts all the same: that share of the requests is answered 500, and
    the other backends do not take it over. The route's status is ResolvedRefs: False.
    """,
    remedy: "Correct the reference; for another namespace add a ReferenceGrant there.",
    example: """
      kind: ReferenceGrant
      metadata: {name: routes, namespace: payments}
      spec:
        from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
        to: [{group: "", kind: Service}]
      """,
    source: "HTTPRoute, spec.rules[].backendRefs; ReferenceGrant")

  static let noBackend = CodeExplanation(
    """
    A rule without backendRefs and without a redirect has nowhere to send its requests. It is
    admitted, matches, and answers 500. A route without rules is such a rule as well: it gets one
    for every path by default.
    """,
    remedy: "Add backendRefs, or a RequestRedirect where that is meant.",
    example: """
      rules:
      - backendRefs: [{name: shop, port: 8080}]
      """,
    source: "HTTPRoute, spec.rules[].backendRefs")

  static let weightsZero = CodeExplanation(
    """
    A backend gets its weight's share of the sum, and with weight 0 none. Where all are 0 there is
    no share to give; the API does not say what happens, and Weir answers 500, as for a rule without
    backends.
    """,
    remedy: "Give at least one backend a weight above 0.",
    source: "HTTPRoute, spec.rules[].backendRefs[].weight")

  static let mirrorUnusable = CodeExplanation(
    """
    The target of a mirror cannot be used, for the same reasons as a backend. Nothing is copied, and
    since clients never see a mirror's answers, nobody notices; the status of the route has
    ResolvedRefs: False.
    """,
    remedy: "Correct the reference; for another namespace add a ReferenceGrant there.",
    source: "HTTPRoute, spec.rules[].filters[].requestMirror.backendRef")

  static let mirrorNever = CodeExplanation(
    """
    `percent: 0`, or a fraction with numerator 0, copies no request. It is a way to switch a mirror
    off and keep it; where that was not meant, nothing will tell.
    """,
    remedy: "Give it a share above 0, or remove the filter.",
    source: "HTTPRoute, spec.rules[].filters[].requestMirror.percent (GEP-3171)")

  static let extensionUnresolved = CodeExplanation(
    """
    An ExtensionRef names a filter of an implementation, whose meaning is not part of the API. One
    that cannot be resolved must not be skipped: requests are answered 500. Weir knows none, so what
    such a filter guards cannot be simulated.
    """,
    remedy: "Take the filter out of the copy of the manifests that Weir reads.",
    source: "HTTPRoute, spec.rules[].filters[].extensionRef")

  static let requestLine = CodeExplanation(
    """
    `weir explain --requests` reads a file with one JSON object a line. This line is none, or a
    field has the wrong type, so its request is not explained.
    """,
    remedy: "Write one object a line; everything has a default.",
    example: """
      {"id": "1", "method": "GET", "scheme": "http", "host": "shop.example", "path": "/"}
      """,
    source: "weir explain --help")

  static let authorityUnusable = CodeExplanation(
    """
    Where `tls.frontend` of a Gateway has a validation for a port, the clients of its HTTPS listeners
    show certificates. The authorities that vouch for these stand in ConfigMaps under ca.crt. Without
    any usable one the listener is not accepted; with one left it validates clients by that alone.
    """,
    remedy: """
      Name a ConfigMap with a certificate as its ca.crt, in the Gateway's namespace or with a
      ReferenceGrant beside it.
      """,
    example: """
      tls:
        frontend:
          default:
            validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: authorities}]}
      """,
    source: "Gateway, spec.tls.frontend; GEP-91")
}
