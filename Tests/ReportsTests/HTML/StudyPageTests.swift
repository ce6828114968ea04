import Reports
import Results
import Testing

@Suite("The pages of studies")
struct StudyPageTests {
  @Test("of a sweep have a map for each metric, the front and every point")
  func sweep() {
    let page = SweepReport(SweepReportTests.grid).page()
    #expect(page.charts.first == "map")
    #expect(page.charts.last == "pareto")
    #expect(page.text.contains(SweepReportTests.percent))
  }

  @Test("of a search draw each check over the values that were tried")
  func search() {
    let page = HTMLReport.find(FindReportTests.search(FindReportTests.found))
    #expect(page.charts.first == "check")
    #expect(page.text.contains("Found: "))
  }

  @Test("of a search in units of several sizes have the values by their size, not in the order of the search")
  func units() throws {
    var study = FindReportTests.search(FindReportTests.found)
    for (index, value) in ["500ms", "2s", "1s"].enumerated() { study.variants[index].run.variant = value }
    let text = HTMLReport.find(study).text
    let rows = try #require(text.firstRange(of: "<figure")).lowerBound
    let places = try ["500ms", "1s", "2s"].map {
      try #require(text[rows...].firstRange(of: "<td>\($0)</td>")).lowerBound
    }
    #expect(places == places.sorted())
  }

  @Test("of a map of stability have a cell for each load and trigger")
  func stability() {
    let page = HTMLReport.find(FindReportTests.map)
    #expect(page.charts == ["map"])
    for cell in FindReportTests.map.findings.stability { #expect(page.text.contains(cell.trigger)) }
  }

  @Test("of a request draw its attempts, and say what was decided between them")
  func request() throws {
    let story = RequestReportTests.story(
      .attemptsExhausted,
      [RequestReportTests.attempt(1, from: 0, to: 3, waiting: 1, service: 2, .failure, status: 503)])
    let run = StoredRun(database: "", status: .complete, run: RequestReportTests.run)
    let page = HTMLReport.requests(RequestReportTests.report(story), of: run)
    #expect(page.charts == ["request"])
  }
}
