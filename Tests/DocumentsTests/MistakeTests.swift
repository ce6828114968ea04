import Documents
import Testing

/// A text, what is reported about it, and words of the first message.
struct Mistake: Sendable, CustomTestStringConvertible {
  var yaml: String
  var problems: [String]
  var says: String
  var testDescription: String { yaml.debugDescription }

  init(_ yaml: String, _ problems: String..., says: String) {
    self.yaml = yaml
    self.problems = problems
    self.says = says
  }
}

private let mistakes: [Mistake] = [
  // Tabs.
  Mistake("spec:\n\ta: 1\n", "YAML006 2:1", says: "found a tab; YAML wants spaces"),
  Mistake("spec:\n  a: 1\n\tb: 1\n", "YAML006 3:1", says: "put spaces"),
  Mistake("spec:\n  - a\n \t- b\n", "YAML006 3:2", says: "tab"),
  // Keys.
  Mistake("a: 1\nb: 2\na: 3\n", "YAML007 3:1", says: "\"a\" is already on line 1"),
  Mistake("c: {x: 1, x: 2, x: 3}", "YAML007 1:11", "YAML007 1:17", says: "\"x\" is already on line 1"),
  Mistake("a: {<<: {b: 1},\n  <<: {c: 1}}", "YAML007 2:3", says: "<<"),
  Mistake(
    "? [a]\n: 1\n? {b: c}\n: 2\n", "YAML011 1:3", "YAML011 3:3", says: "a key must be text, found a list"),
  Mistake("~: 1", "YAML011 1:1", says: "found null"),
  Mistake("9000: a\ntrue: b", "YAML011 1:1", "YAML011 2:1", says: "write it in quotes: \"9000\""),
  Mistake("a: {<<: 3}", "YAML012 1:9", says: "a mapping or a list of mappings, found the number 3"),
  // Aliases and other characters that YAML reserves.
  Mistake("hosts:\n- *\n- b\n", "YAML009 2:3", says: "write it in quotes: \"*\""),
  Mistake("host: *.example.com\n", "YAML009 1:7", says: "write it in quotes: \"*.example.com\""),
  Mistake("hosts: [*, b]", "YAML009 1:9", says: "write it in quotes: \"*\""),
  Mistake("host: *example", "YAML008 1:7", says: "write it in quotes: \"*example\""),
  Mistake("a: &x\n  b: *x\n", "YAML008 2:6", says: "inside its own anchor"),
  Mistake("a: @b # c", "YAML009 1:4", says: "write it in quotes: \"@b\""),
  Mistake("a: `b \"c\"`", "YAML009 1:4", says: "write it in quotes: '`b \"c\"`'"),
  Mistake("a: %b", "YAML009 1:4", says: "write it in quotes: \"%b\""),
  Mistake("a: & b", "YAML009 1:4", says: "begins an anchor"),
  // Tags.
  Mistake("a: !Ref b", "YAML013 1:4", says: "the tag !Ref"),
  Mistake("a: !!int b", "YAML013 1:4", says: "the tag !!int"),
  Mistake("a: !!map [b]", "YAML013 1:4", says: "the tag !!map"),
  // Dots for something left out.
  Mistake("a:\n  b: 1\n  ...\n", "YAML010 3:3", says: "write out what they stand for, or remove them"),
  Mistake("a:\n- b: 1\n  ... # and so on\n- c: 1\n", "YAML010 3:3", says: "three dots"),
  Mistake("a: b\n  ...\nc: 1\n", "YAML010 2:3", says: "three dots"),
  Mistake("rules: ...\nb:\n- ...\nc: …\n", "YAML010 1:8", "YAML010 3:3", "YAML010 4:4", says: "three dots"),
  // Templates.
  Mistake("name: {{ .Values.name }}\n", "YAML016 1:7", says: "helm template"),
  Mistake("{{- if .Values.x }}\na: b\n{{- end }}\n", "YAML016 1:1", says: "helm template"),
  // Structure.
  Mistake("a:\n  b: 1\n   c: 2\n", "YAML005 3:5", says: "this colon begins a mapping where none can stand"),
  Mistake("spec:\n  rules\n  hosts: 1\n", "YAML005 3:8", says: "end the key above with a colon"),
  Mistake("rules\nhosts: 1\n", "YAML005 2:6", says: "end the key above with a colon"),
  Mistake("a: b: c", "YAML005 1:5", says: "quote a text that holds \": \""),
  Mistake("a:\n  b: 1\n c: 2\n", "YAML005 3:2", says: "what it belongs to begins on line 1"),
  Mistake("a:\n- b\nc\n- d\n", "YAML005 3:1", says: "expected a key and a colon"),
  Mistake("a:\n  - b\n  c: 1\n", "YAML005 3:3", says: "expected the next item of a list"),
  Mistake("a: \"b\nc: d\n", "YAML005 1:4", says: "the quote that opens here is not closed"),
  Mistake("a: 'it's'\n", "YAML005 1:8", says: "expected the end of the line"),
  Mistake("a: [1, 2\nb: c\n", "YAML005 2:2", says: "close the list"),
  Mistake("{\"a\": 1 \"b\": 2}", "YAML005 1:12", says: "add the comma"),
  Mistake("{\"a\": 1,\n", "YAML005 2:1", says: "the text ends before"),
  Mistake("a: - b", "YAML005 1:4", says: "on a line of its own"),
  Mistake("a: \"\\d\"", "YAML005 1:5", says: "backslash"),
  Mistake("a: |x\n  b\n", "YAML005 1:5", says: "next line"),
  Mistake("a: 1\n...\nb: 1\n", "YAML005 3:1", says: "put `---` on a line before it"),
  Mistake("%YAML 3.0\n---\na: 1\n", "YAML005 1:1", says: "found incompatible YAML document"),
  // Documents.
  Mistake("- a\n", "YAML014 1:1", says: "a document is a mapping with apiVersion and kind, found a list"),
  Mistake("a: 1\n--- text\n", "YAML014 2:5", says: "found the string \"text\""),
  Mistake("[{request: 1}]\n", "YAML014 1:1", says: "name the others"),
  Mistake("kind: List\nitems: {}", "YAML015 2:8", says: "the items of a List are a list"),
  Mistake(
    "kind: List\nitems: [1]", "YAML015 2:9", says: "an item of a List is a mapping, found the number 1"),
]

