import Documents
import GatewayAPI
import Testing

@Suite("routes whose parent is a Service")
struct MeshRoutingTests {
  private static let stock = NamespacedName(namespace: "shop", name: "stock")

  /// The Services `stock` with two ports, `v1` and `v2` of namespace `shop`, and `v3` of namespace `web`.
  private static let services = [
    service("shop/stock", ports: "{name: main, port: 80}, {name: admin, port: 9000}"), service("shop/v1"),
    service("shop/v2"), service("web/v3"), grant("shop/g", from: "HTTPRoute", of: "web", to: "Service"),
  ]

  private static let parent = "{group: \"\", kind: Service, name: stock, namespace: shop}"

  /// A rule that takes what is below `path`.
  private static func rule(_ path: String, to name: String, namespace: String = "shop", port: Int = 8080)
    -> String
  {
    "{matches: [{path: {value: \(path)}}], backendRefs: [{name: \(name), namespace: \(namespace), port: \(port)}]}"
  }

  private static func route(
    _ name: String, kind: String = "HTTPRoute", parent: String = parent, hostnames: String? = nil,
    created: String? = nil, rules: String
  ) -> String {
    attached(name, kind: kind, created: created, parents: parent, hostnames: hostnames, rules: rules)
  }

  private func world(_ routes: String...) -> World { World(texts: routes + Self.services) }

  private func answer(
    _ world: World, _ path: String = "/", from namespace: String = "shop", port: Int? = nil,
    to service: NamespacedName = stock, host: String = "stock.shop", carried: HTTPRequest.Carried = .http
  ) -> String {
    let request = HTTPRequest(host: host, path: path, carried: carried)
    switch world.configuration.answerMesh(request, to: service, from: namespace, port: port) {
    case .refused: return "refused"
    case .notFound: return "404"
    case .misdirected: return "421"
    case .matched(let rule): return "\(rule.label) \(rule.rule): \(World.outcome(of: rule.plan))"
    }
  }

  private func matched(_ world: World, _ path: String = "/", to service: NamespacedName = stock) throws
    -> MatchedRule
  {
    let answer = world.configuration.answerMesh(HTTPRequest(path: path), to: service, from: "shop", port: 80)
    guard case .matched(let rule) = answer else { throw Unrouted() }
    return rule
  }

  private struct Unrouted: Error {}

  @Test("a route of the Service's namespace takes the calls of every client")
  func producer() {
    let world = world(Self.route("shop/p", rules: Self.rule("/", to: "v1")))
    #expect(answer(world, from: "shop") == "shop/p 0: v1")
    #expect(answer(world, from: "web") == "shop/p 0: v1")
    #expect(world.diagnostics == [])
  }

  @Test("a route of another namespace takes the calls of that namespace's clients only")
  func consumer() {
    let world = world(Self.route("web/c", rules: Self.rule("/", to: "v3", namespace: "web")))
    #expect(answer(world, from: "web") == "web/c 0: v3")
    #expect(answer(world, from: "shop") == "Service/shop/stock 0: stock")
    #expect(answer(world, from: "other") == "Service/shop/stock 0: stock")
  }

  @Test(
    "for its clients a consumer's route comes first, also where the producer's is older and more specific")
  func consumerFirst() {
    let world = world(
      Self.route("web/c", rules: Self.rule("/a", to: "v3", namespace: "web")),
      Self.route(
        "shop/p", created: "2020-01-01T00:00:00Z",
        rules: "\(Self.rule("/a/b", to: "v1")), \(Self.rule("/c", to: "v2"))"))
    #expect(answer(world, "/a/b", from: "web") == "web/c 0: v3")
    #expect(answer(world, "/a/b", from: "shop") == "shop/p 0: v1")
    #expect(answer(world, "/c", from: "web") == "shop/p 1: v2")
    #expect(answer(world, "/d", from: "web") == "404")
  }

  @Test("routes of one namespace merge by the precedence that holds at a Gateway")
  func precedence() {
    let world = world(
      Self.route("shop/a", rules: Self.rule("/x", to: "v1")),
      Self.route("shop/b", rules: "\(Self.rule("/x/y", to: "v2")), \(Self.rule("/z", to: "v2"))"),
      Self.route("shop/old", created: "2020-01-01T00:00:00Z", rules: Self.rule("/z", to: "v1")))
    #expect(answer(world, "/x/y/1") == "shop/b 0: v2")
    #expect(answer(world, "/x") == "shop/a 0: v1")
    #expect(answer(world, "/z") == "shop/old 0: v1")
    #expect(world.messages(.duplicateMatch).map(\.object) == ["HTTPRoute/shop/b"])
  }

