import Foundation
import Reports
import Results
import Testing

@Suite("The rows of a query")
struct QueryReportTests {
  private let report = QueryReport(
    columns: ["name", "count", "share", "raw"],
    rows: [
      [.text("plain"), .integer(7), .real(0.25), .blob([0, 255])],
      [.text("a,\"b\"\r\nc|d\u{1B}"), .integer(-12_345), .real(1e-9), .null],
      [.text(""), .null, .real(42), .null], [.null, .integer(.max), .real(.infinity), .null],
      [.text("日本🦢"), .integer(0), .null, .null],
    ])

  @Test("as a table, with numbers to the right and no control characters")
  func table() throws { try expectGolden(report.table(), "query.txt") }

  @Test("as CSV after RFC 4180, NULL apart from the empty text")
  func csv() {
    #expect(
      report.csv()
        == "name,count,share,raw\r\nplain,7,0.25,00ff\r\n\"a,\"\"b\"\"\r\nc|d\u{1B}\",-12345,1e-09,\r\n"
        + "\"\",,42.0,\r\n,9223372036854775807,inf,\r\n日本🦢,0,,\r\n")
  }

  @Test("as JSON, a row a line")
  func json() throws {
    #expect(
      report.json() == #"""
        [
          {"name": "plain", "count": 7, "share": 0.25, "raw": "00ff"},
          {"name": "a,\"b\"\r\nc|d\u001b", "count": -12345, "share": 1e-09, "raw": null},
          {"name": "", "count": null, "share": 42, "raw": null},
          {"name": null, "count": 9223372036854775807, "share": null, "raw": null},
          {"name": "日本🦢", "count": 0, "share": null, "raw": null}
        ]

        """#)
  }

  @Test("as Markdown")
  func markdown() throws { try expectGolden(report.markdown(), "query.md") }

  @Test("without rows there is still a head")
  func empty() {
    let report = QueryReport(columns: ["a", "b"], rows: [])
    #expect(report.table() == "a  b\n----\n")
    #expect(report.csv() == "a,b\r\n")
    #expect(report.json() == "[]\n")
    #expect(report.markdown() == "| a | b |\n| --- | --- |\n")
  }
}
