import GatewayAPI
import Testing

@Suite("regular expressions")
struct ExpressionTests {
  private func world(_ expression: String) -> World {
    let quoted = expression.replacing("'", with: "''")
    return World(route("r", to: "v1", matches: "{path: {type: RegularExpression, value: '\(quoted)'}}"))
  }

  @Test(
    "an expression takes whole paths",
    arguments: [
      ("/a+", "/aaa", true), ("/a+", "/aaab", false), ("/a+", "x/a", false), ("/(a|bc)*", "/abcbca", true),
      ("/(a|bc)*", "/ab", false), ("/a{2,3}", "/aa", true), ("/a{2,3}", "/aaaa", false),
      ("/a{2}", "/aa", true),
      ("/a{2,}", "/aaaaa", true), ("/a{,2}", "/a{,2}", true), (#"/\d+\.\w"#, "/12.x", true),
      (#"/\d+\.\w"#, "/12x", false), ("/[^a-c]", "/d", true), ("/[^a-c]", "/b", false), ("/[]a]", "/]", true),
      ("/[a-]", "/-", true), ("/[[:digit:]x]+", "/1x2", true), ("(?i)/ABC", "/abc", true),
      ("/(?i:A)b", "/ab", true),
      ("/(?i:A)b", "/aB", false), ("/a?", "/", true), ("/.*?b", "/aab", true), ("^/a$", "/a", true),
      ("/a$b", "/a", false), (#"/a\b/b"#, "/a/b", true), (#"/a\Bb"#, "/ab", true),
      (#"/\x41\x{42}"#, "/AB", true),
      ("/(?P<name>x)(?<other>y)", "/xy", true), ("/é+", "/éé", true), ("(a*)*", "/", false),
      ("/(a*)*", "/aaa", true),
      ("/(a*)+(b|())*", "/aab", true), ("/|/x", "/x", true), ("(?:)", "/", false), ("/a|b", "/b", false),
      (#"/\Q"#, "/Q", false), ("/é?x", "/x", true), ("/éa*", "/éaa", true), ("/ab?c", "/ac", true),
      ("^/a+b", "/aab", true),
      ("/(ab)+", "/abab", true), ("/ab|/cd", "/cd", true), ("/(?i)ab", "/AB", true), ("/a{0}b", "/b", true),
    ])
  func wholePaths(_ expression: String, _ path: String, isTaken: Bool) {
    #expect((world(expression).answer(path) == "v1") == isTaken)
  }

  @Test(
    "an expression that is no RE2 is an error at its line",
    arguments: [
      "/(", "/)", "/[a", "/a**", "*", "+", "/(?=a)", "/(?<!a)", #"/\1"#, #"/\pL"#, "/a{1001}", "/a{3,2}",
      "/[b-a]",
      "/\\", "/(?z)", "/[[:foo:]]", #"/\xZ"#, "(((a{1000}){1000}){1000})", "((((){1000}){1000}){1000}){1001}",
      String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
    ])
  func unusable(_ expression: String) throws {
    let message = try #require(world(expression).messages(.expression).first)
    #expect(message.severity == .warning)
    #expect(message.location?.line == 7)
    #expect(message.path == "spec.rules[0].matches[0]")
  }

  @Test("nothing repeated a thousand times over is found at once")
  func repeatedNothing() {
    #expect(world("/((((){1000}){1000}){1000}){1000}").answer("/") == "v1")
  }

  @Test("an expression that makes backtracking explode is answered at once")
  func linearTime() {
    let path = "/" + String(repeating: "a", count: 5000) + "!"
    #expect(world("/(a+)+b").answer(path) == "404")
    #expect(world("/(a|aa)+b").answer(path) == "404")
    #expect(world("/a{0,500}a{500}").answer("/" + String(repeating: "a", count: 1000)) == "v1")
  }

  @Test(
    "expressions of thousands of members or braces are read without comparing each with all",
    arguments: [
      "/[\(String(String.UnicodeScalarView((0..<900).compactMap { Unicode.Scalar(0x4E00 + 2 * $0) })))]",
      "/" + String(repeating: "x{", count: 400), "/" + String(repeating: "a|", count: 450),
    ])
  func longExpressions(_ expression: String) {
    let texts = (0..<200).map { "{path: {type: RegularExpression, value: '\(expression)\($0)'}}" }
    let routes = texts.enumerated().map { route("r\($0)", to: "v1", matches: $1) }
    let world = World(routes.joined(separator: "\n---\n"))
    #expect(world.messages(.expression) == [])
    #expect(world.answer("/nowhere") == "404")
  }

  @Test("the instructions of all expressions together are bounded")
  func largestConfiguration() {
    let routes = (0..<250).map {
      route("r\($0)", to: "v1", matches: "{path: {type: RegularExpression, value: '/(a{1000}){19}\($0)'}}")
    }
    let world = World(routes.joined(separator: "\n---\n"))
    #expect(world.messages(.tooManyMatches).count == 1)
    #expect(world.answer("/" + String(repeating: "a", count: 19_000) + "0") == "v1")
  }

  @Test("an expression comes after an exact path and before prefixes, the longer one first")
  func precedence() {
    let world = World(
      documents(
        route("a", to: "v1", matches: "{path: {value: /match/longer/than/the/expression}}"),
        route("b", to: "v2", matches: "{path: {type: RegularExpression, value: '/match/.*'}}"),
        route("c", to: "v3", matches: "{path: {type: RegularExpression, value: '/match/x.*'}}"),
        route("d", to: "v1", matches: "{path: {type: Exact, value: /match/exact}}")))
    #expect(world.answer("/match/longer/than/the/expression") == "v2")
    #expect(world.answer("/match/x1") == "v3")
    #expect(world.answer("/match/exact") == "v1")
  }

  @Test("headers and query parameters take expressions for their whole value")
  func values() {
    let world = World(
      route(
        "r", to: "v1",
        matches: "{headers: [{name: a, type: RegularExpression, value: '[0-9]+'}], "
          + "queryParams: [{name: b, type: RegularExpression, value: 'x|y'}]}"))
    #expect(world.answer("/?b=y", headers: [("A", "12")]) == "v1")
    #expect(world.answer("/?b=yy", headers: [("A", "12")]) == "404")
    #expect(world.answer("/?b=x", headers: [("A", "12a")]) == "404")
  }
}
