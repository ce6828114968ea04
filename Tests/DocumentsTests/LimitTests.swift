import Documents
import Testing

@Suite("Limits on input")
struct LimitTests {
  static func limits(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits()
    change(&limits)
    return limits
  }

  @Test("a file may have its size and not one byte more")
  func fileSize() {
    let limits = Self.limits { $0.fileSize = 4 }
    #expect(problems("a: 1", limits: limits) == [])
    #expect(problems("a: 12", limits: limits) == ["YAML020 1:1"])
  }

  @Test(
    "mappings and lists may be nested 64 deep; one more ends the document and not the file",
    arguments: [
      ("[", "]"), ("{a: ", "}"), ("- ", ""),
    ])
  func nesting(open: String, close: String) {
    func nested(_ depth: Int) -> String {
      "a:\n " + String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(problems(nested(63)) == [])
    let found = problems(nested(64) + "\n---\nb: 1\nb: 2\n")
    #expect(found.map { $0.prefix(7) } == ["YAML021", "YAML007"])
  }

  @Test("nesting far beyond the limit ends at once", arguments: ["[", "{a: ", "- ", "? ", "{? "])
  func deepNesting(open: String) {
    let found = problems("a:\n " + String(repeating: open, count: 100_000))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("YAML021 2:") == true || found.first?.hasPrefix("YAML005 2:") == true)
  }

  @Test("what aliases repeat counts, as values and as keys", arguments: ["l9: *l8", "? *l8\n: 1", "<<: *l8"])
  func aliasBomb(use: String) {
    let levels = (1...8).map {
      "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 9).joined(separator: ","))]"
    }
    let found = problems((["l0: &l0 x"] + levels + [use]).joined(separator: "\n"))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("YAML022") == true)
  }

  @Test("a file may have its number of values and not one more")
  func nodes() {
    // The root, the key, the list and three items.
    let limits = Self.limits { $0.nodes = 6 }
    #expect(problems("a: [1, 2, 3]", limits: limits) == [])
    #expect(problems("a: [1, 2, 3, 4]", limits: limits) == ["YAML022 1:14"])
    #expect(problems("a: &x [1]\nb: *x", limits: limits) == ["YAML022 2:4"])
  }

  @Test("documents count, items of lists and broken ones included")
  func documentCount() {
    let limits = Self.limits { $0.documents = 2 }
    #expect(problems("a: 1\n---\nb: 1", limits: limits) == [])
    #expect(problems("a: 1\n---\nb: 1\n---\nc: 1", limits: limits) == ["YAML023 5:1"])
    #expect(problems("kind: List\nitems: [{}, {}, {}]", limits: limits) == ["YAML023 2:17"])
    #expect(
      problems("]\n---\n]\n---\n]\n---\na: ]", limits: limits)
        == ["YAML005 1:1", "YAML005 3:1", "YAML005 5:1", "YAML023 4:1"])
  }

  @Test(
    "twenty thousand keys are read, and as many repeated ones refused")
  func manyKeys() throws {
    let keys = (0..<20_000).map { "key\($0): \($0)" }.joined(separator: "\n")
    let root = try #require(documents(keys).first)
    guard case .mapping(let fields) = root.content else { return #expect(Bool(false), "a mapping") }
    #expect(fields.count == 20_000)
    let repeated = problems(keys + "\n" + keys)
    #expect(repeated.count == 10_000)
    #expect(repeated.last == "YAML007 30000:1")
  }

  @Test(
    "many mistakes on one long line are all rendered")
  func longLine() {
    let diagnostics = Diagnostics()
    let text = "a: {" + String(repeating: "k: 1, ", count: 20_000) + "}"
    let loaded = loadDocuments(text: text, file: "t.yaml", diagnostics: diagnostics)
    #expect(diagnostics.all.count == 10_000)
    #expect(diagnostics.omitted == 9_999)
    let rendered = DiagnosticRenderer(sources: loaded.sources).render(
      diagnostics.all, omitted: diagnostics.omitted)
    #expect(rendered.utf8.count < 5_000_000)
    #expect(rendered.hasSuffix("\n\n10000 errors, and 9999 more\n"))
  }

  @Test(
    "texts that aliases repeat count, as values, keys and merged ones",
    arguments: ["*a", "{*a : 1}", "{<<: *b}"])
  func repeatedText(use: String) {
    let limits = Self.limits { $0.texts = 200 }
    let head = "a: &a \(String(repeating: "x", count: 60))\nb: &b {k: *a}\nc: "
    #expect(problems(head + "1", limits: limits) == [])
    #expect(problems(head + "[\(use), \(use)]", limits: limits).map { $0.prefix(9) } == ["YAML025 3"])
  }

  @Test("directives are bounded, since the parser compares each with all before it")
  func directives() {
    let directives = (0...100).map { "%TAG !a\($0)! tag:example.com,2026:" }
    #expect(problems((directives + ["---", "a: 1"]).joined(separator: "\n")) == ["YAML026 1:1"])
    #expect(problems((directives.dropLast() + ["---", "a: 1"]).joined(separator: "\n")) == [])
    #expect(problems("a: |\n" + String(repeating: " %\n", count: 200)) == [])
  }

  @Test("a hundred thousand anchors are read, a million documents and a scalar of 64 MiB refused")
  func extremes() {
    let anchors = (0..<100_000).map { "- &a\($0) x" }.joined(separator: "\n")
    #expect(problems("a:\n" + anchors + "\nb: [*a0, *a99999]") == [])
    #expect(problems(String(repeating: "--- {}\n", count: 1_000_000)) == ["YAML023 100001:5"])
    #expect(problems("a: " + String(repeating: "x", count: 64 << 20)) == ["YAML020 1:1"])
  }

  @Test("what a message quotes is cut where it is long, between characters, and its end stays")
  func longQuote() throws {
    let diagnostics = Diagnostics()
    diagnostics.report(
      Diagnostic(code: "A", message: "x" + String(repeating: "é", count: 100_000) + " is too long"))
    let message = try #require(diagnostics.all.first?.message)
    #expect(message.utf8.count < 5000)
    #expect(message.contains("éé…éé"))
    #expect(message.hasSuffix("é is too long"))
  }

  @Test("messages beyond the limit are counted, errors and remarks apart")
  func messages() {
    let diagnostics = Diagnostics(limit: 1)
    diagnostics.report(Diagnostic(code: "A", severity: .warning, message: "one"))
    diagnostics.report(Diagnostic(code: "A", severity: .warning, message: "one"))
    #expect(!diagnostics.hasErrors)
    #expect(diagnostics.omitted == 0)
    diagnostics.report(Diagnostic(code: "A", severity: .note, message: "two"))
    #expect(diagnostics.omitted == 1)
    #expect(!diagnostics.hasErrors)
    diagnostics.report(Diagnostic(code: "B", message: "three"))
    diagnostics.report(Diagnostic(code: "B", message: "four"))
    #expect(diagnostics.all.map(\.message) == ["one", "three"])
    #expect(diagnostics.omitted == 2)
    #expect(diagnostics.hasErrors)
  }
}
