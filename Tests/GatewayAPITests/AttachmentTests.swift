import GatewayAPI
import Testing

@Suite("which listeners take a route")
struct AttachmentTests {
  private static let gateway = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: gw, namespace: infra}
    spec:
      gatewayClassName: example
      listeners:
      - {name: same, port: 80, protocol: HTTP}
      - {name: all, port: 81, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
      - name: labelled
        port: 82
        protocol: HTTP
        allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}
      - name: expressed
        port: 83
        protocol: HTTP
        allowedRoutes:
          namespaces:
            from: Selector
            selector:
              matchExpressions:
              - {key: team, operator: In, values: [shop, stock]}
              - {key: closed, operator: DoesNotExist}
      - {name: nobody, port: 84, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}
      - {name: everybody, port: 85, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {}}}}
      - name: named
        port: 86
        protocol: HTTP
        allowedRoutes:
          namespaces:
            from: Selector
            selector: {matchLabels: {kubernetes.io/metadata.name: stock}}
      - name: grpc
        port: 87
        protocol: HTTP
        allowedRoutes: {namespaces: {from: All}, kinds: [{kind: GRPCRoute}]}
      - name: both
        port: 88
        protocol: HTTP
        allowedRoutes: {namespaces: {from: All}, kinds: [{kind: GRPCRoute}, {kind: HTTPRoute}]}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: shop}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: closed, labels: {team: shop, closed: "yes"}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: infra}}
    """

  /// The ports on which a route of `namespace` is served.
  private func ports(of namespace: String, _ parent: String = "{name: gw, namespace: infra}") -> (
    [Int], World
  ) {
    let world = World(
      texts: [
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r, namespace: \(namespace)}
        spec:
          parentRefs: [\(parent)]
        """, Self.gateway,
      ])
    let ports = (80...88).filter {
      let gateway = NamespacedName(namespace: "infra", name: "gw")
      if case .matched = world.configuration.answer(HTTPRequest(), gateway: gateway, port: $0) { return true }
      return false
    }
    return (ports, world)
  }

  @Test(
    "allowedRoutes decides by the namespace's name and labels, and by the kind",
    arguments: [
      ("infra", [80, 81, 85, 88]), ("shop", [81, 82, 83, 85, 88]), ("closed", [81, 82, 85, 88]),
      ("stock", [81, 85, 86, 88]),
    ])
  func allowedRoutes(_ namespace: String, _ expected: [Int]) {
    #expect(ports(of: namespace).0 == expected)
  }

  @Test("a namespace that is not declared and judged by labels is noted")
  func undeclaredNamespace() {
    #expect(!ports(of: "stock").1.messages(.namespaceUndeclared).isEmpty)
    #expect(ports(of: "shop").1.messages(.namespaceUndeclared).isEmpty)
  }

  @Test(
    "sectionName and port narrow the listeners, and both must fit",
    arguments: [
      ("sectionName: all", [81]), ("port: 88", [88]), ("sectionName: all, port: 81", [81]),
      ("sectionName: all, port: 88", []), ("sectionName: none", []), ("port: 99", []),
      ("sectionName: grpc", []),
    ])
  func narrowing(_ narrowing: String, _ expected: [Int]) {
    #expect(ports(of: "shop", "{name: gw, namespace: infra, \(narrowing)}").0 == expected)
  }

  @Test(
    "a route that attaches nowhere is told the furthest stage it reached",
    arguments: [
      ("{name: gw}", GatewayCode.parentMissing, "there is infra/gw: add `namespace: infra`"),
      ("{name: gww, namespace: infra}", .parentMissing, "did you mean \"gw\"?"),
      ("{name: gw, namespace: infra, sectionName: al}", .noMatchingParent, "did you mean \"all\"?"),
      ("{name: gw, namespace: infra, port: 80}", .routeNotAllowed, nil),
      ("{name: gw, namespace: infra, kind: XListenerSet}", .parentMissing, nil),
    ] as [(String, GatewayCode, String?)])
  func reasons(_ parent: String, _ code: GatewayCode, _ suggestion: String?) throws {
    let world = ports(of: "shop", parent).1
    let message = try #require(world.messages(code).first)
    #expect(message.severity == .warning)
    #expect(message.location?.line == 5)
    #expect(message.path == "spec.parentRefs[0]")
    if let suggestion { #expect(message.suggestion == suggestion) }
    #expect(world.messages(.routeNowhere).map(\.location?.line) == [1])
    #expect(world.errors.isEmpty)
  }

  @Test("a route attaches once where several parentRefs select one listener")
  func overlappingParents() {
    let (ports, world) = ports(
      of: "infra",
      "{name: gw, namespace: infra, sectionName: same}, {name: gw, namespace: infra, sectionName: all}, "
        + "{name: gw, sectionName: same}")
    #expect(ports == [80, 81])
    #expect(world.errors.isEmpty)
  }

  @Test("a parent of another kind is listed as not modelled")
  func foreignParent() {
    let world = ports(of: "shop", "{name: s, kind: ServiceImport, group: multicluster.x-k8s.io}").1
    #expect(world.configuration.notModelled.map(\.path) == ["spec.parentRefs[0]"])
    #expect(world.configuration.notModelled.map(\.object) == ["HTTPRoute/shop/r"])
  }

  @Test("a parent that is there and was not admitted is not reported as missing")
  func brokenParent() {
    let world = World(
      texts: [
        route("r", to: "v1", matches: "{}"),
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec: {gatewayClassName: example}
        """,
      ])
    #expect(world.messages(.parentMissing).isEmpty)
    #expect(world.errors.map(\.path) == ["spec.listeners"])
  }

  @Test("only the hostnames of listeners that allow the route are held against it")
  func hostnamesOfOthers() throws {
    let world = World(
      texts: [
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r, namespace: e}
        spec:
          parentRefs: [{name: gw, namespace: infra}]
          hostnames: [bar.x]
        """,
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: gw, namespace: infra}
        spec:
          gatewayClassName: example
          listeners:
          - {name: h, port: 80, hostname: '*.foo.x', protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
          - {name: k, port: 80, hostname: bar.x, protocol: HTTP}
          - {name: l, port: 80, hostname: baz.x, protocol: HTTP}
        """,
      ])
    let message = try #require(world.messages(.noMatchingHostname).first)
    #expect(
      message.message
        == "no hostname of the route (bar.x) fits one of the listeners that allow it (*.foo.x): "
        + "listener k would, but does not allow an HTTPRoute of namespace e")
    #expect(message.suggestion == "see `allowedRoutes` of listener k")
  }
}
