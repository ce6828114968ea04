import Testing

@testable import Charts

@Suite struct TimeChartTests {
  @Test func `a chart without data says so`() {
    let chart = TimeChart(Gallery.caption("x"), times: [], axis: "a", wording: Gallery.plain, lines: [])
    #expect(chart.picture().file().contains("nothing was measured"))
  }
}
