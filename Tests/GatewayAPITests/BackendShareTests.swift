import GatewayAPI
import Testing

@Suite("shares of backends, explained")
struct BackendShareTests {
  private static let slices = """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: idle-1, labels: {kubernetes.io/service-name: idle}}
    addressType: IPv4
    endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}}]
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: empty-1, labels: {kubernetes.io/service-name: empty}}
    addressType: IPv4
    endpoints: []
    """

  private func world(_ backends: String) -> World {
    World(texts: [
      gateway([http("any")]), attached("r", rules: "{backendRefs: [\(backends)]}"), Self.slices,
      service("v1"), service("v2"), service("idle"), service("empty"), service("far/far"),
      service("datagrams", ports: "{port: 8080, protocol: UDP}"),
      service("both", ports: "{name: u, port: 8080, protocol: UDP}, {name: t, port: 8080}"),
    ])
  }

  /// One row of the table: backends, and what becomes of requests.
  struct Row: Sendable, CustomTestStringConvertible {
    let backends: String
    let shares: [String]
    let status: Int
    let answeredBy: Explanation.Answerer
    let resolved: String

    init(
      _ backends: String, _ shares: [String], _ status: Int, _ answeredBy: Explanation.Answerer = .gateway,
      resolved: String = "ResolvedRefs"
    ) {
      (self.backends, self.shares, self.status) = (backends, shares, status)
      (self.answeredBy, self.resolved) = (answeredBy, resolved)
    }

    var testDescription: String { backends }
  }

  private static let missing = "not ResolvedRefs: BackendNotFound"
  static let rows = [
    Row("{name: v1, port: 8080}", ["v1 1.0 200"], 200, .backend),
    Row("{name: v1, port: 8080, weight: 1000000}", ["v1 1.0 200"], 200, .backend),
    Row(
      "{name: v1, port: 8080, weight: 9}, {name: v2, port: 8080}", ["v1 0.9 200", "v2 0.1 200"], 200, .backend
    ),
    Row(
      "{name: v1, port: 8080, weight: 70}, {name: v2, port: 8080, weight: 30}, {name: v1, port: 8080, weight: 0}",
      ["v1 0.7 200", "v2 0.3 200", "v1 0.0 200"], 200, .backend),
    Row(
      "{name: v1, port: 8080}, {name: v2, port: 8080}, {name: gone, port: 80, weight: 2}",
      ["v1 0.25 200", "v2 0.25 200", "gone 0.5 500"], 200, .backend, resolved: missing),
    Row(
      "{name: gone, port: 80}, {name: v1, port: 8080}", ["gone 0.5 500", "v1 0.5 200"], 200, .backend,
      resolved: missing),
    Row(
      "{name: v1, port: 8080}, {name: gone, port: 80, weight: 0}", ["v1 1.0 200", "gone 0.0 500"], 200,
      .backend, resolved: missing),
    Row(
      "{name: v1, port: 8080, weight: 0}, {name: gone, port: 80}", ["v1 0.0 200", "gone 1.0 500"], 500,
      resolved: missing),
    Row("{name: gone, port: 80}", ["gone 1.0 500"], 500, resolved: missing),
    Row("{name: v1, port: 81}", ["v1 1.0 500"], 500, resolved: missing),
    Row(
      "{name: v1, kind: Nothing, group: example.com}", ["v1 1.0 500"], 500,
      resolved: "not ResolvedRefs: InvalidKind"),
    Row(
      "{name: far, namespace: far, port: 8080}", ["far 1.0 500"], 500,
      resolved: "not ResolvedRefs: RefNotPermitted"),
    Row(
      "{name: datagrams, port: 8080}", ["datagrams 1.0 500"], 500,
      resolved: "not ResolvedRefs: UnsupportedProtocol"),
    Row("{name: both, port: 8080}", ["both 1.0 200"], 200, .backend),
    Row("{name: idle, port: 8080}", ["idle 1.0 503"], 503),
    Row("{name: empty, port: 8080}, {name: v1, port: 8080}", ["empty 0.5 503", "v1 0.5 200"], 200, .backend),
    Row(
      "{name: gone, port: 80}, {name: idle, port: 8080}", ["gone 0.5 500", "idle 0.5 503"], 500,
      resolved: missing),
    Row("{name: v1, port: 8080, weight: 0}", ["v1 0.0 200"], 500),
    Row("", [], 500),
  ]

