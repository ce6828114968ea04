import GatewayAPI
import Testing

@Suite("calls and GRPCRoutes")
struct GRPCRouteTests {
  private func world(_ rules: String, _ more: String...) -> World {
    World(
      texts: [
        gateway([http("any")]), attached("r", kind: "GRPCRoute", rules: rules), service("v1"), service("v2"),
        service("v3"),
      ] + more)
  }

  /// The Service that gets a call, else its gRPC status.
  private func outcome(
    _ world: World, _ path: String, host: String = "example.org", headers: [(String, String)] = []
  ) -> String {
    let explanation = world.explain(path, host: host, method: "POST", headers: headers, carried: .grpc)
    guard explanation.grpcStatus == 0 else { return "\(explanation.grpcStatus ?? -1)" }
    return explanation.backends.first { $0.share > 0 }?.service.name ?? "none"
  }

  @Test(
    "service and method are compared exactly or by an expression, each alone or both",
    arguments: [
      ("{service: a.B, method: Do}", "/a.B/Do", true), ("{service: a.B, method: Do}", "/a.B/do", false),
      ("{service: a.B, method: Do}", "/A.B/Do", false), ("{service: a.B, method: Do}", "/a.B/DoMore", false),
      ("{service: a.B}", "/a.B/Any", true), ("{service: a.B}", "/a.BC/Any", false),
      ("{method: Do}", "/x.Y/Do", true), ("{method: Do}", "/x.Y/Other", false),
      ("{type: Exact, method: Do}", "/x.Y/Do", true),
      ("{type: RegularExpression, service: \"a\\\\..*\"}", "/a.B/Do", true),
      ("{type: RegularExpression, service: \"a\\\\.\"}", "/a.B/Do", false),
      ("{type: RegularExpression, method: \"D.|Run\"}", "/a.B/Run", true),
      ("{type: RegularExpression, method: \"D.\"}", "/a.B/Done", false),
      ("{type: RegularExpression, service: \"a.*\", method: \"D.*\"}", "/a.B/Done", true),
      ("{type: RegularExpression, service: \"a.*\", method: \"D.*\"}", "/a.B/Run", false),
    ])
  func methods(_ method: String, _ path: String, _ isTaken: Bool) {
    let world = world("{matches: [{method: \(method)}], backendRefs: [{name: v1, port: 8080}]}")
    #expect(world.errors.isEmpty)
    #expect(outcome(world, path) == (isTaken ? "v1" : "12"))
  }

  @Test(
    "a rule without matches takes every call, and only calls",
    arguments: ["", "matches: [], ", "matches: [{}], "])
  func everything(_ matches: String) {
    let world = world("{\(matches)backendRefs: [{name: v1, port: 8080}]}")
    #expect(outcome(world, "/any.Thing/Do") == "v1")
    #expect(world.explain("/any.Thing/Do", method: "POST").status == 404)
    let typed = world.explain(
      "/any.Thing/Do", method: "POST", headers: [("Content-Type", "application/grpc+proto")])
    #expect(typed.grpcStatus == 0)
    #expect(outcome(world, "/no-call") == "12")
    #expect(outcome(world, "/") == "12")
  }

  @Test("a route without rules takes nothing")
  func noRules() {
    let route = attached("r", kind: "GRPCRoute").replacing(
      "rules: [{backendRefs: [{name: v1, port: 8080}]}]", with: "hostnames: []")
    let world = World(texts: [gateway([http("any")]), route, service("v1")])
    #expect(world.errors.isEmpty)
    #expect(outcome(world, "/a.B/Do") == "12")
    #expect(world.parents("GRPCRoute/default/r") == [["Accepted", "ResolvedRefs"]])
  }

  @Test(
    "headers must all be there, exactly or by an expression",
    arguments: [
      ([("version", "one")], "v1"), ([("Version", "two")], "v2"),
      ([("version", "two"), ("color", "red")], "v3"),
      ([("color", "red")], "12"), ([("version", "One")], "12"), ([], "12"),
      ([("version", "three"), ("color", "x")], "12"), ([("level", "99")], "v1"), ([("level", "9a")], "12"),
    ])
  func headers(_ sent: [(String, String)], _ expected: String) {
    let world = world(
      """
      {matches: [{headers: [{name: version, value: one}]}], backendRefs: [{name: v1, port: 8080}]},
      {matches: [{headers: [{name: Version, value: two}]}], backendRefs: [{name: v2, port: 8080}]},
      {matches: [{headers: [{name: version, value: two}, {name: color, value: red}]}], backendRefs: [{name: v3, port: 8080}]},
      {matches: [{headers: [{name: level, type: RegularExpression, value: "[0-9]+"}]}], backendRefs: [{name: v1, port: 8080}]}
      """)
    #expect(world.errors.isEmpty)
    #expect(outcome(world, "/a.B/Do", headers: sent) == expected)
  }

  /// What two routes match, of which the first wins for `/a.B/Do` of `a.example.org` with the headers x and y.
  static let order: [(String, String, String, String)] = [
    ("a.example.org", "{}", "'*.example.org'", "{method: {service: a.B, method: Do}}"),
    ("'*.example.org'", "{}", "'*.org'", "{method: {service: a.B, method: Do}}"),
    (
      "'*.org'", "{method: {service: a.B}}", "'*.org'",
      "{method: {method: Do}, headers: [{name: x, value: \"1\"}]}"
    ),
    (
      "'*.org'", "{method: {service: a.B, method: Do}}", "'*.org'",
      "{method: {service: a.B}, headers: [{name: x, value: \"1\"}]}"
    ),
    (
      "'*.org'", "{method: {method: Do}}", "'*.org'",
      "{headers: [{name: x, value: \"1\"}, {name: 'y', value: \"1\"}]}"
    ),
    (
      "'*.org'", "{headers: [{name: x, value: \"1\"}, {name: 'y', value: \"1\"}]}", "'*.org'",
      "{headers: [{name: x, value: \"1\"}]}"
    ),
    ("'*.org'", "{headers: [{name: x, value: \"1\"}]}", "'*.org'", "{}"),
  ]

