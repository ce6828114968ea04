import Reports
import Results
import Testing

@Suite("Reports in plain words")
struct PlainTextTests {
  /// Each report in both styles.
  static let reports: [(name: String, text: @Sendable (TextStyle) -> String)] = [
    ("run", { TerminalReport.text(of: Fixture.quickstart, $0, course: CoursePictureTests.course) }),
    ("check", { CheckReport.text(of: StoredStudy(database: "", variants: [Fixture.quickstart]), $0) }),
    ("comparison", { ComparisonReport.text(of: ComparisonReportTests.study, $0) }),
    ("sweep", { SweepReport(SweepReportTests.grid, showsFront: true).table($0) }),
    ("search", { SearchReport.text(of: FindReportTests.search(FindReportTests.found), $0) }),
    ("stability", { StabilityReport.text(of: FindReportTests.map, $0) }),
    ("requests", { RequestReportTests.report(RequestReportTests.retried).table($0) }),
    (
      "query",
      {
        QueryReport(columns: ["NAME", "n"], rows: [[.text("a"), .integer(1)], [.null, .real(2)]]).table($0)
      }
    ),
  ]

  @Test("are ASCII, without pictures, columns, indentation and empty lines", arguments: reports.map(\.name))
  func plain(name: String) throws {
    let report = try #require(Self.reports.first { $0.name == name })
    let text = report.text(.plain)
    try expectGolden(text, "plain-\(name).txt")
    #expect(text.allSatisfy { $0.isASCII })
    #expect(!text.contains("~") && !text.contains("\u{1B}"))
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      #expect(!line.isEmpty && line.first != " " && line.last != " ")
      #expect(!line.contains("  ") || line.contains("  ("), "\(line)")
    }
    // The other style is what must not come through.
    #expect(report.text(.page()) != text)
  }

  @Test("say of a cell that is not known nothing")
  func unknown() {
    let text = QueryReport(columns: ["NAME", "n"], rows: [[.text("a"), .integer(1)], [.null, .real(2)]])
      .table(.plain)
    #expect(text == "name a; n 1\nn 2.0\n")
  }

  @Test("names stay as they were written, but for what moves a cursor")
  func names() {
    let report = QueryReport(columns: ["name"], rows: [[.text("日本 ✓")], [.text(Fixture.hostile)]])
    #expect(report.table(.plain) == "name 日本 ✓\nname a|b`<script>\\u{1b}[31m\\u{a}\"q\" ## @all *x*\n")
  }
}