@Suite("Mistakes in YAML")
struct MistakeTests {
  @Test("each mistake is reported where it stands and says how to mend it", arguments: mistakes)
  func reports(mistake: Mistake) throws {
    let diagnostics = Diagnostics()
    _ = loadDocuments(text: mistake.yaml, file: "t.yaml", diagnostics: diagnostics)
    #expect(diagnostics.all.map(\.brief) == mistake.problems)
    let first = try #require(diagnostics.all.first)
    let text = "\(first.message) \(first.suggestion ?? "")"
    #expect(text.contains(mistake.says), "\(text)")
  }

  @Test(
    "bytes that are no text are reported where they stand, and nothing is read",
    arguments: [
      ([0x61, 0x3A, 0x20, 0x00], "YAML004 1:4", "NUL"),
      ([0x61, 0x3A, 0x0A, 0xC3, 0xA9, 0xFF], "YAML004 2:2", "0xFF"),
      ([0x61, 0x3A, 0x0D, 0x0A, 0x1B], "YAML004 2:1", "0x1B"),
      ([0xC0, 0x80], "YAML004 1:1", "0xC0"),
      ([0xE0, 0x80, 0x80], "YAML004 1:1", "0xE0"),
      ([0xED, 0xA0, 0x80], "YAML004 1:1", "0xED"),
      ([0xF5, 0x80, 0x80, 0x80], "YAML004 1:1", "0xF5"),
      ([0xE6, 0x97], "YAML004 1:1", "0xE6"),
      ([0xC2, 0x9B], "YAML004 1:1", "0x9B"),
      ([0x7F], "YAML004 1:1", "0x7F"),
      ([0x61, 0xEF, 0xBB, 0xBF], "YAML004 1:2", "0xFEFF"),
      ([0xEF, 0xBB, 0xBF, 0x61, 0x00], "YAML004 1:2", "NUL"),
      ([0xFF, 0xFE, 0x61, 0x00], "YAML004 1:1", "UTF-16"),
    ] as [([UInt8], String, String)])
  func noText(bytes: [UInt8], problem: String, says: String) throws {
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(bytes: bytes, file: "t.yaml", diagnostics: diagnostics)
    #expect(loaded.documents.isEmpty)
    #expect(diagnostics.all.map(\.brief) == [problem])
    #expect(try #require(diagnostics.all.first).message.contains(says))
  }

  @Test("no message repeats more of the input than a few words")
  func quotesLittle() throws {
    let secret = String(repeating: "s3cret ", count: 100)
    for text in [
      "a: 1\na: \"\(secret)\"\n", "a: b\n\"\(secret)\": 1\n\"\(secret)\": 2\n", "b: \"\(secret)",
      "\"\(secret)\"",
    ] {
      let diagnostics = Diagnostics()
      _ = loadDocuments(text: text, file: "t.yaml", diagnostics: diagnostics)
      let diagnostic = try #require(diagnostics.all.first)
      #expect((diagnostic.message + (diagnostic.suggestion ?? "")).count < 250)
    }
  }

  @Test("every code is unique and has its sentence")
  func codes() {
    let codes = DocumentCode.allCases
    #expect(Set(codes.map(\.rawValue)).count == codes.count)
    #expect(Set(codes.map(\.sentence)).count == codes.count)
    #expect(codes.allSatisfy { $0.rawValue.wholeMatch(of: /YAML\d{3}/) != nil && $0.sentence.hasSuffix(".") })
  }
}
