import Documents

/// GW121 to GW133: the rules that a definition adds to its structure.
extension CodeExplanation {
  static let listenerRule = CodeExplanation(
    """
    Listeners have rules that a list of fields cannot express: each combination of port, protocol
    and hostname once, `tls` only with HTTPS and TLS, no `hostname` with TCP and UDP, names that are
    unique. An API server refuses the whole Gateway, so a mistake in one listener takes the others
    with it.
    """,
    remedy: "Correct the listener as the message says.",
    example: """
      listeners:
      - {name: http, port: 80, protocol: HTTP}
      - name: https
        port: 443
        protocol: HTTPS
        tls: {certificateRefs: [{name: shop-example-com}]}
      """,
    source: "Gateway, spec.listeners, validation rules")

  static let parentRule = CodeExplanation(
    """
    A route may name the same parent several times only if it tells the entries apart by sectionName
    or port. Otherwise its status, which has one entry for each parent, could not be written.
    """,
    remedy: "Merge the entries, or give every one its own sectionName or port.",
    example: """
      parentRefs:
      - {name: edge, sectionName: http}
      - {name: edge, sectionName: https}
      """,
    source: "HTTPRoute, spec.parentRefs, validation rules")

  static let routeRule = CodeExplanation(
    """
    The rules of a route contradict themselves or each other: a redirect beside backends, a filter
    that replaces the matched prefix without exactly one PathPrefix match, two rules of one name,
    more than 128 matches in the route. An API server refuses the route.
    """,
    remedy: "Split the rule: one that redirects, one that forwards.",
    source: "HTTPRoute, spec.rules, validation rules")

  static let filterRule = CodeExplanation(
    """
    A filter is a union: `type` names what it does, and the field of that name (and no other) holds
    the details. Some filters may stand once in a rule, and some exclude each other, as
    RequestRedirect and URLRewrite do.
    """,
    remedy: """
      Give each filter its own entry with its `type` and the one field that belongs to it.
      """,
    example: """
      filters:
      - type: RequestMirror
        requestMirror:
          backendRef: {name: shadow, port: 8080}
          percent: 10
      """,
    source: "HTTPRoute, spec.rules[].filters, validation rules")

  static let pathRule = CodeExplanation(
    """
    A path to match is absolute and normal: it begins with "/", and has no "//", "/./", "/../",
    encoded slash, "#" or dots at its end. A request is normalised before it is matched, so such a
    path could never be found.
    """,
    remedy: "Write the path as it looks after normalisation.",
    example: """
      matches:
      - path: {type: PathPrefix, value: /checkout}
      """,
    source: "HTTPRoute, spec.rules[].matches[].path, validation rules")

  static let portRule = CodeExplanation(
    """
    A backend that is a Service needs `port`, the port of the Service (not of its pods): a Service
    may have several, and a gateway does not guess.
    """,
    remedy: "Add the port that the Service lists under spec.ports.",
    example: """
      backendRefs:
      - {name: checkout, port: 8080}
      """,
    source: "HTTPRoute, spec.rules[].backendRefs[].port; BackendObjectReference")

  static let durationRule = CodeExplanation(
    """
    A duration is too short or too long for its field, or longer than the one that contains it:
    `backendRequest` bounds one attempt, so it cannot exceed `request`, which bounds all of them;
    the interval of a retry budget is 1s to 1h.
    """,
    remedy: "Shorten the inner duration, or lengthen the outer one.",
    example: """
      timeouts: {request: 3s, backendRequest: 1s}
      """,
    source: "HTTPRoute, spec.rules[].timeouts (GEP-1742); XBackendTrafficPolicy (GEP-3388)")

  static let expression = CodeExplanation(
    """
    The regular expression cannot be compiled. The API leaves the dialect open; most gateways use
    RE2, which has no backreferences and no lookaround because they cannot be matched in linear
    time. A controller drops the rule, or refuses the route; Weir drops the whole rule, and its
    requests go to other rules or are answered 404.
    """,
    remedy: "Write it in RE2. Often a PathPrefix or two matches do the same.",
    example: """
      matches:
      - path: {type: RegularExpression, value: "/v[12]/items(/.*)?"}
      """,
    source: "HTTPRoute, spec.rules[].matches[].path; the syntax of RE2")

  static let addressRule = CodeExplanation(
    """
    The addresses that a Gateway asks for must be distinct, and fit their type: an IP address for
    IPAddress, a DNS name for Hostname.
    """,
    remedy: """
      Correct the address, or leave `addresses` out and let the implementation assign one.
      """,
    source: "Gateway, spec.addresses, validation rules")

  static let metadataRule = CodeExplanation(
    """
    Keys of labels and annotations have an optional prefix that is a DNS name, a slash, and a name
    of at most 63 letters, digits, "-", "_" and "."; values of labels follow the same rule. An API
    server refuses anything else.
    """,
    remedy: "Take out blanks and other characters.",
    source: "Kubernetes, labels and selectors, syntax; Gateway, spec.infrastructure")

  static let sessionRule = CodeExplanation(
    """
    The fields of session persistence depend on each other: a permanent cookie needs
    `absoluteTimeout`, and settings of cookies have no place with `type: Header`.
    """,
    remedy: "Add the timeout, or remove the setting of the other type.",
    source: "HTTPRoute, spec.rules[].sessionPersistence (GEP-1619)")

  static let methodRule = CodeExplanation(
    """
    A match by gRPC method names a service, a method or both, each a valid name; neither is a
    mistake, since the absent `method` already stands for every call.
    """,
    remedy: "Name the service or the method, or leave `method` out.",
    example: """
      matches:
      - method: {service: shop.v1.Catalog, method: List}
      """,
    source: "GRPCRoute, spec.rules[].matches[].method")

  static let classRule = CodeExplanation(
    """
    The controller of a GatewayClass is fixed when it is created; all Gateways of the class belong
    to that controller and would change hands.
    """,
    remedy: "Create a class of another name, and move Gateways to it one by one.",
    source: "GatewayClass, spec.controllerName")
}