  @Test("hostname, service, method and headers decide in this order, before age and name", arguments: order)
  func precedence(_ first: String, _ winner: String, _ second: String, _ loser: String) {
    for (one, two) in [("a", "z"), ("z", "a")] {
      let world = World(texts: [
        gateway([http("any")]), service("v1"), service("v2"),
        attached(
          one, kind: "GRPCRoute", hostnames: first,
          rules: "{matches: [\(winner)], backendRefs: [{name: v1, port: 8080}]}"),
        attached(
          two, kind: "GRPCRoute", created: "2020-01-01T00:00:00Z", hostnames: second,
          rules: "{matches: [\(loser)], backendRefs: [{name: v2, port: 8080}]}"),
      ])
      #expect(world.errors.isEmpty)
      #expect(outcome(world, "/a.B/Do", host: "a.example.org", headers: [("x", "1"), ("y", "1")]) == "v1")
    }
  }

  @Test("then the older route, the first by name, and the first rule")
  func age() {
    func route(_ name: String, _ service: String, _ created: String? = nil) -> String {
      attached(
        name, kind: "GRPCRoute", created: created,
        rules: "{backendRefs: [{name: \(service), port: 8080}]}, {backendRefs: [{name: v3, port: 8080}]}")
    }
    let surroundings = [gateway([http("any")]), service("v1"), service("v2"), service("v3")]
    let stamped = World(texts: surroundings + [route("a", "v1"), route("b", "v2", "2024-01-01T00:00:00Z")])
    #expect(outcome(stamped, "/a.B/Do") == "v2")
    #expect(outcome(World(texts: surroundings + [route("b", "v2"), route("a", "v1")]), "/a.B/Do") == "v1")
  }

  @Test("weights, invalid shares and filters are those of HTTPRoutes")
  func backends() {
    let world = world(
      """
      {filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: "1"}]}},
      {type: RequestMirror, requestMirror: {backendRef: {name: v3, port: 8080}, percent: 10}},
      {type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: b, value: "2"}]}}],
      backendRefs: [{name: v1, port: 8080, weight: 3}, {name: gone, port: 80}]}
      """)
    #expect(world.errors.isEmpty)
    let explanation = world.explain("/a.B/Do", method: "POST", carried: .grpc)
    #expect(explanation.status == 200)
    #expect(explanation.grpcStatus == 0)
    #expect(explanation.backends.map(\.share) == [0.75, 0.25])
    #expect(explanation.backends.map { $0.request == nil } == [false, true])
    #expect(explanation.backends[0].request?.headers.shown == ["a: 1"])
    #expect(explanation.mirrors.map(\.numerator) == [10])
    #expect(explanation.responseHeaders.shown == ["b: 2"])
    #expect(world.parents("GRPCRoute/default/r") == [["Accepted", "not ResolvedRefs: BackendNotFound"]])
  }

  @Test(
    "at a listener an HTTPRoute and a GRPCRoute do not share a hostname: the older or first by name keeps it",
    arguments: [
      (nil, nil, "a.org", "a.org", true), (nil, nil, "'*.org'", "a.org", true),
      (nil, nil, nil, "a.org", true),
      (nil, "2024-01-01T00:00:00Z", "a.org", "a.org", false), (nil, nil, "b.org", "a.org", nil),
      ("2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z", "'*.org'", "'*.a.org'", false),
    ] as [(String?, String?, String?, String?, Bool?)])
  func sharedHostnames(
    _ httpAge: String?, _ grpcAge: String?, _ httpHost: String?, _ grpcHost: String?, _ isHTTP: Bool?
  ) {
    let world = World(texts: [
      gateway([http("any")]), service("v1"),
      attached("a", created: httpAge, hostnames: httpHost),
      attached("b", kind: "GRPCRoute", created: grpcAge, hostnames: grpcHost),
    ])
    let outcomes = ["HTTPRoute/default/a", "GRPCRoute/default/b"].map {
      world.parents($0)[0][0] == "Accepted"
    }
    #expect(outcomes == [isHTTP ?? true, !(isHTTP ?? false)])
    #expect(world.listener("any", of: "Gateway/default/edge")?.attachedRoutes == (isHTTP == nil ? 2 : 1))
  }

  @Test("one that loses a listener keeps the others")
  func sharedElsewhere() {
    let world = World(texts: [
      gateway([http("one"), http("two", port: 81)]), service("v1"),
      attached("a", parents: "{name: edge, sectionName: one}"), attached("b", kind: "GRPCRoute"),
    ])
    #expect(world.parents("GRPCRoute/default/b") == [["Accepted", "ResolvedRefs"]])
    #expect(outcome(world, "/a.B/Do") == "v1")
    #expect(world.explain("/a.B/Do", method: "POST", carried: .grpc).route == "HTTPRoute/default/a")
    #expect(world.explain("/a.B/Do", port: 81, carried: .grpc).route == "GRPCRoute/default/b")
  }
}
