import Documents
import Testing

@Suite("Fields")
struct ReaderTests {
  /// What reading `yaml` with `read` reports: code, path and suggestion.
  private func reported(_ yaml: String, _ read: (Reader) -> Void) throws -> [String] {
    let diagnostics = Diagnostics()
    let reader = try QuantityTests.reader(yaml, diagnostics)
    read(reader)
    return diagnostics.all.map { "\($0.brief) \($0.path ?? "")\($0.suggestion.map { ": \($0)" } ?? "")" }
  }

  @Test("fields of the right type are read, and absent or null ones are nil without a word")
  func reads() throws {
    let text = "{s: x, n: 3, d: 2.5, b: true, l: [1, 2], m: {k: v}, c: lifo, z: null}"
    let found = try reported(text) { reader in
      #expect(reader.string("s") == "x")
      #expect(reader.integer("n", in: 0...3) == 3)
      #expect(reader.number("d") == 2.5)
      #expect(reader.boolean("b") == true)
      #expect(reader.list("l")?.map(\.path.description) == ["l[0]", "l[1]"])
      #expect(reader.mapping("m")?.string("k") == "v")
      #expect(reader.choice("c", ["fifo", "lifo"]) == "lifo")
      #expect(reader.string("z") == nil)
      #expect(reader.integer("absent") == nil)
      reader.finish()
    }
    #expect(found == [])
  }

  @Test("what is missing, mistyped, out of range or unknown is reported at its place and path")
  func reports() throws {
    let text = "s: 1\nn: x\nr: 9\nb: yes\nl: {}\nm: []\nc: fofo\nattempt: 1\n"
    let found = try reported(text) { reader in
      _ = reader.requiredString("name")
      _ = reader.string("s")
      _ = reader.integer("n")
      _ = reader.integer("r", in: 0...8)
      _ = reader.boolean("b")
      _ = reader.list("l")
      _ = reader.mapping("m")
      _ = reader.choice("c", ["fifo", "lifo"])
      _ = reader.has("attempts")
      reader.finish()
    }
    #expect(
      found == [
        "T001 1:1 name: add `name:` here", "T002 1:4 s: write it in quotes: \"1\"", "T002 2:4 n",
        "T004 3:4 r",
        "T002 4:4 b", "T002 5:4 l", "T002 6:4 m", "T004 7:4 c: did you mean \"fifo\"?",
        "T003 8:1 attempt: did you mean \"attempts\"?",
      ])
  }

  @Test(
    "a suggestion is near what was written",
    arguments: [
      ("attempt", "attempts"), ("Attempts", "attempts"), ("atempts", "attempts"), ("attmepts", "attempts"),
      ("backof", "backoff"), ("attempts", "attempts"), ("zzz", nil), ("", nil), ("codes!", "codes"),
    ] as [(String, String?)])
  func suggestions(word: String, expected: String?) {
    #expect(nearest(to: word, among: ["attempts", "backoff", "codes"]) == expected)
  }
}
