import Foundation
import Reports
import Results
import Testing

@Suite("Reports of a search and of a map of stability")
struct FindReportTests {
  static func run(_ name: String, _ verdict: Verdict, hostile: String = "") -> StoredRun {
    var run = Fixture.quickstart
    run.database = ""
    run.run.command = .find
    run.run.variant = name
    run.run.settings = [Setting(path: "spec.x", value: name)]
    run.checks = [
      CheckResult(
        check: "response_time_p99 < 300ms", verdict: verdict, estimate: 0.2, low: 0.1, high: 0.3, limit: 0.3,
        reason: hostile)
    ]
    return run
  }

  static func search(_ record: SearchRecord) -> StoredStudy {
    var study = StoredStudy(
      database: "f.sqlite", variants: [run("10%", .pass), run("12%", .inconclusive), run("15%", .fail)])
    study.findings.search = record
    return study
  }

  static let found = SearchRecord(
    path: "spec.x", goal: .largest, outcome: .found, best: "12%", low: "10%", high: "15%", confidence: 0.95)

  @Test("the terminal shows the answer, then the way to it")
  func terminal() throws {
    try expectGolden(SearchReport.text(of: Self.search(Self.found)), "find.txt")
  }

  @Test("the JSON has the members of weir.find/v1, values as numbers")
  func json() throws {
    let text = JSONReport.find(Self.search(Self.found))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["best"] as? Double == 0.12)
    #expect(object["low"] as? Double == 0.1)
    #expect(object["high"] as? Double == 0.15)
    #expect(object["set"] as? String == "12%")
    let evaluations = try #require(object["evaluations"] as? [[String: Any]])
    #expect(evaluations.map { $0["verdict"] as? String } == ["pass", "inconclusive", "fail"])
  }

  @Test("each outcome has its sentence")
  func sentences() {
    func first(_ change: (inout SearchRecord) -> Void) -> String {
      var record = Self.found
      change(&record)
      return SearchReport.text(of: Self.search(record)).split(separator: "\n").first.map(
        String.init)
        ?? ""
    }
    #expect(first { _ in } == "FOUND largest spec.x that passes: 12% [10%, 15%] at 95 %")
    #expect(
      first {
        ($0.goal, $0.outcome, $0.best, $0.reason) = (nil, .allPass, nil, "all 5 values that were tried pass")
      }
        == "ALL PASS spec.x: all 5 values that were tried pass, at 95 %")
    #expect(
      first {
        ($0.goal, $0.outcome, $0.reason) = (nil, .notMonotone, "a and c fail, but b between them passes")
      }
        == "NOT MONOTONE spec.x has no single threshold: a and c fail, but b between them passes, at 95 %")
    #expect(
      first { ($0.outcome, $0.best, $0.high, $0.reason) = (.inconclusive, nil, nil, "unclear") }
        == "INCONCLUSIVE spec.x: 10% surely passes, and no value surely fails")
    #expect(
      first { ($0.goal, $0.outcome, $0.high, $0.confidence) = (.smallest, .inconclusive, nil, 0.999) }
        == "INCONCLUSIVE spec.x: 10% surely fails, and no value surely passes")
  }

  static let map: StoredStudy = {
    func cell(
      _ load: String, _ trigger: String, _ verdict: StabilityRecord.Verdict, _ recovered: Int,
      _ cuts: [StabilityRecord.Cut] = []
    ) -> StabilityRecord {
      StabilityRecord(
        variant: 0, load: load, trigger: trigger, verdict: verdict, recovered: recovered, n: 5, low: 0.1,
        high: 0.9,
        recovery: recovered > 0 ? 12.3 : nil, cuts: cuts)
    }
    var study = StoredStudy(database: "m.sqlite", variants: [run("100/s", .pass)])
    study.variants[0].run.settings = [
      Setting(path: "spec.load", value: "100/s"), Setting(path: "spec.trigger", value: "1s"),
    ]
    study.findings.stability = [
      cell("100/s", "1s", .stable, 5), cell("100/s", "9s", .stable, 5), cell("200/s", "1s", .vulnerable, 5),
      cell(
        "200/s", "9s", .metastable, 2,
        [
          .init(variant: 1, loops: ["retries"], recovered: 5, n: 5),
          .init(variant: 2, loops: ["\u{1B}[2J"], recovered: 0, n: 5),
        ]),
      cell("300/s", "1s", .overloaded, 0), cell("300/s", "9s", .overloaded, 0),
    ]
    return study
  }()

  @Test("a map has a row a load and a column a trigger, then the loops; hostile names do nothing")
  func stability() throws {
    let text = StabilityReport.text(of: Self.map)
    try expectGolden(text, "stability.txt")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    try expectGolden(StabilityReport.markdown(of: Self.map), "stability.md")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(JSONReport.stability(Self.map).utf8)) as? [String: Any])
    let cells = try #require(json["cells"] as? [[String: Any]])
    #expect(cells.count == 6)
    #expect(cells[3]["sustainedBy"] as? [String] == ["retries"])
  }
}