  @Test(
    "a call that no rule takes is answered 404 where there are routes, and by the Service where there are none"
  )
  func unmatched() throws {
    let routed = world(Self.route("shop/p", rules: Self.rule("/a", to: "v1")))
    #expect(answer(routed, "/b") == "404")
    let bare = world()
    #expect(answer(bare, "/b") == "Service/shop/stock 0: stock")
    let rule = try matched(bare)
    #expect(rule.plan == RulePlan(backends: [.init(service: Self.stock, port: 80)]))
    #expect(rule.listener == nil)
    #expect(rule.kind == "Service")
  }

  @Test("a parentRef with a port, or the name of one, is for the calls to it, and others are for all")
  func ports() {
    func answers(_ narrowing: String) -> [String] {
      let parent = "{group: \"\", kind: Service, name: stock\(narrowing)}"
      let world = world(Self.route("shop/p", parent: parent, rules: Self.rule("/", to: "v1")))
      #expect(world.errors == [])
      return [80, 9000].map { answer(world, port: $0) }
    }
    let own = "Service/shop/stock 0: stock"
    #expect(answers("") == ["shop/p 0: v1", "shop/p 0: v1"])
    #expect(answers(", port: 80") == ["shop/p 0: v1", own])
    #expect(answers(", port: 9000") == [own, "shop/p 0: v1"])
    #expect(answers(", sectionName: admin") == [own, "shop/p 0: v1"])
    #expect(answers(", sectionName: admin, port: 80") == [own, own])
    #expect(answers(", port: 81") == [own, own])
  }

  @Test("a route for one port merges with one for all")
  func portAndAll() {
    let narrow = "{group: \"\", kind: Service, name: stock, port: 9000}"
    let world = world(
      Self.route("shop/all", rules: Self.rule("/a", to: "v1")),
      Self.route("shop/one", parent: narrow, rules: Self.rule("/a/b", to: "v2")))
    #expect(answer(world, "/a/b", port: 9000) == "shop/one 0: v2")
    #expect(answer(world, "/a/b", port: 80) == "shop/all 0: v1")
    #expect(answer(world, "/c", port: 9000) == "404")
  }

  @Test("a call that names no port goes to the first port for TCP")
  func firstPort() {
    let dns = NamespacedName(namespace: "shop", name: "dns")
    let world = World(
      texts: [
        Self.route(
          "shop/p", parent: "{group: \"\", kind: Service, name: dns, port: 54}",
          rules: Self.rule("/", to: "v1")),
        service("shop/dns", ports: "{port: 53, protocol: UDP}, {port: 54}, {port: 55}"),
      ] + Self.services)
    #expect(answer(world, to: dns) == "shop/p 0: v1")
    #expect(answer(world, port: 55, to: dns) == "Service/shop/dns 0: dns")
    #expect(answer(world, port: 53, to: dns) == "Service/shop/dns 0: 500")
  }

  @Test("what is not there, has not that port, or is an alias answers 500")
  func unusable() {
    let alias =
      "{apiVersion: v1, kind: Service, metadata: {name: alias}, spec: {type: ExternalName, ports: [{port: 80}]}}"
    let world = World(
      texts: [alias, "{apiVersion: v1, kind: Service, metadata: {name: headless}, spec: {ports: []}}"]
        + Self.services)
    #expect(answer(world, to: NamespacedName(name: "gone")).hasSuffix("0: 500"))
    #expect(answer(world, to: NamespacedName(name: "alias")).hasSuffix("0: 500"))
    #expect(answer(world, port: 81).hasSuffix("0: 500"))
    #expect(answer(world, to: NamespacedName(name: "headless")).hasSuffix("0: headless"))
  }

