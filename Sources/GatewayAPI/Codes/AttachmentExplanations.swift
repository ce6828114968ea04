import Documents

/// GW310 to GW316, and GW328: routes and the parents that do not take them, or only some requests.
extension CodeExplanation {
  static let parentMissing = CodeExplanation(
    """
    A route gets requests through its parents. A reference that leads nowhere is admitted (the
    parent may come later) and brings nothing; the controller writes no status for it, so nothing in
    the cluster tells. Usual reasons: no namespace where the Gateway is in another one, a kind of
    another group (XListenerSet is not of the default group), or a name from an example.
    """,
    remedy: "Name the parent as it is declared.",
    example: """
      parentRefs:
      - {name: edge, namespace: infra}
      - {group: gateway.networking.k8s.io, kind: ListenerSet, name: store, namespace: store}
      """,
    source: "HTTPRoute, spec.parentRefs")

  static let noMatchingParent = CodeExplanation(
    """
    sectionName is the name of a listener of that parent, and port its port; both must fit where
    both are given. A Gateway's reference does not reach the listeners of its ListenerSets, nor the
    other way round: each is named by itself. Of a Service they are the name and number of a port.
    """,
    remedy: """
      Take the name of one of the parent's listeners or ports; for a listener of a ListenerSet
      make the set the parent.
      """,
    source: "HTTPRoute, spec.parentRefs[].sectionName; status reason NoMatchingParent")

  static let routeNotAllowed = CodeExplanation(
    """
    A listener allows routes of certain kinds and namespaces; by default of its own namespace only,
    which for a listener of a ListenerSet is that of the set. The route's status is Accepted: False
    with NotAllowedByListeners, and it gets no requests from there.
    """,
    remedy: "Let the listener allow the route's namespace.",
    example: """
      listeners:
      - name: http
        port: 80
        protocol: HTTP
        allowedRoutes:
          namespaces: {from: All}
      """,
    source: "Gateway, spec.listeners[].allowedRoutes; status reason NotAllowedByListeners")

  static let noMatchingHostname = CodeExplanation(
    """
    Where both a listener and a route have hostnames, the route serves those that both have in
    common. "*.example.com" takes a.example.com and a.b.example.com, but not example.com itself.
    With nothing in common the route is not attached.
    """,
    remedy: """
      Give the route a hostname that the listener covers, or the listener a wider one.
      """,
    source: "HTTPRoute, spec.hostnames; status reason NoMatchingListenerHostname")

  static let routeNowhere = CodeExplanation(
    """
    No parent takes the route, so no request ever reaches it. Other messages about its parentRefs
    say why; without parentRefs there is nothing that could take it.
    """,
    remedy: "See the other messages, or add parentRefs.",
    source: "HTTPRoute, spec.parentRefs")

  static let namespaceUndeclared = CodeExplanation(
    """
    A listener selects namespaces by their labels. Weir knows the labels of namespaces that are
    among the manifests; of others it knows only kubernetes.io/metadata.name, which every cluster
    sets. A route that is refused here may be allowed in the cluster.
    """,
    remedy: "Add the Namespace with its labels to the manifests.",
    example: """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: shop}}
      """,
    source: """
      Gateway, spec.listeners[].allowedRoutes.namespaces; Kubernetes, automatic labelling of
      namespaces
      """)

  static let hostnameTaken = CodeExplanation(
    """
    HTTPRoutes and GRPCRoutes may not share a hostname at a listener, since both decide about the
    same requests. The older route keeps it, by name where ages are equal; the other kind is refused
    there.
    """,
    remedy: """
      Give the two different hostnames, or express the gRPC calls as paths of an
      HTTPRoute: /package.Service/Method.
      """,
    source: "GRPCRoute, spec.hostnames (cross serving)")

  static let callsOnly = CodeExplanation(
    """
    A route whose parent is a Service acts on what other workloads send to that Service through a
    mesh, and on nothing that a Gateway forwards to it. A route of the Service's namespace is for
    all clients, one of another namespace for the clients there only. Hostnames of the route do not
    count. In a simulation such requests are the `calls` of services: a scenario without calls to
    the Service does not show what the route does.
    """,
    remedy: """
      Nothing, if that is meant; else make a Gateway a parent of the route, or give the
      scenario's services `calls`.
      """,
    example: """
      parentRefs:
      - {name: edge, namespace: infra}
      - {group: "", kind: Service, name: stock}
      """,
    source: "GEP-1426, xRoutes Mesh Binding")
}
