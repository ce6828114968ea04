import Foundation
import Reports
import Results
import Testing

@Suite("Reports as CSV")
struct CSVReportTests {
  @Test("a run has a row a metric, with the numbers of its JSON in the same order")
  func run() throws {
    let text = CSVReport.run(Fixture.quickstart)
    try expectGolden(text, "quickstart.csv")
    let csv = try StrictCSV(text)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(JSONReport.run(Fixture.quickstart).utf8)) as? [String: Any])
    let metrics = try #require(json["metrics"] as? [[String: Any]])
    #expect(csv.column("metric") == metrics.map { $0["name"] as? String })
    for row in csv.rows {
      let summary = try #require(
        Fixture.quickstart.summaries.first { $0.name == row[0] && $0.labels.description == row[1] })
      #expect(row[4...6].map(Double.init) == [summary.mean, summary.low, summary.high])
      #expect(Int(row[8]) == summary.n && Int(row[9]) == summary.never)
    }
    let row = try #require(csv.column("labels").firstIndex(of: "{fault=checkout fails}"))
    #expect(csv.rows[row].prefix(4) == ["recovery_time", "{fault=checkout fails}", "seconds", "lower"])
    #expect(csv.column("never")[row] == "1")
  }

  @Test("checks have a row each, what is not known is empty")
  func check() throws {
    let csv = try StrictCSV(CSVReport.check(Fixture.quickstart))
    #expect(csv.column("verdict") == ["fail", "pass", "inconclusive", "fail"])
    #expect(csv.column("estimate") == ["0.99604", "1.0625", "0.1234", ""])
    #expect(csv.column("reason") == ["", "", "", "too few samples"])
  }

  @Test(
    "a name that a spreadsheet would run as a formula has an apostrophe before it; numbers have none",
    arguments: [
      ("=1+1", "'=1+1"), ("+cmd|'/c calc'!A0", "'+cmd|'/c calc'!A0"), ("-2+3", "'-2+3"),
      ("@sum(A1)", "'@sum(A1)"),
      (" =1+1", "' =1+1"), ("＝1+1", "'＝1+1"), ("-inf", "'-inf"), ("+", "'+"), ("-5", "-5"),
      ("+1.5e-3", "+1.5e-3"),
      ("shop/a=b", "shop/a=b"), ("a,\"b\"", "a,\"b\""), ("", ""), ("\t=1", "\\u{9}=1"),
    ])
  func formula(name: String, shown: String) throws {
    var run = Fixture.quickstart
    run.checks[0].check = name
    #expect(try StrictCSV(CSVReport.check(run)).column("check")[0] == shown)
  }

  @Test(
    "numbers have a point and no exponent, and mean the same",
    arguments: [
      (0.1, "0.1"), (42, "42"), (-0.25, "-0.25"), (1e-9, "0.000000001"), (1.5e-7, "0.00000015"),
      (1e16, "10000000000000000"), (1.25e20, "125000000000000000000"), (123_456_789.125, "123456789.125"),
      (0, "0"),
      (.infinity, ""), (.nan, ""),
    ])
  func numbers(value: Double, shown: String) throws {
    var run = Fixture.quickstart
    run.checks[0].estimate = value
    #expect(try StrictCSV(CSVReport.check(run)).column("estimate")[0] == shown)
  }

  @Test(
    "every finite number is read back as it was",
    arguments: [Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 1 / 3, -2e-300])
  func exact(value: Double) throws {
    var run = Fixture.quickstart
    run.checks[0].estimate = value
    #expect(Double(try StrictCSV(CSVReport.check(run)).column("estimate")[0]) == value)
  }

  @Test("hostile names are one cell each, without control characters")
  func hostile() throws {
    let text = CSVReport.run(Fixture.hostileRun)
    #expect(!text.contains("\u{1B}"))
    let csv = try StrictCSV(text)
    #expect(csv.rows.count == 4)
    #expect(csv.column("labels")[1].hasPrefix("{service=a|b`<script>\\u{1b}[31m\\u{a}\"q\""))
    // NaN is not known.
    #expect(csv.column("mean")[0] == "")
  }

  @Test("a search has a row a value with its checks, and marks the answer")
  func find() throws {
    let csv = try StrictCSV(CSVReport.find(FindReportTests.search(FindReportTests.found)))
    #expect(csv.column("value") == ["0.1", "0.12", "0.15"])
    #expect(csv.column("set") == ["10%", "12%", "15%"])
    #expect(csv.column("verdict") == ["pass", "inconclusive", "fail"])
    #expect(csv.column("answer") == ["low", "best", "high"])
    #expect(csv.column("response_time_p99 < 300ms estimate") == ["0.2", "0.2", "0.2"])
  }

  @Test("a map of stability has a row a cell")
  func stability() throws {
    let csv = try StrictCSV(CSVReport.stability(FindReportTests.map))
    #expect(csv.rows.count == 6)
    #expect(
      csv.column("verdict") == ["stable", "stable", "vulnerable", "metastable", "overloaded", "overloaded"])
    #expect(csv.column("recovery") == ["12.3", "12.3", "12.3", "12.3", "", ""])
    #expect(csv.column("sustained by")[3] == "retries")
  }

  @Test("a sweep has a row a point, axes as numbers, and the shown metrics before all others")
  func sweep() throws {
    let report = SweepReport(SweepReportTests.grid, metrics: [MetricKey("response_time_p99")])
    let csv = try StrictCSV(report.csv())
    #expect(
      csv.head == [
        "job", SweepReportTests.percent, SweepReportTests.replicas, "n", "verdict", "pareto",
        "response_time_p99",
        "response_time_p99 low", "response_time_p99 high", "success_ratio", "success_ratio low",
        "success_ratio high",
      ])
    #expect(csv.column(SweepReportTests.percent) == ["5", "5", "10", "10", "20", "20"])
    #expect(csv.column("success_ratio") == ["0.953", "0.984", "0.991", "0.9915", "0.972", "0.912"])
    #expect(csv.column("verdict") == ["fail", "inconclusive", "pass", "pass", "fail", "fail"])
  }

  @Test(
    "the axis of a sweep has numbers where all values are amounts, else the texts; a missing point is empty")
  func axes() throws {
    func point(_ first: String, _ second: String, _ success: Double?) -> StoredRun {
      SweepReportTests.point([("a", first), ("b", second)], success: success, p99: success)
    }
    let study = StoredStudy(
      database: "", variants: [point("250ms", "10", 0.9), point("2s", "none", 0.9), point("10%", "=x", nil)])
    let csv = try StrictCSV(SweepReport(study).csv())
    #expect(csv.column("a") == ["0.25", "2", "0.1"])
    #expect(csv.column("b") == ["10", "none", "'=x"])
    #expect(csv.column("success_ratio") == ["0.9", "0.9", ""])
    #expect(csv.column("n") == ["3", "3", "0"])
  }
}