  @Test("a share is the weight over the sum of all, and says what its clients get", arguments: rows)
  func share(_ row: Row) {
    let world = world(row.backends)
    #expect(world.errors.isEmpty)
    let explanation = world.explain()
    #expect(explanation.backends.map { "\($0.service.name) \($0.share) \($0.status)" } == row.shares)
    #expect(explanation.status == row.status)
    #expect(explanation.answeredBy == row.answeredBy)
    #expect(explanation.backends.allSatisfy { ($0.request == nil) == ($0.status != 200) })
    #expect(world.parents("HTTPRoute/default/r") == [["Accepted", row.resolved]])
  }

  @Test("a call that a missing backend should get is UNAVAILABLE, and one that none takes UNIMPLEMENTED")
  func calls() {
    let world = World(texts: [
      gateway([http("any")]), service("v1"),
      attached(
        "r", kind: "GRPCRoute",
        rules: "{matches: [{method: {service: a.B}}], backendRefs: [{name: gone, port: 80}]}"),
    ])
    let broken = world.explain("/a.B/Do", method: "POST", carried: .grpc)
    #expect(broken.grpcStatus == 14)
    #expect(broken.answeredBy == .gateway)
    #expect(world.explain("/a.C/Do", method: "POST", carried: .grpc).grpcStatus == 12)
    #expect(world.explain("/a.B/Do").grpcStatus == nil)
    #expect(world.explain("/a.B/Do").status == 404)
  }

  @Test("what refuses, redirects or finds nothing has no backends")
  func others() {
    let world = World(texts: [
      gateway([http("any", "example.org")]), service("v1"),
      attached(
        "r",
        rules:
          "{matches: [{path: {value: /a}}], filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}"
      ),
    ])
    #expect(world.explain("/a").status == 301)
    #expect(world.explain("/a").answeredBy == .gateway)
    #expect(world.explain("/b").status == 404)
    #expect(world.explain("/b").listener?.name == "any")
    #expect(world.explain(host: "other.org").status == 404)
    #expect(world.explain(port: 81).status == nil)
    #expect(world.explain(port: 81).answeredBy == .none)
    #expect(world.explain(gateway: NamespacedName(name: "nothing")).answeredBy == .none)
    #expect(world.explain("/a").backends.isEmpty)
  }

  @Test("an upgrade is answered 101, and TLS is spoken where the Service says so")
  func protocols() {
    let world = World(texts: [
      gateway([http("any")]), attached("r", rules: "{backendRefs: [{name: s, port: 443}]}"),
      service("s", ports: "{port: 443, appProtocol: https}"),
    ])
    let explanation = world.explain(carried: .websocket)
    #expect(explanation.status == 101)
    #expect(explanation.backends.map(\.status) == [101])
    #expect(explanation.backends.first?.request?.scheme == "https")
  }

  @Test("the budget is that of the first backend that gets requests")
  func budgets() {
    func policy(_ service: String, _ percent: Int) -> String {
      """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: \(service)}
      spec: {targetRefs: [{group: "", kind: Service, name: \(service)}], retryConstraint: {budget: {percent: \(percent)}}}
      """
    }
    func percent(_ backends: String) -> Int? {
      World(texts: [
        gateway([http("any")]), service("v1"), service("v2"), policy("v1", 1), policy("v2", 2),
        attached("r", rules: "{retry: {}, backendRefs: [\(backends)]}"),
      ]).explain().retryBudget?.percent
    }
    #expect(percent("{name: v1, port: 8080}, {name: v2, port: 8080}") == 1)
    #expect(percent("{name: gone, port: 8080}, {name: v2, port: 8080}") == 2)
    #expect(percent("{name: v1, port: 8080, weight: 0}, {name: v2, port: 8080}") == 2)
    #expect(percent("{name: gone, port: 8080}") == nil)
  }
}
