import Documents
import Testing

@Suite("Rendered messages")
struct RendererTests {
  static func sources(_ text: String, file: String = "routes.yaml") -> SourceTexts {
    var sources = SourceTexts()
    sources.add(text, file: file)
    return sources
  }

  static func diagnostic(_ message: String, file: String = "routes.yaml", line: Int, column: Int)
    -> Diagnostic
  {
    Diagnostic(
      code: "GW012", message: message, location: SourceLocation(file: file, line: line, column: column))
  }

  @Test("a message shows its place, the line with a caret, and what to do")
  func whole() {
    let diagnostic = Diagnostic(
      code: "GW012", message: "unknown field \"attempt\"",
      location: SourceLocation(file: "routes.yaml", line: 2, column: 5), object: "HTTPRoute/shop/front",
      path: "spec.rules[0].retry.attempt", suggestion: "did you mean \"attempts\"?")
    let warning = Diagnostic(
      code: "GW301", severity: .warning, message: "no backend answers", object: "HTTPRoute/shop/back")
    let renderer = DiagnosticRenderer(sources: Self.sources("retry:\n    attempt: 3\n"))
    #expect(
      renderer.render([warning, diagnostic]) == """
        routes.yaml:2:5: error[GW012]: HTTPRoute/shop/front: spec.rules[0].retry.attempt: unknown field "attempt"
            attempt: 3
            ^
        help: did you mean "attempts"?
        warning[GW301]: HTTPRoute/shop/back: no backend answers

        1 error, 1 warning

        """)
  }

  @Test(
    "messages come in the order of file, line and column, then as they were reported; the rest comes last")
  func order() {
    let all = [
      Diagnostic(code: "X", message: "nowhere"), Self.diagnostic("d", file: "b", line: 1, column: 1),
      Self.diagnostic("c", file: "a", line: 10, column: 1),
      Self.diagnostic("z", file: "a", line: 9, column: 2),
      Self.diagnostic("y", file: "a", line: 9, column: 2),
      Self.diagnostic("a", file: "a", line: 9, column: 1),
    ]
    #expect(
      DiagnosticRenderer().render(all) == """
        a:9:1: error[GW012]: a
        a:9:2: error[GW012]: z
        a:9:2: error[GW012]: y
        a:10:1: error[GW012]: c
        b:1:1: error[GW012]: d
        error[X]: nowhere

        6 errors

        """)
  }

  @Test("nothing to say is said with nothing")
  func empty() {
    #expect(DiagnosticRenderer().render([]) == "")
  }

  @Test("the summary counts errors, warnings and notes")
  func summary() {
    let all = [Diagnostic.Severity.note, .warning, .warning, .error, .error, .error].map {
      Diagnostic(code: "X", severity: $0, message: "m")
    }
    #expect(DiagnosticRenderer().summary(all) == "3 errors, 2 warnings, 1 note")
  }

  @Test(
    "the caret stands below its character",
    arguments: [
      ("a: é", 4, "a: é\n   ^"), ("日本: x", 5, "日本: x\n      ^"), ("e\u{301}: x", 5, "e\u{301}: x\n   ^"),
      ("\ta: x", 2, " a: x\n ^"), ("a:", 3, "a:\n  ^"), ("a", 99, "a\n ^"), ("", 1, "\n^"),
      ("a\u{1B}[31m: x", 8, "a\\u{1B}[31m: x\n            ^"), ("a\u{202E}b", 3, "a\\u{202E}b\n         ^"),
    ])
  func carets(line: String, column: Int, shown: String) {
    let renderer = DiagnosticRenderer(sources: Self.sources(line))
    let lines = renderer.render(Self.diagnostic("m", line: 1, column: column))
    #expect(lines == "routes.yaml:1:\(column): error[GW012]: m\n\(shown)\n")
  }

  @Test(
    "a long line is cut around the caret",
    arguments: [
      (1, "abcdefghijklmnopqrst…\n^"), (13, "…ghijklmnopqrstuvwxyz\n       ^"),
      (26, "…ghijklmnopqrstuvwxyz\n                    ^"), (8, "…bcdefghijklmnopqrstu…\n       ^"),
    ])
  func cuts(column: Int, shown: String) {
    let renderer = DiagnosticRenderer(sources: Self.sources("abcdefghijklmnopqrstuvwxyz"), width: 20)
    let lines = renderer.render(Self.diagnostic("m", line: 1, column: column))
    #expect(lines == "routes.yaml:1:\(column): error[GW012]: m\n\(shown)\n")
  }

  @Test("control characters of names, messages and suggestions cannot steer a terminal")
  func controls() {
    let diagnostic = Diagnostic(
      code: "X", message: "a\nb\u{1B}[2J", location: SourceLocation(file: "f\u{7}", line: 1, column: 1),
      object: "o\u{9B}", path: "p\r", suggestion: "s\u{2028}")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        f\\u{7}:1:1: error[X]: o\\u{9B}: p\\u{D}: a\\u{A}b\\u{1B}[2J
        help: s\\u{2028}

        """)
  }

  @Test("colour is for terminals only")
  func colour() {
    let renderer = DiagnosticRenderer(sources: Self.sources("a: 1"), colour: true)
    let text = renderer.render(
      Diagnostic(
        code: "X", severity: .warning, message: "m",
        location: SourceLocation(file: "routes.yaml", line: 1, column: 4), suggestion: "s"))
    #expect(
      text == """
        routes.yaml:1:4: \u{1B}[1;33mwarning[X]\u{1B}[0m: \u{1B}[1mm\u{1B}[0m
        a: 1
           \u{1B}[1;32m^\u{1B}[0m
        \u{1B}[1;36mhelp\u{1B}[0m: s

        """)
  }
}