  @Test("a Service without ports takes routes all the same")
  func headless() {
    let headless = NamespacedName(namespace: "shop", name: "headless")
    let world = World(
      texts: [
        Self.route(
          "shop/p", parent: "{group: \"\", kind: Service, name: headless}", rules: Self.rule("/a", to: "v1")),
        "{apiVersion: v1, kind: Service, metadata: {name: headless, namespace: shop}, spec: {ports: []}}",
      ] + Self.services)
    #expect(answer(world, "/a", to: headless) == "shop/p 0: v1")
    #expect(answer(world, "/b", to: headless) == "404")
    #expect(world.configuration.meshReach(of: headless, from: "shop").map(\.name) == ["v1"])
  }

  @Test("a backend that is the Service itself means its endpoints")
  func ownEndpoints() throws {
    let world = world(Self.route("shop/p", rules: Self.rule("/", to: "stock", port: 80)))
    let rule = try matched(world)
    #expect(rule.label == "shop/p")
    #expect(rule.plan.backends == [.init(service: Self.stock, port: 80)])
    #expect(world.configuration.meshReach(of: Self.stock, from: "shop") == [Self.stock])
  }

  @Test("the hostnames of a route do not count")
  func hostnames() {
    let world = world(Self.route("shop/p", hostnames: "a.example", rules: Self.rule("/", to: "v1")))
    #expect(answer(world, host: "b.example") == "shop/p 0: v1")
    #expect(answer(world, host: "") == "shop/p 0: v1")
  }

  @Test("gRPC calls go by GRPCRoutes first, and by HTTPRoutes where none of them takes the call")
  func calls() {
    let world = world(
      Self.route("shop/p", created: "2020-01-01T00:00:00Z", rules: Self.rule("/a.B", to: "v1")),
      Self.route(
        "shop/g", kind: "GRPCRoute",
        rules: "{matches: [{method: {service: a.B, method: C}}], backendRefs: [{name: v2, port: 8080}]}"))
    #expect(answer(world, "/a.B/C", carried: .grpc) == "GRPCRoute/shop/g 0: v2")
    #expect(answer(world, "/a.B/D", carried: .grpc) == "shop/p 0: v1")
    #expect(answer(world, "/a.B/C") == "shop/p 0: v1")
    #expect(answer(world, "/a.C/D", carried: .grpc) == "404")
  }

  @Test("retries, timeouts, weights, mirrors and redirects are those of the rule")
  func plan() throws {
    let world = world(
      Self.route(
        "shop/p",
        rules: """
          {matches: [{path: {value: /a}}], retry: {attempts: 2, codes: [503], backoff: 10ms},
          timeouts: {request: 2s, backendRequest: 500ms},
          filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}, percent: 10}}],
          backendRefs: [{name: v1, port: 8080, weight: 3}, {name: stock, port: 80}]},
          {matches: [{path: {value: /b}}], filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}
          """))
    let plan = try matched(world, "/a").plan
    #expect(plan.retry == .init(attempts: 2, codes: [503], backoff: 10_000_000))
    #expect(plan.requestTimeout == 2_000_000_000)
    #expect(plan.backendRequestTimeout == 500_000_000)
    #expect(plan.backends.map(\.service.name) == ["v1", "stock"])
    #expect(plan.backends.map(\.weight) == [3, 1])
    #expect(plan.mirrors.map(\.service.name) == ["v2"])
    #expect(plan.mirrors.map { [$0.numerator, $0.denominator] } == [[10, 100]])
    #expect(try matched(world, "/b").plan.gatewayStatus == 301)
    #expect(world.errors == [])
  }

  @Test("a backend in another namespace needs a ReferenceGrant, also where it is the route's parent")
  func grants() {
    let consumer = Self.route("web/c", rules: Self.rule("/", to: "stock", port: 80))
    #expect(answer(world(consumer), from: "web") == "web/c 0: stock")
    let forbidden = World(texts: [consumer] + Self.services.dropLast())
    #expect(answer(forbidden, from: "web") == "web/c 0: 500")
    #expect(forbidden.messages(.backendUnusable).count == 1)
  }

  @Test("one route serves a Gateway and a Service")
  func bothParents() {
    let world = World(
      texts: [
        attached(
          "p", parents: "{name: edge}, {group: \"\", kind: Service, name: v1}", hostnames: "a.example"),
        gateway([http("http")]), service("v1"),
      ])
    let v1 = NamespacedName(name: "v1")
    #expect(world.answer(host: "a.example") == "v1")
    #expect(world.answer(host: "b.example") == "404")
    #expect(answer(world, from: "x", to: v1, host: "b.example") == "default/p 0: v1")
  }
}
