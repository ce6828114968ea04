import Documents
import Testing

@Suite("What differs between values")
struct ValueComparisonTests {
  /// `path: old -> new` of each difference.
  private func changes(_ old: String, _ new: String) throws -> [String] {
    var comparison = ValueComparison(limit: 1000)
    comparison.compare(try ValueEditTests.value(old), try ValueEditTests.value(new))
    #expect(comparison.omitted == 0)
    return comparison.changes.map {
      "\($0.path): \($0.old?.flowText() ?? "nothing") -> \($0.new?.flowText() ?? "nothing")"
    }
  }

  @Test(
    "formatting, comments, needless quotes and the order of keys are no difference",
    arguments: [
      ("{a: 1, b: x}", "# a comment\nb: 'x'\n\na:   1"), ("a: [1, {b: 2, c: 3}]", "a:\n- 1\n- {c: 3, b: 2}"),
      ("a: |\n  x\n", "a: \"x\\n\""), ("a:", "a: ~"),
    ])
  func none(old: String, new: String) throws {
    #expect(try changes(old, new) == [])
  }

  @Test(
    "a changed, added or removed value is one difference at its path",
    arguments: [
      ("{a: {b: 1}}", "{a: {b: 2}}", ["a.b: 1 -> 2"]), ("{a: 1}", "{}", ["a: 1 -> nothing"]),
      ("{}", "{a: {b: [1]}}", ["a: nothing -> {b: [1]}"]), ("{a: 1}", "{a: '1'}", ["a: 1 -> \"1\""]),
      ("{a: 250ms}", "{a: 0.25s}", ["a: 250ms -> 0.25s"]), ("{a: 1}", "{a: 1.0}", ["a: 1 -> 1.0"]),
      ("{a: {b: 1}}", "{a: [1]}", ["a: {b: 1} -> [1]"]), ("{a: null}", "{}", ["a: null -> nothing"]),
      (
        "{z: 1, a: 1, m: 1}", "{n: 2, m: 2, a: 2}",
        ["n: nothing -> 2", "m: 1 -> 2", "a: 1 -> 2", "z: 1 -> nothing"]
      ),
      ("{m: {'x.y': 1}}", "{m: {'x.y': 2}}", ["m[\"x.y\"]: 1 -> 2"]),
    ])
  func values(old: String, new: String, expected: [String]) throws {
    #expect(try changes(old, new) == expected)
  }

  @Test(
    "items without names belong together by position after what is equal at both ends",
    arguments: [
      ("[1, 2, 3]", "[1, 9, 2, 3]", ["[1]: nothing -> 9"]), ("[1, 2, 3]", "[1, 3]", ["[1]: 2 -> nothing"]),
      ("[1, 2, 3]", "[1, 9, 3]", ["[1]: 2 -> 9"]), ("[]", "[1]", ["[0]: nothing -> 1"]),
      ("[1, 1]", "[1, 1, 1]", ["[2]: nothing -> 1"]),
      ("[1, 2]", "[]", ["[0]: 1 -> nothing", "[1]: 2 -> nothing"]),
      ("[{a: 1}, {a: 2}]", "[{a: 0}, {a: 1}, {a: 2}]", ["[0]: nothing -> {a: 0}"]),
      ("[{a: 1, b: 1}, x]", "[{b: 2, a: 1}, x]", ["[0].b: 1 -> 2"]),
      ("[1, 2, 5]", "[3, 5]", ["[0]: 1 -> 3", "[1]: 2 -> nothing"]),
      ("[{name: a, x: 1}, {name: a, x: 2}]", "[{name: a, x: 1}, {name: a, x: 3}]", ["[1].x: 2 -> 3"]),
    ])
  func positions(old: String, new: String, expected: [String]) throws {
    #expect(try changes(old, new) == expected)
  }

  @Test(
    "items that all have names of their own belong together by them, and a new order is a difference",
    arguments: [
      (
        "[{name: a, x: 1}, {name: b, x: 1}]", "[{name: b, x: 2}, {name: c, x: 1}]",
        ["[0].x: 1 -> 2", "[1]: nothing -> {name: c, x: 1}", "[0]: {name: a, x: 1} -> nothing"]
      ),
      (
        "[{name: a}, {name: b}, {name: c}]", "[{name: c}, {name: n}, {name: a}]",
        [": [a, c] -> [c, a]", "[1]: nothing -> {name: n}", "[1]: {name: b} -> nothing"]
      ),
      (
        "{l: [{name: a}, {name: b}]}", "{l: [{name: b}, {name: a, x: 1}]}",
        ["l: [a, b] -> [b, a]", "l[1].x: nothing -> 1"]
      ),
    ])
  func names(old: String, new: String, expected: [String]) throws {
    #expect(try changes(old, new) == expected)
  }

  @Test("a difference is where the new value stands, and what was removed where it stood")
  func places() throws {
    let old = try ValueEditTests.value("a: 1\nb: 2\nc: [1]")
    let diagnostics = Diagnostics()
    let new = try #require(
      Value(parsing: "a: 1\n\nb: 3\nd:\n  e: 1\nc: [1, 2]", file: "new", diagnostics: diagnostics))
    var comparison = ValueComparison(limit: 10)
    comparison.compare(old, new)
    comparison.compare(new, old)
    #expect(
      comparison.changes.map { "\($0.path) \($0.location)" } == [
        "b new:3:4", "d new:4:1", "c[1] new:6:8", "b base:2:4", "c[1] new:6:8", "d new:4:1",
      ])
  }

  @Test("beyond the limit differences are counted")
  func limit() throws {
    let place = SourceLocation(file: "t", line: 1, column: 1)
    func list(_ text: String) -> Value {
      Value(.sequence((0..<200_000).map { _ in Value(.scalar(.init(text)), at: place) }), at: place)
    }
    var comparison = ValueComparison(limit: 3)
    comparison.compare(list("1"), list("2"))
    #expect(comparison.changes.map(\.path.description) == ["[0]", "[1]", "[2]"])
    #expect(comparison.omitted == 199_997)
  }

  @Test("lists and mappings as deep as documents may be are compared, each value a few times only")
  func depth() throws {
    let deep = { (end: String) in
      String(repeating: "[{a: ", count: 32) + end + String(repeating: "}]", count: 32)
    }
    #expect(try changes(deep("1"), deep("2")).count == 1)
    #expect(try changes(deep("1"), deep("1")).isEmpty)
  }

  @Test(
    "equal values differ in nothing, and others in something")
  func soundness() throws {
    let texts = [
      "1", "'1'", "x", "null", "[]", "{}", "[1]", "[1, 2]", "[2, 1]", "{a: 1}", "{a: 2}", "{b: 1}",
      "{a: 1, b: 1}", "[{name: x}]", "[{name: x}, {name: y}]", "[{name: y}, {name: x}]", "[{name: x, z: 1}]",
      "[[]]",
    ]
    for (row, old) in texts.enumerated() {
      for (column, new) in texts.enumerated() {
        #expect(try changes(old, new).isEmpty == (row == column), "\(old) \(new)")
      }
    }
  }
}
