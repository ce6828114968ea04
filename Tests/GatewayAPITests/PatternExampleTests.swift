import GatewayAPI
import Testing

@Suite("examples of regular expressions")
struct PatternExampleTests {
  @Test(
    "one has something in every repetition, one as little as may be",
    arguments: [
      ("/v1", ["/v1"]), ("/a+", ["/a"]), ("/a*", ["/a", "/"]), ("/[0-9]+", ["/1"]), (#"/\w{3}"#, ["/aaa"]),
      (".*", ["a", ""]), ("/(foo|bar)/[^/]+", ["/foo/a"]), ("/x(/.*)?", ["/x/a", "/x"]),
      ("(?i)/XYZ", ["/xYZ"]), ("/[é-ü]", ["/é"]), (#"/\.[!-/]"#, ["/.!"]), ("/[[:upper:]]{2,}", ["/AA"]),
      ("^/a$", ["/a"]), ("/(a{2}){3}", ["/aaaaaa"]), ("/a{0}b", ["/b"]), ("", [""]),
    ])
  func examples(_ expression: String, _ expected: [String]) {
    #expect(Pattern.examples(of: expression) == expected)
  }

  @Test(
    "there is none where the expression is unusable, nothing matches or only what cannot be seen does",
    arguments: ["/(", "/(?=a)", "/a$b", #"\n"#, "[^\\x00-\\x{10FFFF}]"])
  func none(_ expression: String) {
    #expect(Pattern.examples(of: expression).isEmpty)
  }

  @Test("they are no longer than the largest program")
  func size() {
    #expect(Pattern.examples(of: "/(a{1000}){15}").map(\.utf8.count) == [15_001])
    #expect(Pattern.examples(of: "((a{1000}){1000}){1000}").isEmpty)
    #expect(Pattern.examples(of: "((){1000}){1000}") == [""])
  }
}
