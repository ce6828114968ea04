import GatewayAPI
import Testing

@Suite("status of routes and policies")
struct RouteStatusTests {
  private static let route = "HTTPRoute/default/r"

  private static let gateways = [
    gateway([
      http("a", "a.org"), http("b", "b.org", port: 81),
      http("closed", "c.org", port: 82, extra: "allowedRoutes: {namespaces: {from: Selector}}"),
      http("grpc", "a.org", port: 83, extra: "allowedRoutes: {kinds: [{kind: GRPCRoute}]}"),
      "name: tcp, port: 84, protocol: TCP",
    ]),
    gateway(named: "far/edge", [http("a")]),
    gateway(named: "far/open", [http("a", extra: "allowedRoutes: {namespaces: {from: All}}")]),
  ]

  private func world(_ route: String, _ more: String...) -> World {
    World(texts: [route, service("v1"), service("v2")] + Self.gateways + more)
  }

  @Test(
    "the reason is that of the furthest stage that a listener reached",
    arguments: [
      ("{name: edge}", "a.org", "Accepted"), ("{name: edge}", nil, "Accepted"),
      ("{name: edge}", "x.org, b.org", "Accepted"),
      ("{name: edge}", "x.org", "not Accepted: NoMatchingListenerHostname"),
      ("{name: edge}", "c.org", "not Accepted: NoMatchingListenerHostname"),
      ("{name: edge, sectionName: a}", "b.org", "not Accepted: NoMatchingListenerHostname"),
      ("{name: edge, sectionName: closed}", "c.org", "not Accepted: NotAllowedByListeners"),
      ("{name: edge, sectionName: grpc}", "a.org", "not Accepted: NotAllowedByListeners"),
      ("{name: edge, sectionName: tcp}", nil, "not Accepted: NotAllowedByListeners"),
      ("{name: edge, sectionName: gone}", nil, "not Accepted: NoMatchingParent"),
      ("{name: edge, port: 99}", nil, "not Accepted: NoMatchingParent"),
      ("{name: edge, sectionName: a, port: 81}", nil, "not Accepted: NoMatchingParent"),
      ("{name: edge, sectionName: b, port: 81}", nil, "Accepted"),
      ("{name: edge, port: 81}", "b.org", "Accepted"),
      ("{name: edge, port: 81}", "a.org", "not Accepted: NoMatchingListenerHostname"),
      ("{name: edge, namespace: far}", nil, "not Accepted: NotAllowedByListeners"),
      ("{name: open, namespace: far}", nil, "Accepted"),
      ("{name: gone}", nil, nil), ("{name: edge, kind: Service, group: \"\"}", nil, nil),
      ("{name: edge, group: odd.io}", nil, nil),
    ] as [(String, String?, String?)])
  func acceptance(_ parent: String, _ hostnames: String?, _ expected: String?) {
    let world = world(attached("r", parents: parent, hostnames: hostnames))
    #expect(world.errors.isEmpty)
    #expect(world.parents(Self.route) == (expected.map { [[$0, "ResolvedRefs"]] } ?? []))
  }

