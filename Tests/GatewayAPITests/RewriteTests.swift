import GatewayAPI
import Testing

@Suite("header modifiers and rewrites")
struct RewriteTests {
  private func world(rule: String, backend: String = "") -> World {
    World(texts: [
      gateway([http("any")]), service("v1"), service("v2"),
      attached(
        "r", rules: "{\(rule), backendRefs: [{name: v1, port: 8080, filters: [\(backend)]}]}"),
    ])
  }

  private func headers(_ changes: String, type: String = "Request") -> String {
    "{type: \(type)HeaderModifier, \(type.lowercased())HeaderModifier: {\(changes)}}"
  }

  private static let sent = [("X-Old", "one"), ("X-Keep", "k"), ("x-old", "two")]

  @Test(
    "set replaces, add joins, remove drops, whatever the case of the name",
    arguments: [
      ("set: [{name: X-New, value: a}]", ["x-new: a"]), ("set: [{name: X-OLD, value: a}]", ["x-old: a"]),
      ("add: [{name: X-New, value: a}]", ["x-new: a"]),
      ("add: [{name: x-old, value: three}]", ["x-old: one,two,three"]),
      ("remove: [X-oLd]", ["-x-old"]), ("remove: [x-none]", ["-x-none"]),
      (
        "set: [{name: a, value: \"1\"}, {name: b, value: \"2\"}], add: [{name: c, value: \"3\"}], remove: [x-keep, d]",
        ["a: 1", "b: 2", "c: 3", "-x-keep", "-d"]
      ),
    ])
  func ruleLevel(_ changes: String, _ expected: [String]) {
    let world = world(rule: "filters: [\(headers(changes))]")
    #expect(world.errors.isEmpty)
    #expect(world.explain(headers: Self.sent).backends[0].request?.headers.shown == expected)
  }

  @Test(
    "the backend's changes come after the rule's and build on them",
    arguments: [
      ("set: [{name: a, value: \"1\"}]", "set: [{name: A, value: \"2\"}]", ["a: 2"]),
      ("set: [{name: a, value: \"1\"}]", "add: [{name: a, value: \"2\"}]", ["a: 1,2"]),
      ("add: [{name: x-old, value: x}]", "add: [{name: x-old, value: \"y\"}]", ["x-old: one,two,x,y"]),
      ("remove: [x-old]", "add: [{name: x-old, value: 'n'}]", ["x-old: n"]),
      ("remove: [x-old]", "set: [{name: x-old, value: 'n'}]", ["x-old: n"]),
      ("set: [{name: a, value: \"1\"}]", "remove: [a]", ["-a"]),
    ])
  func bothLevels(_ rule: String, _ backend: String, _ expected: [String]) {
    let world = world(rule: "filters: [\(headers(rule))]", backend: headers(backend))
    #expect(world.errors.isEmpty)
    #expect(world.explain(headers: Self.sent).backends[0].request?.headers.shown == expected)
  }

  @Test("each backend's changes are its own, and matching sees the request as it came")
  func ownChanges() {
    let world = World(texts: [
      gateway([http("any")]), service("v1"), service("v2"),
      attached(
        "r",
        rules: """
          {matches: [{headers: [{name: who, value: a}]}], filters: [\(headers("set: [{name: who, value: b}]"))], backendRefs: [
          {name: v1, port: 8080, filters: [\(headers("set: [{name: to, value: one}]"))]}, {name: v2, port: 8080}]},
          {matches: [{headers: [{name: who, value: b}]}], backendRefs: [{name: v2, port: 8080}]}
          """),
    ])
    let explanation = world.explain(headers: [("who", "a")])
    #expect(explanation.rule == 0)
    #expect(explanation.backends.map { $0.request?.headers.shown } == [["who: b", "to: one"], ["who: b"]])
  }

  @Test("response headers come from the rule and the backend that answers, under lower-case names")
  func response() {
    let world = world(
      rule:
        "filters: [\(headers("set: [{name: X-A, value: \"1\"}], add: [{name: X-B, value: \"2\"}], remove: [X-C]", type: "Response"))]",
      backend: headers("add: [{name: X-A, value: \"3\"}]", type: "Response")
    )
    #expect(world.errors.count == 0)
    #expect(world.explain().responseHeaders.shown == ["x-a: 1,3", "x-b: 2", "-x-c"])
    #expect(world.explain().backends[0].request?.headers.shown == [])
  }

  @Test(
    "a matched prefix is replaced, slash by slash",
    arguments: [
      ("/foo/bar", "/foo", "/xyz", "/xyz/bar"), ("/foo/bar", "/foo", "/xyz/", "/xyz/bar"),
      ("/foo/bar", "/foo/", "/xyz", "/xyz/bar"), ("/foo/bar", "/foo/", "/xyz/", "/xyz/bar"),
      ("/foo", "/foo", "/xyz", "/xyz"), ("/foo/", "/foo", "/xyz", "/xyz/"), ("/foo/bar", "/foo", "", "/bar"),
      ("/foo/", "/foo", "", "/"), ("/foo", "/foo", "", "/"), ("/foo/", "/foo", "/", "/"),
      ("/foo", "/foo", "/", "/"), ("/foo", "/foo/", "/xyz", "/xyz"),
      ("/foo/bar", "/", "/xyz", "/xyz/foo/bar"),
      ("/", "/", "/xyz", "/xyz/"), ("/foo/bar/foo", "/foo", "/x", "/x/bar/foo"),
      ("/foo/bar?a=/foo", "/foo", "/x", "/x/bar?a=/foo"), ("/foo?a", "/foo", "", "/?a"),
    ])
  func prefixes(_ path: String, _ prefix: String, _ replacement: String, _ expected: String) {
    let change = "path: {type: ReplacePrefixMatch, replacePrefixMatch: \"\(replacement)\"}"
    let match = "matches: [{path: {value: \(prefix)}}]"
    let rewrite = world(rule: "\(match), filters: [{type: URLRewrite, urlRewrite: {\(change)}}]")
    #expect(rewrite.explain(path).backends[0].request?.path == expected)
    #expect(rewrite.explain(path).backends[0].request?.host == "example.org")
    let redirect = World(texts: [
      gateway([http("any")]),
      attached("r", rules: "{\(match), filters: [{type: RequestRedirect, requestRedirect: {\(change)}}]}"),
    ])
    #expect(redirect.explain(path).redirect?.path == expected)
  }

  @Test(
    "a whole path and the host are replaced, and the query stays",
    arguments: [
      ("path: {type: ReplaceFullPath, replaceFullPath: /one}", "/one?q=1", "example.org:8080"),
      ("path: {type: ReplaceFullPath, replaceFullPath: one}", "/one?q=1", "example.org:8080"),
      ("hostname: other.example", "/foo?q=1", "other.example"),
      (
        "hostname: other.example, path: {type: ReplaceFullPath, replaceFullPath: /}", "/?q=1", "other.example"
      ),
      ("{}", "/foo?q=1", "example.org:8080"),
    ])
  func fullPaths(_ rewrite: String, _ path: String, _ host: String) {
    let payload = rewrite == "{}" ? "{}" : "{\(rewrite)}"
    let filter = "{type: URLRewrite, urlRewrite: \(payload)}"
    for world in [world(rule: "filters: [\(filter)]"), world(rule: "name: r", backend: filter)] {
      let request = world.explain("/foo?q=1", host: "example.org:8080").backends[0].request
      #expect(request?.path == path)
      #expect(request?.host == host)
    }
  }
}
