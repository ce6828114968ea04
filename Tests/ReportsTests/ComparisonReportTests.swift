import Foundation
import Reports
import Results
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Reports of a comparison")
struct ComparisonReportTests {
  private static func difference(
    _ metric: String, _ labels: Labels = .none, variant: Int, _ base: Double, _ change: Double, half: Double,
    _ verdict: Difference.Verdict, isHeadline: Bool = true
  ) -> Difference {
    Difference(
      variant: variant, metric: metric, labels: labels, base: base, value: base + change, difference: change,
      relative: change / base, low: change - half, high: change + half, confidence: 0.99, n: 10, narrowing: 4,
      isSignificant: change.magnitude > half, verdict: verdict, isHeadline: isHeadline)
  }

  /// The quickstart with two variants: one that hurts, one that changes nothing.
  static var study: StoredStudy {
    var runs = [Fixture.quickstart, Fixture.quickstart, Fixture.quickstart]
    for index in runs.indices {
      runs[index].run.command = .compare
      runs[index].run.variant = ["base", "five", "twenty"][index]
    }
    runs[2].checks = []
    let checkout: Labels = ["service": "shop/checkout"]
    var findings = Findings()
    findings.differences = [
      difference("success_ratio", variant: 1, 0.999, -0.0171, half: 0.0003, .worse),
      difference("response_time_p99", variant: 1, 0.25, 0.031, half: 0.004, .worse),
      difference("amplification", checkout, variant: 1, 1.21, -0.09, half: 0.01, .better),
      difference("retries", checkout, variant: 1, 9000, -4000, half: 100, .better, isHeadline: false),
      difference("throughput", variant: 1, 440, 0.1, half: 2, .same, isHeadline: false),
      difference("success_ratio", variant: 2, 0.999, 0.00001, half: 0.0002, .inconclusive),
      difference("response_time_p99", variant: 2, 0.25, 0.0001, half: 0.001, .same),
    ]
    findings.ranks = ["success_ratio", "response_time_p99"].flatMap { metric in
      [1, 3, 1].enumerated().map { RankRecord(variant: $0, metric: metric, labels: .none, rank: $1) }
    }
    findings.changes = [
      ChangeRecord(
        variant: 1, object: "XBackendTrafficPolicy/shop/checkout",
        path: "spec.retryConstraint.budget.percent", at: "k8s/policy.yaml:9:16", line: "percent: 5",
        from: "20", to: "5"),
      ChangeRecord(
        variant: 2, object: "Scenario", path: "spec.dataPlane.replicas",
        at: "--set spec.dataPlane.replicas:1:1", line: "spec.dataPlane.replicas=20", from: nil, to: "20"),
    ]
    return StoredStudy(database: "results/x.sqlite", variants: runs, findings: findings)
  }

  @Test("the terminal says the verdict first, then each variant with what it changes and what differs")
  func terminal() throws {
    let text = ComparisonReport.text(of: Self.study)
    try expectGolden(text, "comparison.txt")
    let colored = ComparisonReport.text(of: Self.study, .page(isColoured: true))
    #expect(colored != text)
    #expect(colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == text)
  }

  @Test("Markdown says what the terminal says, with the lines of YAML")
  func markdown() throws { try expectGolden(ComparisonMarkdown.text(of: Self.study), "comparison.md") }

  @Test("the JSON has the members of weir.compare/v1")
  func json() throws {
    let text = JSONReport.compare(Self.study)
    try expectGolden(text, "comparison.json")
    _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  @Test("Markdown never outgrows its limit, and closes what it folds", arguments: [400, 1500, 4000, 65_536])
  func limit(bytes: Int) {
    var study = Self.study
    study.findings.differences = (0..<2000).map {
      Self.difference(
        "retries", ["service": "shop/s\($0)"], variant: 1, 10 + Double($0), 5, half: 1, .worse,
        isHeadline: $0 < 5)
    }
    let text = ComparisonMarkdown.text(of: study, limit: bytes)
    #expect(text.utf8.count <= bytes)
    #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
    #expect(text.contains("Cut here"))
  }

  @Test("annotations name the line that the variant changes, the largest difference first")
  func annotations() {
    let lines = GitHubAnnotations.text(of: Self.study).split(separator: "\n")
    #expect(lines.count == 5)
    let worst =
      "::error file=k8s/policy.yaml,line=9,col=16,title=five%3A success_ratio is worse::"
      + "success_ratio: 99.90 %25 → 98.19 %25 (-1.71 ±0.03 points, n=10)"
    #expect(lines.first.map(String.init) == worst)
    #expect(lines.dropFirst().first?.contains("response_time_p99 is worse") == true)
    #expect(lines.contains { $0.hasPrefix("::warning ") && $0.contains("inconclusive") })
  }

  @Test("of many annotations ten lines are left, errors first, and the last counts the rest")
  func manyAnnotations() {
    var study = Self.study
    study.findings.differences = (0..<30).map {
      Self.difference("retries", ["service": "a,b:\n%\($0)"], variant: 1, 10, 5, half: 1, .worse)
    }
    let text = GitHubAnnotations.text(of: study)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { $0.hasPrefix("::error ") })
    #expect(lines.last?.contains("and 24 more") == true)
    #expect(text.contains("a,b:%0A%250"), "\(text)")
  }

  @Test("JUnit is well-formed XML with a failure for what is worse, whatever names hold")
  func junit() throws {
    for isStrict in [false, true] {
      var study = Self.study
      study.variants[1].run.scenario = Fixture.hostile
      study.variants[1].checks[0].check = "<&\"'\u{0}\u{1B}]]>" + Fixture.hostile
      let text = JUnitReport.text(of: study, isStrict: isStrict)
      let document = Events()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = document
      #expect(parser.parse(), "\(text)")
      #expect(document.counts["testcase"] == 4 + 3 + 2)
      #expect(document.counts["failure"] == (isStrict ? 5 : 4))
      #expect(document.counts["skipped"] == (isStrict ? nil : 1))
    }
    try expectGolden(JUnitReport.text(of: Fixture.quickstart, isStrict: false), "quickstart.xml")
  }

  /// Counts the elements of a document.
  private final class Events: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]

    func parser(
      _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
      attributes _: [String: String]
    ) { counts[name, default: 0] += 1 }
  }
}
