import Documents

/// GW301 to GW309, GW317 to GW319, and GW327: Gateways, their listeners and ListenerSets.
extension CodeExplanation {
  static let listenerConflict = CodeExplanation(
    """
    A gateway tells listeners of a port apart by hostname. Two with the same hostname, or with
    protocols that cannot share a port, leave it open where a connection belongs. Inside one Gateway
    none of them serves; between a Gateway and its ListenerSets the Gateway comes first, then the
    oldest set, and the later one is left out. Routes stay attached to what does not serve, and get
    nothing.
    """,
    remedy: "Give the listeners different hostnames or ports.",
    example: """
      listeners:
      - {name: shop, hostname: shop.example.com, port: 80, protocol: HTTP}
      - {name: blog, hostname: blog.example.com, port: 80, protocol: HTTP}
      """,
    source: "Gateway, spec.listeners (distinct listeners); GEP-1713")

  static let unsupportedProtocol = CodeExplanation(
    """
    Weir simulates HTTP and HTTPS listeners. One of another protocol is admitted, gets its status,
    and takes no requests in a simulation. Protocols are written in upper case; "http" is a name of
    no protocol.
    """,
    remedy: "Nothing, where the protocol is meant; otherwise write HTTP or HTTPS.",
    source: "Gateway, spec.listeners[].protocol")

  static let gatewayClassMissing = CodeExplanation(
    """
    A Gateway belongs to the controller of its GatewayClass, which platform teams often keep
    elsewhere. Weir takes a class that it does not see as accepted, so the Gateway works in the
    simulation. In a cluster without the class no controller would pick it up.
    """,
    remedy: "Add the GatewayClass to the manifests, or leave it.",
    source: "Gateway, spec.gatewayClassName")

  static let gatewaysIncompatible = CodeExplanation(
    """
    With --merge-gateways (or mergeGateways in a scenario) Gateways of one class share an address.
    The listeners of this one cannot be told apart from those of an older one, so it keeps an
    address of its own, as implementations that merge do.
    """,
    remedy: "Give the listeners other hostnames or ports, or do not merge.",
    source: "Gateway, merging of Gateways (an implementation's choice)")

  static let nothingAttached = CodeExplanation(
    """
    A listener answers what its routes tell it to. Without any it accepts connections and answers
    every request 404. For a whole Gateway that is usual while only the manifests of the platform
    are looked at; for one listener among others it often means that the routes name another
    sectionName, have other hostnames, or are of a namespace that the listener does not allow.
    """,
    remedy: """
      Compare parentRefs and hostnames of the routes with the listener, and its
      allowedRoutes; or remove the listener.
      """,
    example: """
      parentRefs:
      - {name: edge, namespace: infra, sectionName: https}
      """,
    source: "Gateway, spec.listeners[].allowedRoutes; status.listeners[].attachedRoutes")

  static let listenerSetIdle = CodeExplanation(
    """
    Each listener of the set has the port and hostname of one that comes before: the Gateway's own
    come first, then those of older sets, then by name. What loses a conflict does not serve, so
    nothing is left of this set, and its status is Accepted: False with ListenersNotValid.
    """,
    remedy: """
      Give the listeners hostnames of their own. Where it is the other set that is wrong,
      remove that: the order follows creationTimestamp, not importance.
      """,
    source: "ListenerSet, spec.listeners; GEP-1713, listener precedence")

  static let selectorMissing = CodeExplanation(
    """
    `from: Selector` means the namespaces whose labels fit `selector`. Without a selector none does.
    It is not "all": nothing may attach, although the field reads as if something could.
    """,
    remedy: "Add the selector.",
    example: """
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchLabels: {team: shop}
      """,
    source: """
      Gateway, spec.listeners[].allowedRoutes.namespaces.selector; spec.allowedListeners
      (GEP-1713)
      """)

  static let hostnamesOverlap = CodeExplanation(
    """
    Browsers reuse an HTTP/2 connection for every name that its certificate is valid for. A
    certificate for *.example.com is valid for shop.example.com, which has a listener of its own: a
    request for it can arrive on the other's connection, is answered 421 (Misdirected Request), and
    is sent again on a new one. That costs a round trip, and clients that do not know 421 show an
    error.
    """,
    remedy: """
      Put the names on one listener, or give the wildcard's listener a certificate without
      the name.
      """,
    source: "Gateway, spec.listeners (421 Misdirected Request); RFC 9110, section 15.5.20")

  static let listenerSetNotAllowed = CodeExplanation(
    """
    A Gateway decides which namespaces may add listeners to it, and by default none may. The set is
    not merged: its status is Accepted: False with NotAllowed, its listeners do not exist, and
    routes that name it get no requests.
    """,
    remedy: "Let the Gateway allow the namespace.",
    example: """
      kind: Gateway
      spec:
        allowedListeners:
          namespaces: {from: All}     # or Same, or Selector with a selector
      """,
    source: "Gateway, spec.allowedListeners; GEP-1713")

  static let listenerSetParentMissing = CodeExplanation(
    """
    A ListenerSet adds its listeners to the Gateway in `parentRef`. A reference without a namespace
    means the set's own, not the Gateway's, which is easily overlooked where platform and
    applications have namespaces of their own.
    """,
    remedy: "Name the Gateway with its namespace.",
    example: """
      kind: ListenerSet
      metadata: {name: store, namespace: store}
      spec:
        parentRef: {name: edge, namespace: infra}
      """,
    source: "ListenerSet, spec.parentRef; GEP-1713")

  static let certificateUnusable = CodeExplanation(
    """
    A listener that terminates TLS needs a Secret with tls.crt and tls.key. Without a certificate,
    or with one of another namespace that no ReferenceGrant permits, it does not serve: connections
    are refused. A Secret that is merely not among the manifests is taken to be in the cluster,
    since Secrets seldom lie in repositories.
    """,
    remedy: """
      Name a Secret of the listener's own namespace, or add a ReferenceGrant beside the
      Secret.
      """,
    example: """
      kind: ReferenceGrant
      metadata: {name: certificates, namespace: certs}
      spec:
        from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: infra}]
        to: [{group: "", kind: Secret}]
      """,
    source: "Gateway, spec.listeners[].tls.certificateRefs; ReferenceGrant")

  static let routeKindsUnusable = CodeExplanation(
    """
    HTTP and HTTPS listeners take HTTPRoutes and GRPCRoutes, TLS listeners TLSRoutes, TCP and UDP
    listeners TCPRoutes and UDPRoutes. A kind in `allowedRoutes.kinds` that the protocol cannot take
    is left out, and the listener's status is ResolvedRefs: False with InvalidRouteKinds. Where none
    of the kinds is left, no route can attach and the listener is not programmed. A kind without a
    group is of the Gateway API's own.
    """,
    remedy: "Keep to the kinds of the protocol, or leave `kinds` out, which means all of them.",
    example: """
      listeners:
      - name: grpc
        port: 443
        protocol: HTTPS
        allowedRoutes: {kinds: [{kind: GRPCRoute}]}
      """,
    source: "Gateway, spec.listeners[].allowedRoutes.kinds; status.listeners[].supportedKinds")
}
