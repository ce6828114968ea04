import Documents
import Testing

@Suite("Values on one line")
struct FlowTextTests {
  @Test(
    "a value is written with no more quotes than it needs",
    arguments: [
      ("10", "10"), ("'10'", "\"10\""), ("'a b'", "a b"), ("", "null"), ("~", "null"), ("'~'", "\"~\""),
      ("''", "\"\""),
      ("10%", "10%"), ("250ms", "250ms"), ("shop/checkout", "shop/checkout"),
      ("success_ratio >= 99.9%", "success_ratio >= 99.9%"),
      ("true", "true"), ("'true'", "\"true\""), ("a: 1\nb:\n- x\n- 'y, z'\n", "{a: 1, b: [x, \"y, z\"]}"),
      ("{'a: b': [], c: {}}", "{\"a: b\": [], c: {}}"), ("|\n  two\n  lines\n", "\"two\\nlines\\n\""),
      ("'#x'", "\"#x\""), ("'a #x'", "\"a #x\""), ("a#x", "a#x"), ("'*x'", "\"*x\""), ("'-'", "\"-\""),
      ("https://a.example:80/x?y", "https://a.example:80/x?y"), ("'x:'", "\"x:\""),
      ("{'<<': 1}", "{\"<<\": 1}"),
      ("é", "é"), ("-5", "-5"), ("1e5", "1e5"), ("{7: x}", "{\"7\": x}"),
    ])
  func writes(yaml: String, line: String) throws {
    let diagnostics = Diagnostics()
    #expect(Value(parsing: yaml, diagnostics: diagnostics)?.flowText() == line)
  }

  /// Texts of up to four characters that mean something in YAML somewhere, and some whole words.
  private static let texts: [String] = {
    let letters = Array("a7 .:,-#'\"\\[]{}&*!|>%@`?~=<\t\n\u{85}\u{2028}\u{202E}é漢😀").map(String.init)
    let words = [
      "null", "true", "1.5", "...", "---", "<<", "", "- a", "? a", "…", "!!x", "a: b", "a:?", "x:y", "x: ",
    ]
    let pairs = letters.flatMap { first in letters.map { first + $0 } }
    return Array(Set(words + letters + pairs + pairs.flatMap { [$0 + "a", "a" + $0, "a\($0)a"] })).sorted()
  }()

  private func readBack(_ value: Value) throws -> (value: Value, line: String) {
    let diagnostics = Diagnostics()
    let line = value.flowText()
    let read = try #require(Value(parsing: line, diagnostics: diagnostics), "\(diagnostics.all)")
    #expect(diagnostics.all == [])
    return (read, line)
  }

  @Test("whatever a text holds, it reads back as the same text, as an item, a key and a value")
  func readsBack() throws {
    let scalars = Self.texts.map { Value(.scalar(.init($0, isQuoted: true)), at: place) }
    let fields = zip(Self.texts, scalars).map { Value.Field(key: $0, location: place, value: $1) }
    for value in [Value(.sequence(scalars), at: place), Value(.mapping(fields), at: place)] {
      let (read, line) = try readBack(value)
      #expect(read.flow == value.flow)
      for invisible in ["\n", "\t", "\u{85}", "\u{202E}", "\u{2028}"] { #expect(!line.contains(invisible)) }
    }
  }

  @Test("a text alone reads back too, and a key of any length")
  func alone() throws {
    for text in Self.texts where text.unicodeScalars.count <= 2 {
      #expect(try readBack(Value(.scalar(.init(text, isQuoted: true)), at: place)).value.flow == "'\(text)'")
    }
    let key = String(repeating: "k", count: 3000)
    let field = Value.Field(key: key, location: place, value: Value(.null, at: place))
    #expect(try readBack(Value(.mapping([field]), at: place)).value.flow == "{\(key): null}")
  }

  private let place = SourceLocation(file: "t", line: 1, column: 1)

  @Test("what is too long is cut off, without writing the rest")
  func limit() throws {
    let items = (0..<500_000).map { Value(.scalar(.init("\($0)")), at: place) }
    let value = Value(.sequence(items), at: place)
    #expect(value.flowText(upTo: 10) == "[0, 1, 2, …")
    #expect(Value(.scalar(.init(String(repeating: "x", count: 50))), at: place).flowText(upTo: 3) == "xxx…")
    #expect(Value(.scalar(.init("xyz")), at: place).flowText(upTo: 3) == "xyz")
  }
}
