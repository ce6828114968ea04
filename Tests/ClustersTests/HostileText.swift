/// Texts that break what is careless about quotes, lines, blanks and characters.
enum HostileText {
  /// Some that are known to.
  static let samples = [
    "", " ", "\n", "\n\n", "\t", "a", "a\n", "a\n\n", "a\n\n\n", "a: b # c\n", "- a\n---\nb: c\n...\n",
    " a\nb\n", "\n a\n",
    "\n\n  a\nb\n", "\ta\n", "a\n\t\n", "a \n", "a\n  ", "a\n  \n", "a\n    \n\n", "  \n", "  \n a",
    "a\r\nb\r\n", "a\rb", "a\u{0}b",
    "\u{1B}[31m", "\u{7F}", "\u{85}", "a\u{85}b", "a\u{2028}b\u{2029}", "a\u{FEFF}", "\u{FFFE}",
    "\u{202E}abc", "é", "e\u{301}",
    "👩‍👩‍👧", "\u{10FFFF}", "\u{E000}", "#", "# a", "'", "\"", "''", "it's", "'\u{301}", "\"\u{301}", "\\", "\\n",
    "a\\", "$", "$$",
    "$X", "${X}", "$(X)", "$(TMPDIR)", "$$(TMPDIR)", "$é", "a$", "$(", "`id`", "!a", "=a", "~", "~/a", "*",
    "&a", "%a", "@a", "|", "> a", "-", "--",
    "- a", "? a", "{a: b}", "[a]", "null", "true", "yes", "1", "1e3", "0x1F", "2001-12-14", "<<", "a: b",
    "a:", ": a", "a #b", "; rm -rf x", "a\nb",
    "\n# a", "\n---\nkind: Secret\n", "\u{301}", "\u{AD}", "日本", String(repeating: "x", count: 3000),
  ]

  /// Some that nobody thought of, the same at every run.
  static func random(_ count: Int) -> [String] {
    let pieces: [Unicode.Scalar] = [
      "\n", "\n", "\n", " ", " ", "\t", "a", "b", "'", "\"", "\\", "#", ":", "-", "$", "(", ")", "|", ">",
      "é", "\u{301}", "\u{1F600}",
    ]
    var state: UInt64 = 9
    return (0..<count).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<(next(&state) % 12) { text.append(pieces[Int(next(&state) % UInt64(pieces.count))]) }
      return String(text)
    }
  }

  /// Knuth's linear congruential generator, of which the high bits are used.
  static func next(_ state: inout UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
