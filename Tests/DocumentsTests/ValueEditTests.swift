import Documents
import Testing

@Suite("Changed values")
struct ValueEditTests {
  static func value(_ yaml: String) throws -> Value {
    let diagnostics = Diagnostics()
    let value = try #require(Value(parsing: yaml, file: "base", diagnostics: diagnostics))
    #expect(diagnostics.all == [])
    return value
  }

  @Test(
    "a path is keys and items",
    arguments: [
      ("spec", [.key("spec")]),
      ("spec.rules[0].retry", [.key("spec"), .key("rules"), .index(0), .key("retry")]),
      ("a[1][2]", [.key("a"), .index(1), .index(2)]), ("[3].x", [.index(3), .key("x")]),
      ("m[\"a.b/c\"].d", [.key("m"), .key("a.b/c"), .key("d")]), ("[\"\"]", [.key("")]),
      ("m[\"q\\\"\\\\\"]", [.key("m"), .key("q\"\\")]), ("a-b/c é", [.key("a-b/c é")]),
    ] as [(String, [PathElement])])
  func paths(text: String, elements: [PathElement]) throws {
    #expect(try PathElement.path(text) == elements)
    #expect(FieldPath(elements).description == text)
  }

  @Test(
    "a path that cannot be read is reported at its column",
    arguments: [
      ("", 1), (".a", 1), ("a.", 3), ("a..b", 3), ("a[", 3), ("a[x]", 3), ("a[-1]", 3), ("a[1", 4),
      ("a[1]b", 5),
      ("a[\"b]", 3), ("a[\"b\"", 6), ("a\"b", 2), ("a]", 2), ("a[99999999999]", 3), ("a[\"\\n\"]", 4),
      ("a[]", 3),
      (String(repeating: "a.", count: 64) + "a", 130),
    ])
  func brokenPaths(text: String, column: Int) {
    #expect {
      try PathElement.path(text)
    } throws: { error in
      (error as? Diagnostic)?.brief == "YAML017 1:\(column)"
    }
  }

  @Test(
    "setting a path changes that value and makes the mappings on the way",
    arguments: [
      ("{a: 1, b: 2}", "a", "3", "{a: 3, b: 2}"), ("{a: 1}", "b", "x", "{a: 1, b: 'x'}"),
      ("{a: {b: [1, 2]}}", "a.b[1]", "5", "{a: {b: [1, 5]}}"), ("{a: [1]}", "a[1]", "2", "{a: [1, 2]}"),
      ("{}", "a.b.c", "1", "{a: {b: {c: 1}}}"), ("{a: null}", "a[0].b", "1", "{a: [{b: 1}]}"),
      ("{a: [{}]}", "a[0][\"x.y\"]", "1", "{a: [{x.y: 1}]}"), ("{a: 1}", "a", "", "{a: null}"),
      ("{a: 1}", "a", "{b: [c]}", "{a: {b: ['c']}}"),
    ])
  func sets(base: String, path: String, new: String, result: String) throws {
    let changed = try Self.value(base).setting(path: PathElement.path(path), to: Self.value(new))
    #expect(changed.flow == result)
  }

  @Test("what was set has its own place and the rest keeps its")
  func places() throws {
    let new = try #require(Value(parsing: "20", diagnostics: Diagnostics()))
    let changed = try Self.value("a: 1\nb: {c: 2}").setting(path: [.key("b"), .key("d"), .key("e")], to: new)
    #expect(changed["a"]?.location.description == "base:1:4")
    #expect(changed["b"]?["d"]?["e"]?.location.description == "--set:1:1")
    #expect(changed["b"]?["d"]?.location.description == "--set:1:1")
  }

  @Test(
    "a path that leads nowhere is reported at the value where it ends",
    arguments: [
      ("{a: 1}", "a.b", "YAML017 1:5", "cannot set a.b: a is the number 1, which has no key \"b\""),
      ("{a: [1]}", "a.b", "YAML017 1:5", "cannot set a.b: a is a list, which has no key \"b\""),
      ("{a: [1]}", "a[2]", "YAML017 1:5", "cannot set a[2]: a has 1 items, so there is no item 2"),
      ("{a: {}}", "a[0]", "YAML017 1:5", "cannot set a[0]: a is a mapping, which has no item 0"),
      ("{a: 1}", "[0]", "YAML017 1:1", "cannot set [0]: the document is a mapping, which has no item 0"),
      ("{}", "a[1]", "YAML017 1:1", "cannot set a[1]: a is null, which has no item 1"),
    ])
  func deadEnds(base: String, path: String, problem: String, message: String) throws {
    let value = try Self.value(base)
    let elements = try PathElement.path(path)
    let new = try Self.value("1")
    #expect {
      try value.setting(path: elements, to: new)
    } throws: { error in
      (error as? Diagnostic)?.brief == problem && (error as? Diagnostic)?.message == message
    }
  }

  @Test(
    "an overlay merges mappings, replaces lists and scalars, and removes what it makes null",
    arguments: [
      ("{a: 1, b: 2}", "{b: 3, c: 4}", "{a: 1, b: 3, c: 4}"),
      ("{a: {b: 1, c: 2}}", "{a: {c: 3}}", "{a: {b: 1, c: 3}}"),
      ("{a: [1, 2]}", "{a: [3]}", "{a: [3]}"), ("{a: 1, b: 2}", "{a: null}", "{b: 2}"),
      ("{a: 1}", "{b: null}", "{a: 1}"),
      ("{a: 1}", "{a: {b: null, c: 1}}", "{a: {c: 1}}"), ("{a: {b: 1}}", "{a: 2}", "{a: 2}"),
      ("[1]", "{a: 1}", "{a: 1}"),
      ("{a: 1}", "[1]", "[1]"), ("{a: {b: {c: 1}}}", "{a: {b: {c: null}}}", "{a: {b: {}}}"),
      ("{a: 1}", "{}", "{a: 1}"),
    ])
  func merges(base: String, overlay: String, result: String) throws {
    #expect(try Self.value(base).merged(with: Self.value(overlay)).flow == result)
  }

  @Test(
    "the right side of --set is one YAML value",
    arguments: [
      ("10", "10"), ("\"10\"", "'10'"), ("a b", "'a b'"), ("[1, x]", "[1, 'x']"), ("{a: true}", "{a: true}"),
      ("", "null"),
      ("10%", "'10%'"), ("shop/checkout", "'shop/checkout'"),
    ])
  func parses(text: String, flow: String) throws {
    #expect(try Self.value(text).flow == flow)
  }

  @Test(
    "what is no value on the right side of --set is reported there",
    arguments: [
      ("*", "YAML009 1:1"), ("[1", "YAML005 1:3"), ("a\n---\nb", "YAML005 3:1"),
      ("{a: 1, a: 2}", "YAML007 1:8"),
      ("\u{0}", "YAML004 1:1"),
    ])
  func parsesNot(text: String, problem: String) {
    let diagnostics = Diagnostics()
    #expect(Value(parsing: text, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.brief) == [problem])
    #expect(diagnostics.all.first?.location?.file == "--set")
  }

  @Test("an overlay of many keys merges them all")
  func manyKeys() throws {
    let base = try Self.value((0..<50_000).map { "k\($0): 1" }.joined(separator: "\n"))
    let overlay = try Self.value((25_000..<75_000).map { "k\($0): 2" }.joined(separator: "\n"))
    guard case .mapping(let fields) = base.merged(with: overlay).content else { return #expect(Bool(false)) }
    #expect(fields.count == 75_000)
    #expect(fields.count { $0.value.text == "2" } == 50_000)
  }
}
