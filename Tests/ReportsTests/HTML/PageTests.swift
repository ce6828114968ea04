import Foundation
import Reports
import Results
import Testing

@Suite("The pages of reports")
struct PageTests {
  /// What happened in the fixture's seconds: a failure from the 60th to the 69th.
  static var course: RunCourse {
    var course = RunCourse()
    for number in 0..<3 {
      let offered = (0..<330).map { 400 + Double(($0 * 7 + number) % 5) }
      let failed = (0..<330).map { (60..<70).contains($0) ? 40.0 : 0 }
      let retries = failed.map { $0 / 2 }
      course.add(
        [
          TimelineSeries(entity: "gateway/shop/edge", metric: "offered", values: offered),
          TimelineSeries(entity: "gateway/shop/edge", metric: "answered", values: offered),
          TimelineSeries(
            entity: "gateway/shop/edge", metric: "goodput", values: zip(offered, failed).map { $0 - $1 }),
          TimelineSeries(entity: "service/shop/checkout", metric: "first_attempts", values: failed),
          TimelineSeries(entity: "service/shop/checkout", metric: "retries", values: retries),
          TimelineSeries(entity: "service/shop/checkout", metric: "retries_denied", values: retries),
          TimelineSeries(
            entity: "service/shop/checkout", metric: "budget_used", values: retries.map { $0 * 10 }),
          TimelineSeries(
            entity: "service/shop/checkout", metric: "budget_limit", values: failed.map { $0 + 80 }),
          TimelineSeries(
            entity: "service/shop/checkout", metric: "queue_length_mean", values: failed.map { $0 / 100 }),
        ],
        [
          HistogramRecord(
            name: "response_time", labels: .none,
            buckets: (1...1000).map { .init(lower: $0 * 1_000_000, upper: $0 * 1_000_000 + 99, count: 7) })
        ],
        (0..<330).map {
          ResponseWindow(
            second: $0, seconds: 1,
            buckets: [
              .init(index: 200, count: 300, successes: 300), .init(index: 260, count: 90, successes: 80),
            ])
        })
    }
    return course
  }

  @Test("say the verdict first and have the charts of what was recorded")
  func run() {
    let report = HTMLReport.run(Fixture.quickstart, course: Self.course)
    #expect(
      report.charts == [
        "checks", "load", "response-times", "percentiles", "retries-shop.checkout", "budget-shop.checkout",
        "amplification", "attempts", "queues", "mirrors",
      ])
    let text = report.text
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    for id in report.charts { #expect(text.contains("id=\"chart-\(id)\"")) }
    #expect(text.contains("HTTPRoute/shop/front spec.rules[0].sessionPersistence"))
    #expect(text.contains("A-GW-1"))
  }

  @Test(
    "allow the browser one style and one script, those whose hashes they name, and nothing from elsewhere")
  func policy() throws {
    let text = HTMLReport.run(Fixture.quickstart, course: Self.course).text
    #expect(text.contains("default-src &#39;none&#39;") || text.contains("default-src 'none'"))
    #expect(text.matches(of: /<script/).count == 1)
    #expect(text.matches(of: /<style/).count == 1)
    #expect(!text.contains("style=\""))
    #expect(text.matches(of: #/ on[a-z]+="/#).isEmpty)
    #expect(text.matches(of: /(src|href)="[^#]/).isEmpty)
    #expect(!text.contains("unsafe-inline"))
  }

  @Test("show what comes from manifests as text, never as markup")
  func hostile() {
    let text = HTMLReport.run(Fixture.hostileRun, course: Self.course).text
    #expect(!text.contains("<script>\\"))
    #expect(!text.contains("`<script>"))
    #expect(text.matches(of: /<script/).count == 1)
    #expect(!text.contains("\u{1B}"))
  }

  @Test("stay small where there are many services: a thousand metrics are shown, and how many there are")
  func manyMetrics() {
    var run = Fixture.quickstart
    run.summaries = (0..<1_200).map {
      Summary(
        name: "retries", labels: ["service": "shop/s\($0)"], mean: 1, low: nil, high: nil, confidence: 0.95,
        n: 1)
    }
    let text = HTMLReport.run(run, course: RunCourse()).text
    #expect(text.contains("1,000 of 1,200 metrics; -o csv has them all"))
    #expect(text.matches(of: /<td>retries\{service=/).count == 1_000)
  }

  @Test("are the same bytes for the same run")
  func same() {
    let first = HTMLReport.run(Fixture.quickstart, course: Self.course).text
    let second = HTMLReport.run(Fixture.quickstart, course: Self.course).text
    #expect(first == second)
  }

  @Test("have their charts as files of their own, by the names that services have")
  func charts() throws {
    let report = HTMLReport.run(Fixture.quickstart, course: Self.course)
    let svg = try #require(report.svg(of: "retries-shop/checkout"))
    #expect(svg == report.svg(of: "retries-shop.checkout"))
    #expect(svg.hasPrefix("<svg"))
    #expect(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.contains("budget exhausted"))
    #expect(report.svg(of: "nothing") == nil)
  }

  @Test("of a database of an older version, or of a run without traffic, leave out what was not recorded")
  func empty() {
    let report = HTMLReport.run(Fixture.quickstart, course: RunCourse())
    #expect(report.charts == ["checks", "mirrors"])
  }
}
