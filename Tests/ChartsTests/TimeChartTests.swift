import Charts
import Testing

@Suite struct TimeChartTests {
  private func chart(_ lines: [TimeChart.Line], shades: [TimeChart.Shade] = []) -> TimeChart {
    TimeChart(
      Gallery.caption("load"), times: [0, 10, 20, 30], axis: "requests", wording: Gallery.plain, lines: lines,
      shades: shades)
  }

  private func texts(_ chart: TimeChart) -> [String] { Drawing(chart.picture()).texts.map(\.characters) }

  @Test func `a chart without data says so`() {
    for values in [[], [Double.nan, .nan]] {
      let picture = chart([.init("offered", .first, values)]).picture()
      #expect(Drawing(picture).texts.map(\.characters) == ["nothing was measured"])
      #expect(picture.table == DataTable(head: ["time", "offered"], rows: []))
    }
  }

  @Test func `the table has a row for each time, empty where nothing was measured`() {
    let picture = TimeChart(
      Gallery.caption("load"), times: [0, 10, 90], axis: "requests", wording: Gallery.plain,
      lines: [.init("offered", .first, [1, .nan, .infinity])],
      bands: [.init("interval", .first, low: [0.5, 1, 2], high: [1.5, .nan, 3])]
    ).picture()
    #expect(picture.table.head == ["time", "offered", "interval, low to high"])
    #expect(picture.table.rows == [["0s", "1", "0.5 to 1.5"], ["10s", "", ""], ["1m30s", "∞", "2 to 3"]])
  }

  @Test func `a line is drawn from its values`() {
    let drawing = Drawing(chart([.init("offered", .first, [0, 100, 50, 100])]).picture())
    let (left, right, top, bottom) = (drawing.plot[0], drawing.plot[1], drawing.plot[2], drawing.plot[3])
    for (x, y) in [(left, bottom), (left + (right - left) / 3, top), (right, top)] {
      #expect(drawing.points.contains { abs($0.x - x) < 0.11 && abs($0.y - y) < 0.11 })
    }
    #expect(drawing.rowPlaces.count == 4)
  }

  @Test func `few lines have their names at their ends, many have a legend and markers`() {
    let few = (0..<3).map { TimeChart.Line("line \($0)", .first, [1, 2, 3, Double($0)]) }
    let many = (0..<9).map { TimeChart.Line("line \($0)", .first, [1, 2, 3, Double($0)]) }
    let end = Drawing(chart(few).picture())
    let right = end.plot[1]
    #expect(end.texts.filter { $0.characters.hasPrefix("line") }.allSatisfy { $0.box.left > right })
    let legend = Drawing(chart(many).picture())
    let top = legend.plot[2]
    #expect(legend.texts.filter { $0.characters.hasPrefix("line") }.count == 9)
    #expect(legend.texts.filter { $0.characters.hasPrefix("line") }.allSatisfy { $0.box.bottom < top })
  }

  @Test func `a line without a value is told of`() {
    let lines: [TimeChart.Line] = [.init("a", .first, [1, 2, 3, 4]), .init("b", .second, [.nan, .nan])]
    #expect(texts(chart(lines)).contains("b: nothing was measured"))
  }

  @Test func `of forty lines a dozen is drawn, and a note tells of the others`() {
    let lines = (0..<40).map { TimeChart.Line("line \($0)", .first, [1, 2, 3, Double($0)]) }
    let texts = texts(chart(lines))
    #expect(texts.contains("line 11") && !texts.contains("line 12"))
    #expect(texts.contains("28 more are not drawn"))
  }

  @Test func `shades of one name are named once, others beside or above them`() {
    let shades: [TimeChart.Shade] = [
      .init("fault", .bad, from: 5, to: 25), .init("exhausted", .warm, from: 8, to: 12),
      .init("exhausted", .warm, from: 14, to: 18), .init("never", .bad, from: 40, to: 50),
    ]
    let drawing = Drawing(chart([.init("offered", .first, [1, 2, 3, 4])], shades: shades).picture())
    let named = drawing.texts.filter { ["fault", "exhausted", "never"].contains($0.characters) }
    #expect(named.map(\.characters) == ["fault", "exhausted"])
    #expect(named.allSatisfy { $0.box.bottom < drawing.plot[2] })
    #expect(named[0].box.top != named[1].box.top)
  }

  @Test func `a shade too short to be seen is still drawn`() {
    let shades = [TimeChart.Shade("fault", .bad, from: 10, to: 10.000_1)]
    let drawing = Drawing(chart([.init("offered", .first, [1, 2, 3, 4])], shades: shades).picture())
    let x = drawing.plot[0] + (drawing.plot[1] - drawing.plot[0]) / 3
    let corners = drawing.points.filter { abs($0.y - drawing.plot[3]) < 0.1 && abs($0.x - x) < 1.2 }
    #expect(Set(corners.map { Tenths($0.x).count }).count >= 2)
  }

  @Test func `a hundred thousand shades of as many names stay small`() {
    let shades = (0..<100_000).map { index in
      TimeChart.Shade(
        "shade \(index)", .warm, from: Double(index) * 0.000_3, to: Double(index) * 0.000_3 + 0.000_1)
    }
    let picture = chart([.init("offered", .first, [1, 2, 3, 4])], shades: shades).picture()
    #expect(picture.file().utf8.count < 60_000)
  }

  @Test func `the end of the warm-up is marked, if it lies within the chart`() {
    var chart = chart([.init("offered", .first, [1, 2, 3, 4])])
    chart.measuredFrom = 10
    #expect(texts(chart).contains("measured from here"))
    chart.measuredFrom = 30
    #expect(!texts(chart).contains("measured from here"))
  }
}