  @Test("every parent has a status of its own, in the order of the route, with what it names")
  func severalParents() {
    let world = world(
      attached(
        "r",
        parents:
          "{name: edge, port: 81}, {name: gone}, {name: edge, port: 80}, {name: edge, namespace: far}, {name: open, namespace: far, sectionName: z}",
        hostnames: "a.org"))
    let parents = world.status(Self.route)?.parents ?? []
    #expect(
      parents.map { "\($0.parent) \($0.sectionName ?? "-") \($0.port ?? 0) \($0.conditions[0].shown)" } == [
        "Gateway/default/edge - 81 not Accepted: NoMatchingListenerHostname",
        "Gateway/default/edge - 80 Accepted", "Gateway/far/edge - 0 not Accepted: NotAllowedByListeners",
        "Gateway/far/open z 0 not Accepted: NoMatchingParent",
      ])
    #expect(world.status(Self.route)?.conditions == [])
  }

  private static let bad =
    "{matches: [{path: {type: RegularExpression, value: \"(\"}}], backendRefs: [{name: v1, port: 8080}]}"
  private static let lookaround =
    "{matches: [{headers: [{name: a, type: RegularExpression, value: \"(?=x)\"}]}]}"
  private static let good = "{matches: [{path: {value: /good}}], backendRefs: [{name: v1, port: 8080}]}"

  @Test(
    "rules with unusable expressions are dropped, which is said; a route of only such rules is not accepted")
  func partiallyInvalid() throws {
    let partly = world(attached("r", rules: "\(Self.bad), \(Self.good), \(Self.lookaround)"))
    #expect(
      partly.parents(Self.route) == [["Accepted", "ResolvedRefs", "PartiallyInvalid: UnsupportedValue"]])
    let message = try #require(partly.status(Self.route)?.parents?[0].conditions.last?.message)
    #expect(message.hasPrefix("Dropped Rule 0, 2"))
    #expect(partly.answer("/good", host: "a.org") == "v1")
    #expect(partly.answer("/other", host: "a.org") == "404")
    let wholly = world(attached("r", rules: "\(Self.bad), \(Self.lookaround)"))
    #expect(wholly.parents(Self.route) == [["not Accepted: UnsupportedValue", "ResolvedRefs"]])
    #expect(wholly.listener("a", of: "Gateway/default/edge")?.attachedRoutes == 0)
    let refused = world(attached("r", hostnames: "x.org", rules: "\(Self.bad), \(Self.good)"))
    #expect(refused.parents(Self.route) == [["not Accepted: NoMatchingListenerHostname", "ResolvedRefs"]])
    #expect(world(attached("r", rules: Self.good)).parents(Self.route) == [["Accepted", "ResolvedRefs"]])
  }

  private static let gone = "{name: gone, port: 80}"
  private static let odd = "{name: v1, kind: Odd, group: odd.io}"
  private static let far = "{name: v1, namespace: far, port: 80}"
  private static let datagrams = "{name: udp, port: 53}"

  @Test(
    "of several problems of references permission comes first, then kind, existence and protocol; all are named",
    arguments: [
      ([datagrams, gone, odd, far], "RefNotPermitted"), ([datagrams, gone, odd], "InvalidKind"),
      ([datagrams, gone], "BackendNotFound"), ([datagrams], "UnsupportedProtocol"),
      ([far, gone], "RefNotPermitted"),
    ])
  func referencePrecedence(_ backends: [String], _ reason: String) throws {
    let rules = backends.map { "{backendRefs: [{name: v1, port: 8080}, \($0)]}" }.joined(separator: ", ")
    let world = world(attached("r", rules: rules), service("udp", ports: "{port: 53, protocol: UDP}"))
    #expect(world.parents(Self.route) == [["Accepted", "not ResolvedRefs: \(reason)"]])
    let message = try #require(world.status(Self.route)?.parents?[0].conditions[1].message)
    #expect(message.components(separatedBy: "; ").count == backends.count)
  }

  @Test(
    "references are resolved wherever they stand, also where no request comes",
    arguments: [
      "{filters: [{type: RequestMirror, requestMirror: {backendRef: \(gone)}}], backendRefs: [{name: v1, port: 8080}]}",
      "{backendRefs: [{name: v1, port: 8080, filters: [{type: RequestMirror, requestMirror: {backendRef: \(gone)}}]}]}",
      "{backendRefs: [{name: v1, port: 8080}, {name: gone, port: 80, weight: 0}]}",
      "{filters: [{type: RequestRedirect, requestRedirect: {}}, {type: RequestMirror, requestMirror: {backendRef: \(gone)}}]}",
    ])
  func everyReference(_ rule: String) {
    #expect(
      world(attached("r", rules: rule)).parents(Self.route) == [
        ["Accepted", "not ResolvedRefs: BackendNotFound"]
      ])
  }

  @Test("an ExtensionRef is of no known kind, and a permission comes before it")
  func extensions() {
    let filter = "filters: [{type: ExtensionRef, extensionRef: {group: odd.io, kind: Odd, name: o}}]"
    #expect(
      world(attached("r", rules: "{\(filter)}")).parents(Self.route) == [
        ["Accepted", "not ResolvedRefs: InvalidKind"]
      ])
    #expect(
      world(attached("r", rules: "{\(filter), backendRefs: [\(Self.far)]}")).parents(Self.route) == [
        ["Accepted", "not ResolvedRefs: RefNotPermitted"]
      ])
  }

  private func policy(_ name: String, _ targets: String, created: String? = nil) -> String {
    let age = created.map { ", creationTimestamp: \"\($0)\"" } ?? ""
    let references = targets.split(separator: " ").map { "{group: \"\", kind: Service, name: \($0)}" }
    return """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: \(name)\(age)}
      spec: {targetRefs: [\(references.joined(separator: ", "))], retryConstraint: {}}
      """
  }

  @Test(
    "a policy has its status at the Gateways whose requests meet it: by age, then by name, one of two has effect"
  )
  func policies() {
    let world = world(
      attached("r", parents: "{name: edge}, {name: open, namespace: far}"), service("v3"), policy("a", "v1"),
      policy("b", "v1", created: "2024-01-01T00:00:00Z"), policy("c", "v2"), policy("d", "gone"),
      policy("e", "v2 gone"), policy("f", "v2"), policy("g", "gone v3"),
      policy("h", "gone lost"))
    func shown(_ name: String) -> [String] {
      (world.status("XBackendTrafficPolicy/default/\(name)")?.ancestors ?? []).map {
        "\($0.ancestor) \($0.conditions.map(\.shown).joined(separator: " "))"
      }
    }
    #expect(
      shown("a") == [
        "Gateway/default/edge not Accepted: Conflicted", "Gateway/far/open not Accepted: Conflicted",
      ])
    #expect(shown("b") == ["Gateway/default/edge Accepted", "Gateway/far/open Accepted"])
    #expect(shown("c") == ["Service/default/v2 Accepted"])
    #expect(shown("d") == ["Service/default/gone not Accepted: TargetNotFound"])
    #expect(shown("e").allSatisfy { $0.hasSuffix("not Accepted: Conflicted") })
    #expect(shown("g") == ["Service/default/v3 Accepted"])
    #expect(
      shown("h") == ["gone", "lost"].map { "Service/default/\($0) not Accepted: TargetNotFound" })
    #expect(shown("f") == ["Service/default/v2 not Accepted: Conflicted"])
  }
}
