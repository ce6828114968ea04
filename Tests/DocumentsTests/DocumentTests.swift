import Documents
import Testing

@Suite("Documents")
struct DocumentTests {
  @Test(
    "YAML becomes values",
    arguments: [
      ("a: 1\nb: [x, 'y', \"z\"]", "{a: 1, b: ['x', 'y', 'z']}"),
      ("a: true\nb: yes\nc: no\nd: on\ne: NO", "{a: true, b: 'yes', c: 'no', d: 'on', e: 'NO'}"),
      ("a: 1:30\nb: 2026-01-01\nc: 0x1F\nd: 1_000", "{a: '1:30', b: '2026-01-01', c: '0x1F', d: '1_000'}"),
      ("a: '1'\nb: \"true\"\nc: |\n  1\nd: ''", "{a: '1', b: 'true', c: '1\n', d: ''}"),
      ("a:\nb: ~\nc: null\nd: 'null'", "{a: null, b: null, c: null, d: 'null'}"),
      ("a: 1e3\nb: -2.5\nc: .5\nd: -x\ne: 1.2.3.4", "{a: 1e3, b: -2.5, c: .5, d: '-x', e: '1.2.3.4'}"),
      ("a: .inf\nb: .nan\nc: 1e999", "{a: '.inf', b: '.nan', c: '1e999'}"),
      ("{\"a\": [1, {\"b\": null}],\n\t\"c\": \"\\u00e9\"}", "{a: [1, {b: null}], c: 'é'}"),
      (
        "a: !!str 1\nb: !!int \"3\"\nc: ! 4\nd: !!map {x: 1}\ne: !!seq [1]\nf: !!null ''",
        "{a: '1', b: 3, c: '4', d: {x: 1}, e: [1], f: null}"
      ),
      ("\u{FEFF}a: 1", "{a: 1}"),
      ("a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"),
      ("%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"),
      ("a: wait ...\nb: 'x'\nc: |\n  ...\n  more", "{a: 'wait ...', b: 'x', c: '...\nmore'}"),
    ])
  func values(yaml: String, flow: String) {
    #expect(documents(yaml).map(\.flow) == [flow])
  }

  @Test("every value and key has the place where it stands, from 1")
  func places() throws {
    let text = "spec:\n  rules:\n  - name: \"é日\" # c\n    ports: [80, 443]\n"
    let root = try #require(documents(text).first)
    let rule = try #require(root["spec"]?["rules"]?.item(0))
    #expect(root.place == "1:1")
    #expect(root["spec"]?.place == "2:3")
    #expect(rule.place == "3:5")
    #expect(rule["name"]?.place == "3:11")
    #expect(rule["ports"]?.item(1)?.place == "4:17")
    guard case .mapping(let fields) = rule.content else { return #expect(Bool(false), "a rule is a mapping") }
    #expect(fields.map(\.location.description) == ["t.yaml:3:5", "t.yaml:4:5"])
  }

  @Test("columns count characters of the line, and only what editors take for an end of line ends one")
  func unusualPlaces() throws {
    let root = try #require(documents("\u{FEFF}a: \"x\u{2028}y\"\nb: é\r\nc: [日本, 3]\r").first)
    #expect(root["b"]?.place == "2:4")
    #expect(root["c"]?.item(1)?.place == "3:9")
  }

  @Test("an alias stands for its anchor's value, at the place of the alias")
  func aliases() throws {
    let root = try #require(documents("a: &x\n  b: [1]\nc: *x\nd: [*x]\n").first)
    #expect(root.flow == "{a: {b: [1]}, c: {b: [1]}, d: [{b: [1]}]}")
    #expect(root["c"]?.place == "3:4")
    #expect(root["c"]?["b"]?.place == "2:6")
    #expect(root["d"]?.item(0)?.place == "4:5")
  }

  @Test("the latest anchor of a name counts")
  func anchorsShadow() {
    #expect(documents("a: &x 1\nb: *x\nc: &x 2\nd: *x").map(\.flow) == ["{a: 1, b: 1, c: 2, d: 2}"])
  }

  @Test("an anchor does not reach the next document")
  func anchorsEnd() {
    #expect(problems("a: &x 1\n---\nb: *x\n") == ["YAML008 3:4"])
  }

  @Test(
    "merge keys add what the mapping does not say itself; earlier mappings come first",
    arguments: [
      ("b: &b {x: 1, y: 2}\nc: {<<: *b, y: 3, z: 4}", "{b: {x: 1, y: 2}, c: {y: 3, z: 4, x: 1}}"),
      ("c:\n  y: 3\n  <<: [{x: 1}, {x: 2, w: 5}]", "{c: {y: 3, x: 1, w: 5}}"),
      ("c: {<<: {x: {a: 1}}, x: {b: 2}}", "{c: {x: {b: 2}}}"),
      ("c: {'<<': 1}", "{c: {<<: 1}}"),
      ("c: {<<: []}", "{c: {}}"),
    ])
  func merges(yaml: String, flow: String) {
    #expect(documents(yaml).map(\.flow) == [flow])
  }

  @Test("a file holds many documents; empty ones are left out and counted")
  func manyDocuments() {
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(
      text: "# c\n---\n---\na: 1\n---\n# x\n---\nb: 2\n...\n---\n", file: "t.yaml", diagnostics: diagnostics)
    #expect(diagnostics.all == [])
    #expect(loaded.documents.map(\.root.flow) == ["{a: 1}", "{b: 2}"])
    #expect(loaded.documents.map(\.index) == [1, 3])
    #expect(loaded.documents.map(\.file) == ["t.yaml", "t.yaml"])
  }

  @Test("a broken document hides neither the ones around it nor their mistakes")
  func recovers() {
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(
      text: "a: 1\n---\nb: ]\n---\nc: 1\nc: 2\n--- # here\nd: \"open\n---\ne: 1\n---\n\tf: 1\n",
      file: "t.yaml",
      diagnostics: diagnostics)
    #expect(loaded.documents.map(\.root.flow) == ["{a: 1}", "{c: 1}", "{e: 1}"])
    #expect(loaded.documents.map(\.index) == [0, 2, 4])
    #expect(diagnostics.all.map(\.brief) == ["YAML005 3:4", "YAML007 6:1", "YAML005 8:4", "YAML006 12:1"])
  }

  @Test(
    "lists of objects are taken apart",
    arguments: [
      ("kind: List\nitems: [{kind: A}, {kind: List, items: [{kind: B}]}]", ["{kind: 'A'}", "{kind: 'B'}"]),
      (
        "kind: FooList\napiVersion: v1\nitems: [{x: 1}, {kind: Bar, apiVersion: v2}]",
        ["{x: 1, kind: 'Foo', apiVersion: 'v1'}", "{kind: 'Bar', apiVersion: 'v2'}"]
      ),
      ("kind: List\nitems: []", []),
      ("kind: List\nitems:", []),
      ("kind: AllowList\nspec: {}", ["{kind: 'AllowList', spec: {}}"]),
      ("kind: AllowList\nitems: {}", ["{kind: 'AllowList', items: {}}"]),
    ])
  func lists(yaml: String, items: [String]) {
    #expect(documents(yaml).map(\.flow) == items)
  }
}

extension Value {
  /// Item `index` of a list.
  fileprivate func item(_ index: Int) -> Value? {
    guard case .sequence(let items) = content, index < items.count else { return nil }
    return items[index]
  }
}
