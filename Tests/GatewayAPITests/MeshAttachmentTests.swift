import Documents
import GatewayAPI
import Testing

@Suite("what is said about routes whose parent is a Service")
struct MeshAttachmentTests {
  private static let stock = NamespacedName(namespace: "shop", name: "stock")

  /// A route of namespace `shop`, unless named otherwise, and the Services `stock`, `v1` and `v2` there.
  private func world(
    _ parent: String = "", name: String = "shop/p", rules: String = "{}", more: [String] = []
  ) -> World {
    let parents = "{group: \"\", kind: Service, name: stock\(parent)}"
    return World(
      texts: [
        attached(name, parents: parents, rules: rules),
        service("shop/stock", ports: "{name: main, port: 80}, {port: 9000}"), service("shop/v1"),
        service("shop/v2"),
      ] + more)
  }

  private func lints(_ world: World) -> [Diagnostic] {
    let diagnostics = Diagnostics()
    world.configuration.lint(diagnostics)
    return diagnostics.all
  }

  private static func backend(_ name: String, extra: String = "") -> String {
    "{name: \(name), port: \(name == "stock" ? 80 : 8080)\(extra)}"
  }

  @Test("such a parent is modelled, and its status is that of any parent")
  func accepted() {
    let world = world(rules: "{backendRefs: [\(Self.backend("v1"))]}")
    #expect(world.configuration.notModelled == [])
    #expect(world.diagnostics == [])
    #expect(world.parents("HTTPRoute/shop/p") == [["Accepted", "ResolvedRefs"]])
    #expect(world.status("HTTPRoute/shop/p")?.parents?.map(\.parent) == ["Service/shop/stock"])
  }

  @Test("the core group may also be called core")
  func core() {
    let world = World(
      texts: [attached("p", parents: "{group: core, kind: Service, name: v1}"), service("v1")])
    #expect(world.diagnostics == [])
    #expect(world.parents("HTTPRoute/default/p") == [["Accepted", "ResolvedRefs"]])
    let gone = World(
      texts: [attached("p", parents: "{group: core, kind: Service, name: v2}"), service("v1"), service("v3")])
    #expect(gone.messages(.parentMissing).map(\.message) == ["Service default/v2 is not among the manifests"])
    #expect(gone.parents("HTTPRoute/default/p") == [])
  }

  @Test("another kind or group that Kubernetes does not have is no such parent")
  func otherGroup() {
    let world = World(
      texts: [attached("p", parents: "{group: odd.io, kind: Service, name: v1}"), service("v1")])
    #expect(world.configuration.notModelled.map(\.path) == ["spec.parentRefs[0]"])
    #expect(world.messages(.parentMissing).count == 1)
    #expect(world.messages(.routeNowhere).count == 1)
  }

  @Test(
    "a port that the Service does not have is no parent",
    arguments: [
      (", port: 81", "81"), (", sectionName: other", "other"),
      (", sectionName: main, port: 9000", "main with number 9000"),
    ])
  func missingPort(_ narrowing: String, _ named: String) throws {
    let world = world(narrowing)
    let message = try #require(world.messages(.noMatchingParent).first)
    #expect(message.message.hasPrefix("Service shop/stock has no port "))
    #expect(message.message.hasSuffix(named))
    #expect(message.suggestion == "its ports: main (80), 9000")
    #expect(message.location?.line == 5)
    #expect(world.messages(.routeNowhere).count == 1)
    #expect(world.parents("HTTPRoute/shop/p") == [["not Accepted: NoMatchingParent", "ResolvedRefs"]])
  }

  @Test("a Service that is not there, or not in that namespace, is reported with the one that may be meant")
  func missingService() throws {
    let world = world(name: "web/c")
    let message = try #require(world.messages(.parentMissing).first)
    #expect(message.message == "Service web/stock is not among the manifests")
    #expect(message.suggestion == "there is shop/stock: add `namespace: shop`")
    #expect(world.messages(.routeNowhere).count == 1)
    #expect(world.status("HTTPRoute/web/c")?.parents == [])
  }

