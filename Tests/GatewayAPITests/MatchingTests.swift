import GatewayAPI
import Testing

@Suite("what a match takes")
struct MatchingTests {
  static let several = World(
    route(
      rules: """
          - matches:
            - path: {type: PathPrefix, value: /}
            - headers: [{name: version, value: one}]
            backendRefs: [{name: v1, port: 8080}]
          - matches:
            - path: {type: PathPrefix, value: /v2}
            - headers: [{name: version, value: two}]
            backendRefs: [{name: v2, port: 8080}]
        """))

  @Test(
    "a prefix takes whole elements, and a header beats the same prefix without one",
    arguments: [
      ("/", "", "v1"), ("/example", "", "v1"), ("/", "two", "v2"), ("/example", "two", "v2"),
      ("/", "one", "v1"),
      ("/v2", "", "v2"), ("/v2/", "", "v2"), ("/v2/example", "", "v2"), ("/v2example", "", "v1"),
      ("/foo/v2/example", "", "v1"), ("/v2?a=b", "", "v2"), ("/V2", "", "v1"),
    ])
  func prefixes(_ path: String, version: String, _ expected: String) {
    let headers = version.isEmpty ? [] : [("Version", version)]
    #expect(Self.several.answer(path, headers: headers) == expected)
  }

  @Test(
    "an exact path is the whole path, to the case and the slash",
    arguments: [
      ("/one", "v1"), ("/two", "v2"), ("/", "404"), ("/one/example", "404"), ("/two/", "404"),
      ("/Two", "404"),
      ("/one?x=/y", "v1"),
    ])
  func exactPaths(_ path: String, _ expected: String) {
    let world = World(
      documents(
        route("one", to: "v1", matches: "{path: {type: Exact, value: /one}}"),
        route("two", to: "v2", matches: "{path: {type: Exact, value: /two}}")))
    #expect(world.answer(path) == expected)
  }

  @Test(
    "exact paths come before prefixes, longer prefixes before shorter ones, whatever their order",
    arguments: [
      ("/match/exact/one", "v3"), ("/match/exact", "v2"), ("/match", "v1"), ("/match/prefix/one/any", "v2"),
      ("/match/prefix/any", "v1"), ("/match/any", "v3"), ("/match/", "v3"),
    ])
  func pathOrder(_ path: String, _ expected: String) {
    let world = World(
      route(
        rules: """
            - {matches: [{path: {type: Exact, value: /match}}], backendRefs: [{name: v1, port: 8080}]}
            - {matches: [{path: {type: Exact, value: /match/exact}}], backendRefs: [{name: v2, port: 8080}]}
            - {matches: [{path: {type: Exact, value: /match/exact/one}}], backendRefs: [{name: v3, port: 8080}]}
            - {matches: [{path: {value: /match/}}], backendRefs: [{name: v3, port: 8080}]}
            - {matches: [{path: {value: /match/prefix/}}], backendRefs: [{name: v1, port: 8080}]}
            - {matches: [{path: {value: /match/prefix/one}}], backendRefs: [{name: v2, port: 8080}]}
          """))
    #expect(world.answer(path) == expected)
  }

  @Test("a trailing slash in a prefix is ignored, so /match/ takes /match too")
  func trailingSlash() {
    let world = World(route("r", to: "v1", matches: "{path: {value: /match/}}"))
    #expect(world.answer("/match") == "v1")
    #expect(world.answer("/match/any") == "v1")
    #expect(world.answer("/matches") == "404")
  }

  static let headers = World(
    route(
      rules: """
          - matches: [{headers: [{name: version, value: two}]}]
            backendRefs: [{name: v2, port: 8080}]
          - matches: [{headers: [{name: Version, value: two}, {name: color, value: orange}]}]
            backendRefs: [{name: v1, port: 8080}]
          - matches: [{headers: [{name: X, value: first}, {name: x, value: second}]}]
            backendRefs: [{name: v3, port: 8080}]
        """))

  @Test("more headers win, all must be there, and a name that differs only in case counts once")
  func headerMatches() {
    #expect(Self.headers.answer(headers: [("VERSION", "two")]) == "v2")
    #expect(Self.headers.answer(headers: [("version", "two"), ("Color", "orange")]) == "v1")
    #expect(Self.headers.answer(headers: [("color", "orange")]) == "404")
    #expect(Self.headers.answer(headers: [("version", "Two")]) == "404")
    #expect(Self.headers.answer(headers: [("x", "first")]) == "v3")
    #expect(Self.headers.answer(headers: [("x", "second")]) == "404")
  }

