import GatewayAPI
import Testing

/// The order of the specification, step by step: the first of each pair wins for a request that both take, whatever their
/// names, ages and order say.
@Suite("the order of precedence")
struct PrecedenceOrderTests {
  /// One of the two routes: its hostname, its match and its age.
  struct Side: Sendable, CustomTestStringConvertible {
    let hostname: String?
    let match: String
    let created: String?

    init(_ hostname: String? = nil, _ match: String = "{path: {value: /}}", created: String? = nil) {
      (self.hostname, self.match, self.created) = (hostname, match, created)
    }

    var testDescription: String { "\(hostname ?? "any host") \(match) \(created ?? "")" }
  }

  private static let old = "2020-01-01T00:00:00Z"
  private static let recent = "2024-01-01T00:00:00Z"
  private static let headers = "headers: [{name: a, value: \"1\"}]"
  private static let twoHeaders = "headers: [{name: a, value: \"1\"}, {name: b, value: \"1\"}]"
  private static let query = "queryParams: [{name: q, value: \"1\"}]"
  private static let twoQueries = "queryParams: [{name: q, value: \"1\"}, {name: r, value: \"1\"}]"

  static let steps: [(Side, Side)] = [
    // An exact hostname beats a wildcard with everything else against it.
    (Side("a.b.org"), Side("*.b.org", "{path: {type: Exact, value: /x/y}, method: GET}", created: old)),
    (Side("*.b.org"), Side("*.org", "{path: {type: Exact, value: /x/y}}", created: old)),
    (Side("*.org"), Side(nil, "{path: {type: Exact, value: /x/y}}", created: old)),
    // Exact before expression before prefix.
    (
      Side(nil, "{path: {type: Exact, value: /x/y}}"),
      Side(nil, "{path: {type: RegularExpression, value: \"/x/y.*\"}, method: GET}", created: old)
    ),
    (
      Side(nil, "{path: {type: Exact, value: /x/y}}"),
      Side(nil, "{path: {value: /x/y}, method: GET, \(twoHeaders)}", created: old)
    ),
    (
      Side(nil, "{path: {type: RegularExpression, value: \".*\"}}"),
      Side(nil, "{path: {value: /x/y}, method: GET}", created: old)
    ),
    (
      Side(nil, "{path: {type: RegularExpression, value: \"/x/.*\"}}"),
      Side(nil, "{path: {type: RegularExpression, value: \"/.*\"}, method: GET}", created: old)
    ),
    // The longer prefix, then a method, headers, query parameters.
    (
      Side(nil, "{path: {value: /x}}"),
      Side(nil, "{path: {value: /}, method: GET, \(twoHeaders), \(twoQueries)}", created: old)
    ),
    (Side(nil, "{path: {value: /x/y}}"), Side(nil, "{path: {value: /x}, method: GET}", created: old)),
    (Side(nil, "{method: GET}"), Side(nil, "{\(twoHeaders), \(twoQueries)}", created: old)),
    (Side(nil, "{method: GET, \(headers)}"), Side(nil, "{method: GET, \(twoQueries)}", created: old)),
    (Side(nil, "{\(twoHeaders)}"), Side(nil, "{\(headers), \(twoQueries)}", created: old)),
    (Side(nil, "{\(headers)}"), Side(nil, "{\(twoQueries)}", created: old)),
    (Side(nil, "{\(twoQueries)}"), Side(nil, "{\(query)}", created: old)),
    (Side(nil, "{\(query)}"), Side(nil, "{}", created: old)),
    // The age, and none is the youngest.
    (Side(created: old), Side(created: recent)), (Side(created: recent), Side()),
    (Side(created: "2023-12-31T23:59:59Z"), Side(created: recent)),
  ]

  @Test("each step decides before all later ones", arguments: steps)
  func decides(_ winner: Side, _ loser: Side) {
    let sent = [("a", "1"), ("b", "1")]
    for (first, second) in [("a", "z"), ("z", "a")] {
      let texts = [
        attached(
          first, created: winner.created, hostnames: winner.hostname.map { "'\($0)'" },
          rules: "{matches: [\(winner.match)], backendRefs: [{name: v1, port: 8080}]}"),
        attached(
          second, created: loser.created, hostnames: loser.hostname.map { "'\($0)'" },
          rules: "{matches: [\(loser.match)], backendRefs: [{name: v2, port: 8080}]}"),
        gateway([http("any")]), service("v1"), service("v2"),
      ]
      for world in [World(texts: texts), World(texts: texts.reversed())] {
        #expect(world.errors.isEmpty)
        #expect(world.answer("/x/y?q=1&r=1", host: "a.b.org", headers: sent) == "v1")
      }
    }
  }

  @Test("headers that count once in matching count once in precedence")
  func duplicateHeaders() {
    let twice = "headers: [{name: a, value: \"1\"}, {name: A, value: \"2\"}]"
    let world = World(
      documents(
        route("a", to: "v1", matches: "{\(Self.headers), \(Self.query)}"),
        route("b", to: "v2", matches: "{\(twice)}")))
    #expect(world.answer("/?q=1", headers: [("a", "1")]) == "v1")
  }

  @Test(
    "at the same age the bytes of namespace/name decide, so a-b/x comes before a/x and a.b/x before a/x",
    arguments: [("a-b/x", "a/x"), ("a/x", "ab/x"), ("a/a-b", "a/a.b"), ("a/Z", "a/a"), ("b/a", "c/a")])
  func names(_ first: String, _ second: String) {
    func name(_ text: String) -> NamespacedName {
      let parts = text.split(separator: "/").map(String.init)
      return NamespacedName(namespace: parts[0], name: parts[1])
    }
    #expect(name(first) < name(second))
    #expect(!(name(second) < name(first)))
  }

  @Test("in a route the earliest of equal rules takes a request, and the earliest of equal matches")
  func insideRoute() throws {
    let world = World(
      route(
        rules: """
            - {matches: [{path: {value: /b}}, {path: {value: /a}}, {path: {value: /a/}}], backendRefs: [{name: v1, port: 8080}]}
            - {matches: [{path: {value: /a}}], backendRefs: [{name: v2, port: 8080}]}
          """))
    let rule = try #require(world.matched("/a"))
    #expect(rule.rule == 0)
    // The prefix `/a/` has a character more than `/a`.
    #expect(rule.match == 2)
  }
}
