import GatewayAPI
import Testing

@Suite("which of several routes takes a request")
struct PrecedenceTests {
  private let any = "{path: {value: /}}"

  @Test("the older route wins, and one without a timestamp is the youngest")
  func age() {
    func stamp(_ time: String) -> String { ", creationTimestamp: \"\(time)\"" }
    let world = World(
      documents(
        route("a", to: "v1", matches: any),
        route("b", to: "v2", matches: any, metadata: stamp("2024-05-01T10:00:00Z")),
        route("c", to: "v3", matches: any, metadata: stamp("2023-12-31T23:59:59Z"))))
    #expect(world.answer() == "v3")
    let younger = World(
      documents(
        route("a", to: "v1", matches: any),
        route("b", to: "v2", matches: any, metadata: stamp("2024-05-01T10:00:00Z"))))
    #expect(younger.answer() == "v2")
  }

  @Test("of routes of one age the first by the bytes of namespace/name wins")
  func names() {
    func inNamespace(_ namespace: String, _ service: String) -> String {
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: x, namespace: \(namespace)}
      spec:
        parentRefs: [{name: edge, namespace: default}]
        rules: [{backendRefs: [{name: \(service), port: 1}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: \(service), namespace: \(namespace)}
      spec: {ports: [{port: 1}]}
      """
    }
    #expect(World(documents(inNamespace("a", "one"), inNamespace("a-b", "two"))).answer() == "two")
    #expect(World(documents(inNamespace("a", "one"), inNamespace("b", "two"))).answer() == "one")
    #expect(NamespacedName(namespace: "a-b", name: "x") < NamespacedName(namespace: "a", name: "x"))
  }

  @Test("inside a route the first rule wins, whatever the order of the documents is")
  func ruleOrder() {
    let one = route(
      "b",
      rules: """
          - {backendRefs: [{name: v1, port: 8080}]}
          - {backendRefs: [{name: v2, port: 8080}]}
        """)
    let two = route("c", to: "v3", matches: any)
    #expect(World(documents(one, two)).answer() == "v1")
    #expect(World(documents(two, one)).answer() == "v1")
  }

  @Test("an exact hostname beats a wildcard, a longer wildcard a shorter one, any hostname none")
  func hostnames() {
    let world = World(
      documents(
        route("a", to: "v1", matches: any),
        route("b", to: "v2", matches: any, extra: "hostnames: ['*.example.com']"),
        route("c", to: "v3", matches: any, extra: "hostnames: ['*.foo.example.com']"),
        route("d", to: "v2", matches: any, extra: "hostnames: [a.foo.example.com]")))
    #expect(world.answer(host: "other.com") == "v1")
    #expect(world.answer(host: "example.com") == "v1")
    #expect(world.answer(host: "x.example.com") == "v2")
    #expect(world.answer(host: "x.y.example.com") == "v2")
    #expect(world.answer(host: "x.foo.example.com") == "v3")
    #expect(world.answer(host: "a.foo.example.com") == "v2")
    #expect(world.answer(host: "foo.example.com") == "v2")
  }

  @Test(
    "a hostname decides before a path does, and a broader hostname takes what the narrow one has no rule for")
  func hostnameBeforePath() {
    let world = World(
      documents(
        route(
          "a", to: "v1", matches: "{path: {type: Exact, value: /x}}", extra: "hostnames: ['*.example.com']"),
        route("b", to: "v2", matches: "{path: {value: /x}}", extra: "hostnames: [a.example.com]")))
    #expect(world.answer("/x", host: "a.example.com") == "v2")
    let narrow = World(
      documents(
        route("a", to: "v1", matches: any, extra: "hostnames: ['*.example.com']"),
        route("b", to: "v2", matches: "{path: {value: /x}}", extra: "hostnames: [a.example.com]")))
    #expect(narrow.answer("/y", host: "a.example.com") == "v1")
  }

  @Test("the answer says which lines made it")
  func because() throws {
    let world = World(
      route(
        rules: """
            - {matches: [{path: {value: /a}}], backendRefs: [{name: v1, port: 8080}]}
            - name: second
              matches:
              - path: {value: /b}
              - path: {value: /c}
              backendRefs: [{name: v2, port: 8080}]
          """))
    let rule = try #require(world.matched("/c/d", host: "shop.example"))
    #expect(rule.listener?.name == "http")
    #expect(rule.route == NamespacedName(name: "route"))
    #expect(rule.rule == 1)
    #expect(rule.match == 1)
    let explanation = world.configuration.explain(
      HTTPRequest(host: "shop.example", path: "/c/d"), gateway: NamespacedName(name: "edge"), port: 80)
    #expect(explanation.because.map(\.decision) == ["listener", "route", "rule", "match", "backend"])
    #expect(explanation.because.map(\.location.line) == [12, 1, 8, 11, 12])
    #expect(explanation.because[0].location.file == "surroundings.yaml")
  }

  @Test("a match whose requests another one takes first is a warning, whatever the order of its headers")
  func duplicateMatches() throws {
    let world = World(
      documents(
        route(
          "b",
          rules: """
              - matches: [{path: {value: /x/}, headers: [{name: A, value: b}, {name: c, value: d}]}]
                backendRefs: [{name: v1, port: 8080}]
              - {matches: [{path: {value: /y}}], backendRefs: [{name: v1, port: 8080}]}
            """),
        route(
          "c", to: "v2", matches: "{path: {value: /x}, headers: [{name: C, value: d}, {name: a, value: b}]}"),
        route("d", to: "v2", matches: "{path: {value: /y}}", extra: "hostnames: [a.example]"),
        route("e", to: "v2", matches: "{path: {type: Exact, value: /y}}, {path: {value: /y}, method: GET}")))
    #expect(world.messages(.duplicateMatch).map(\.object) == ["HTTPRoute/default/c"])
    let message = try #require(world.messages(.duplicateMatch).first)
    #expect(message.path == "spec.rules[0].matches[0]")
    #expect(message.message.hasPrefix("rule 0 of HTTPRoute/default/b takes the same requests first"))
  }

  @Test("two thousand routes are each found again")
  func manyRoutes() {
    let routes = (0..<2000).map {
      route(
        "r\($0)", to: "v\($0 % 3 + 1)", matches: "{path: {value: /p/\($0)}}",
        extra: "hostnames: [h\($0 % 50).example]")
    }
    let world = World(routes.joined(separator: "\n---\n"))
    for index in stride(from: 0, to: 2000, by: 7) {
      #expect(world.answer("/p/\(index)/x", host: "h\(index % 50).example") == "v\(index % 3 + 1)")
      #expect(world.answer("/p/\(index)/x", host: "h\((index + 1) % 50).example") == "404")
    }
  }
}