  @Test("a header that is sent twice is its values joined by a comma")
  func repeatedHeader() {
    let world = World(route("r", to: "v1", matches: "{headers: [{name: a, value: \"1,2\"}]}"))
    #expect(world.answer(headers: [("a", "1"), ("A", "2")]) == "v1")
    #expect(world.answer(headers: [("a", "1")]) == "404")
  }

  static let query = World(
    route(
      rules: """
          - matches: [{queryParams: [{name: animal, value: whale}]}]
            backendRefs: [{name: v1, port: 8080}]
          - matches: [{queryParams: [{name: animal, value: dolphin}]}]
            backendRefs: [{name: v2, port: 8080}]
          - matches: [{queryParams: [{name: animal, value: dolphin}, {name: color, value: blue}]}]
            backendRefs: [{name: v3, port: 8080}]
          - matches: [{queryParams: [{name: ANIMAL, value: Whale}]}]
            backendRefs: [{name: v3, port: 8080}]
          - matches:
            - {path: {value: /path5}, queryParams: [{name: animal, value: hydra}]}
            - queryParams: [{name: q, value: a b+c}]
            backendRefs: [{name: v1, port: 8080}]
          - matches: [{path: {value: /path5/deeper}}]
            backendRefs: [{name: v2, port: 8080}]
          - matches: [{path: {value: /path5}, headers: [{name: version, value: four}]}]
            backendRefs: [{name: v3, port: 8080}]
        """))

  @Test(
    "query parameters match exactly, the first of a name counts, and more of them win",
    arguments: [
      ("/?animal=whale", "v1"), ("/?animal=dolphin", "v2"), ("/?animal=dolphin&color=blue", "v3"),
      ("/?color=blue&animal=dolphin", "v3"), ("/?ANIMAL=Whale", "v3"), ("/?animal=whaledolphin", "404"),
      ("/", "404"), ("/?animal=whale&animal=dolphin", "v1"), ("/?animal=w%68ale", "v1"), ("/?animal", "404"),
      ("/?q=a%20b%2Bc", "v1"), ("/?q=a+b%2bc", "v1"), ("/?animal=whale#animal=dolphin", "v1"),
      ("/path5?animal=hydra", "v1"), ("/path5/deeper?animal=hydra", "v2"), ("/?animal=whale%", "404"),
    ])
  func queryMatches(_ path: String, _ expected: String) {
    #expect(Self.query.answer(path) == expected)
  }

  @Test("a header match beats a query match on the same path")
  func headerBeforeQuery() {
    #expect(Self.query.answer("/path5?animal=hydra", headers: [("version", "four")]) == "v3")
  }

  static let methods = World(
    route(
      rules: """
          - {matches: [{method: POST}], backendRefs: [{name: v1, port: 8080}]}
          - {matches: [{method: GET}], backendRefs: [{name: v2, port: 8080}]}
          - {matches: [{path: {value: /path5}}], backendRefs: [{name: v1, port: 8080}]}
          - {matches: [{method: PATCH}], backendRefs: [{name: v2, port: 8080}]}
          - {matches: [{headers: [{name: version, value: four}]}], backendRefs: [{name: v3, port: 8080}]}
        """))

  @Test("a method matches exactly, loses to a longer prefix and beats a header")
  func methodMatches() {
    #expect(Self.methods.answer(method: "GET") == "v2")
    #expect(Self.methods.answer(method: "POST") == "v1")
    #expect(Self.methods.answer(method: "HEAD") == "404")
    #expect(Self.methods.answer("/path5", method: "PATCH") == "v1")
    #expect(Self.methods.answer(method: "PATCH", headers: [("version", "four")]) == "v2")
    #expect(Self.methods.answer(method: "HEAD", headers: [("version", "four")]) == "v3")
  }

  @Test("absent and empty matches take every path", arguments: ["", "matches: [], ", "matches: [{}], "])
  func defaultMatch(_ matches: String) {
    let world = World(route(rules: "  - {\(matches)backendRefs: [{name: v1, port: 8080}]}"))
    #expect(world.errors.isEmpty)
    #expect(world.answer("/any/thing") == "v1")
    #expect(world.answer("*", method: "OPTIONS") == "v1")
  }

  @Test("an empty path is the root, a fragment is no part of it")
  func oddTargets() {
    let world = World(route("r", to: "v1", matches: "{path: {type: Exact, value: /}}"))
    #expect(world.answer("") == "v1")
    #expect(world.answer("?a=b") == "v1")
    #expect(world.answer("/#top") == "v1")
    #expect(world.answer("//") == "404")
  }
}