  @Test("a rule that cannot be used makes the route partially invalid, and one without any is not accepted")
  func expressions() {
    let bad = "{matches: [{path: {type: RegularExpression, value: \"(\"}}]}"
    let good = "{backendRefs: [\(Self.backend("v1"))]}"
    #expect(
      world(rules: "\(bad), \(good)").parents("HTTPRoute/shop/p") == [
        ["Accepted", "ResolvedRefs", "PartiallyInvalid: UnsupportedValue"]
      ])
    #expect(
      world(rules: bad).parents("HTTPRoute/shop/p") == [["not Accepted: UnsupportedValue", "ResolvedRefs"]])
  }

  @Test("a note at the parent tells whose calls the route takes, and that hostnames do not count")
  func note() throws {
    let producer = world(rules: "{backendRefs: [\(Self.backend("v1"))]}")
    let first = try #require(lints(producer).first { $0.code == GatewayCode.callsOnly.rawValue })
    #expect(first.severity == .note)
    #expect(first.path == "spec.parentRefs[0]")
    #expect(
      first.message
        == "calls to Service shop/stock are all that the route gets from this parent, in a simulation the `calls` "
        + "of a scenario")
    let consumer = World(
      texts: [
        attached(
          "web/c", parents: "{group: \"\", kind: Service, name: stock, namespace: shop}",
          hostnames: "a.example"),
        service("shop/stock"),
      ])
    let second = try #require(lints(consumer).first { $0.code == GatewayCode.callsOnly.rawValue })
    #expect(second.message.contains("of clients in namespace web are all"))
    #expect(second.message.hasSuffix("; the route's hostnames do not count for them"))
    #expect(!lints(World(route("r", to: "v1", matches: "{}"))).contains { $0.code == "GW328" })
  }

  @Test("a retry of such a route makes a budget count, and its Services need none of a Gateway's traffic")
  func budget() {
    let policy = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: b, namespace: shop}
      spec: {targetRefs: [{group: "", kind: Service, name: v1}], retryConstraint: {}}
      """
    func rules(_ retry: String) -> String { "{\(retry)backendRefs: [\(Self.backend("v1"))]}" }
    let retry = "retry: {attempts: 2, codes: [503]}, "
    let limited = world(rules: rules(retry), more: [policy])
    #expect(limited.messages(.policyWithoutRetries) == [])
    #expect(limited.configuration.referencedServices.isEmpty)
    #expect(!lints(limited).contains { $0.code == GatewayCode.retriesUnbudgeted.rawValue })
    let calm = world(rules: rules(""), more: [policy])
    #expect(calm.messages(.policyWithoutRetries).count == 1)
    let lost = world(", port: 81", rules: rules(retry), more: [policy])
    #expect(lost.messages(.policyWithoutRetries).count == 1)
    let unlimited = lints(world(rules: rules(retry)))
    #expect(unlimited.contains { $0.code == GatewayCode.retriesUnbudgeted.rawValue })
  }

  @Test(
    "calls reach the backends and mirrors of the routes that take them, and the Service where there are none")
  func reach() {
    func reach(_ world: World, from namespace: String = "shop") -> [String] {
      world.configuration.meshReach(of: Self.stock, from: namespace).map(\.name)
    }
    let mirror = "filters: [{type: RequestMirror, requestMirror: {backendRef: \(Self.backend("v2"))}}]"
    let never =
      "filters: [{type: RequestMirror, requestMirror: {backendRef: \(Self.backend("v2")), percent: 0}}]"
    #expect(reach(world(rules: "{\(mirror), backendRefs: [\(Self.backend("v1"))]}")) == ["v1", "v2"])
    #expect(reach(world(rules: "{\(never), backendRefs: [\(Self.backend("v1"))]}")) == ["v1"])
    #expect(
      reach(
        world(rules: "{backendRefs: [\(Self.backend("stock")), \(Self.backend("v1", extra: ", weight: 0"))]}")
      )
        == ["stock"])
    #expect(
      reach(world(rules: "{backendRefs: [\(Self.backend("v1", extra: ", \(mirror)"))]}")) == ["v1", "v2"])
    #expect(reach(world(rules: "{backendRefs: [{name: gone, port: 80}]}")) == [])
    #expect(reach(world(", port: 80", rules: "{backendRefs: [\(Self.backend("v1"))]}")) == ["stock", "v1"])
    let consumer = attached(
      "web/c", parents: "{group: \"\", kind: Service, name: stock, namespace: shop}",
      rules: "{backendRefs: [{name: far, port: 8080}]}")
    let both = world(rules: "{backendRefs: [\(Self.backend("v1"))]}", more: [consumer, service("web/far")])
    #expect(reach(both) == ["v1"])
    #expect(reach(both, from: "web") == ["v1", "far"])
    #expect(
      World(texts: [service("shop/stock")]).configuration.meshReach(of: Self.stock, from: "x") == [Self.stock]
    )
  }
}
