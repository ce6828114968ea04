import Foundation
import Reports
import Results
import Testing

@Suite("Reports of a run")
struct ReportTests {
  @Test("the terminal shows a quickstart on one screen")
  func terminal() throws {
    let text = TerminalReport.text(of: Fixture.quickstart)
    try expectGolden(text, "quickstart.txt")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("colour adds nothing but colour")
  func color() throws {
    let colored = TerminalReport.text(of: Fixture.quickstart, .page(isColoured: true))
    #expect(colored.contains("\u{1B}[31;1m✗\u{1B}[0m"))
    let plain = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(plain == TerminalReport.text(of: Fixture.quickstart))
  }

  @Test("an interrupted run says so, and hostile names do nothing to the terminal")
  func hostileTerminal() throws {
    let text = TerminalReport.text(of: Fixture.hostileRun)
    try expectGolden(text, "hostile.txt")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("the JSON of a run has the members of weir.run/v1 in their order")
  func json() throws {
    try expectGolden(JSONReport.run(Fixture.quickstart), "quickstart.json")
  }

  @Test("the JSON of a hostile run can be read, with null for what is not known")
  func hostileJSON() throws {
    let text = JSONReport.run(Fixture.hostileRun)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["scenario"] as? String == Fixture.hostile)
    #expect(object["seed"] as? UInt64 == .max)
    #expect(object["replications"] as? Int == 1)
    #expect(object["partial"] as? Bool == true)
    #expect((object["checks"] as? [Any])?.isEmpty == true)
    let metrics = try #require(object["metrics"] as? [[String: Any]])
    #expect(
      metrics.map { $0["name"] as? String } == [
        "success_ratio", "first_attempts", "retries", "unknown_metric",
      ])
    #expect(metrics[0]["mean"] is NSNull)
    #expect(metrics[3]["labels"] as? [String: String] == ["a": "", "z": Fixture.hostile])
    #expect(metrics[3]["unit"] is NSNull)
  }

  @Test("the JSON of checks has one verdict over all")
  func checkJSON() throws { try expectGolden(JSONReport.check(Fixture.quickstart), "check.json") }

  @Test("the Markdown of a run says what the terminal says")
  func markdown() throws {
    try expectGolden(MarkdownReport.text(of: Fixture.quickstart), "quickstart.md")
  }

  @Test("hostile names do nothing to the Markdown")
  func hostileMarkdown() throws {
    let text = MarkdownReport.text(of: Fixture.hostileRun)
    try expectGolden(text, "hostile.md")
    // In the fenced block at the end nothing has a meaning.
    let prose = text.prefix(upTo: try #require(text.firstRange(of: "```sh\n")).lowerBound)
    #expect(!prose.contains("<script>"))
    #expect(!prose.contains("@all"))
  }

  @Test("a Markdown report that is too long is cut at a line and says so", arguments: [1500, 5000, 65_536])
  func cut(limit: Int) throws {
    var run = Fixture.quickstart
    run.run.notModelled = (0..<5000).map { .init(object: "HTTPRoute/shop/r\($0)", path: "spec.x") }
    let text = MarkdownReport.text(of: run, limit: limit)
    #expect(text.utf8.count <= limit)
    #expect(text.utf8.count > limit - 200)
    #expect(
      text.hasSuffix(
        "_Cut here: the report is longer than \(limit) bytes; `weir report DB` shows all of it._\n"))
    #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
  }

  @Test(
    "the verdict over all checks is the worst",
    arguments: [
      ([], "quickstart: no checks were asked for"), ([.pass], "quickstart: the check holds"),
      ([.pass, .pass], "quickstart: all 2 checks hold"),
      ([.inconclusive, .pass], "quickstart: 1 of 2 checks inconclusive, the others hold"),
      ([.fail], "quickstart: 1 of 1 check failed"),
      ([.fail, .inconclusive], "quickstart: 1 of 2 checks failed, 1 inconclusive"),
    ] as [([Verdict], String)])
  func verdict(verdicts: [Verdict], headline: String) {
    var run = Fixture.quickstart
    run.checks = verdicts.map {
      CheckResult(check: "requests > 0", verdict: $0, estimate: 1, low: nil, high: nil, limit: 0)
    }
    let first = TerminalReport.text(of: run).prefix { $0 != "\n" }
    #expect(first.hasSuffix(headline))
  }

  @Test("what browsers ask and decide is said of each rule, and only where there are browsers")
  func cors() {
    var run = Fixture.quickstart
    #expect(!TerminalReport.text(of: run).contains("CORS"))
    for (rule, counts) in [("0", [31.0, 900, 100]), ("2", [0, 0, 0])] {
      let labels: Labels = ["route": "shop/api", "rule": rule]
      run.summaries += zip(["cors_preflights", "cors_allowed", "cors_refused"], counts).map {
        Fixture.summary($0, labels, $1)
      }
    }
    let lines = TerminalReport.text(of: run).split(separator: "\n")
    #expect(
      lines.contains("CORS      shop/api, rule 0: 31 preflights (3.10 %), 900 allowed, 100 refused"))
    #expect(lines.contains("CORS      shop/api, rule 2: 0 preflights, 0 allowed, 0 refused"))
    #expect(MarkdownReport.text(of: run).contains("- **CORS**: shop/api, rule 0: 31 preflights (3.10 %),"))
  }
}
