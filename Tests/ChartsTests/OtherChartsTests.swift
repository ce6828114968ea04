import Charts
import Testing

@Suite struct CurveChartTests {
  private func chart(_ lines: [CurveChart.Line], limit: (name: String, value: Double)? = nil) -> CurveChart {
    CurveChart(
      Gallery.caption("curve"), across: "load", scale: .linear, acrossWording: Gallery.plain, axis: "time",
      wording: Gallery.plain, lines: lines, limit: limit)
  }

  @Test func `the table has a row for each place at which some line has a point`() {
    let table = chart([
      .init("a", .first, [(1, 10), (2, 20)], intervals: [9...11, nil]),
      .init("b", .second, [(2, 5), (3, .nan)]),
    ]).picture().table
    #expect(table.head == ["load", "a", "b"])
    #expect(table.rows == [["1", "10 (9 to 11)", ""], ["2", "20", "5"], ["3", "", ""]])
  }

  @Test func `the limit has its name on its line`() throws {
    let drawing = Drawing(
      chart([.init("a", .first, [(1, 10), (2, 20)])], limit: ("at most 15", 15)).picture())
    let name = try #require(drawing.texts.first { $0.characters == "at most 15" })
    let share = (drawing.plot[3] - name.box.bottom) / (drawing.plot[3] - drawing.plot[2])
    #expect(share > 0.5 && share < 0.53)
  }

  @Test func `values far from 0 do not reach down to it`() {
    let near = Drawing(chart([.init("a", .first, [(1, 1000), (2, 1010)])]).picture())
    #expect(!near.texts.contains { $0.characters == "0" })
    let far = Drawing(chart([.init("a", .first, [(1, 100), (2, 1010)])]).picture())
    #expect(far.texts.contains { $0.characters == "0" })
  }
}

@Suite struct IntervalChartTests {
  private func rows(_ chart: IntervalChart) -> Drawing { Drawing(chart.picture()) }

  @Test func `groups have headings, and rows their texts`() {
    let texts = Drawing(Gallery.forest.picture()).texts.map(\.characters)
    #expect(texts.filter { $0 == "clients" }.count == 1 && texts.filter { $0 == "gateway" }.count == 1)
    #expect(texts.contains("+3.2 %, better"))
    #expect(
      Gallery.forest.picture().table.head == ["group", "name", "candidate − base", "low", "high", "result"])
    var chart = Gallery.forest
    chart.isScaledByRow = true
    #expect(chart.picture().table.head == ["group", "name", "estimate", "low", "high", "result"])
    #expect(
      Gallery.forest.picture().table.rows[0] == [
        "clients", "success ratio", "3.2 %", "2 %", "4.4 %", "+3.2 %, better",
      ])
  }

  @Test func `an interval far wider than the others does not press them together`() {
    func row(_ interval: ClosedRange<Double>) -> IntervalChart.Row {
      .init("a", text: "", tone: .good, estimate: 1, interval: interval)
    }
    let chart = IntervalChart(
      Gallery.caption("i"), axis: "x", wording: Gallery.plain, zero: 0,
      rows: [row(0.5...1.5), row(-1000...1000)])
    let ticks = Drawing(chart.picture()).texts.compactMap { Double($0.characters) }
    #expect(ticks.max().map { $0 <= 5 } ?? false)
  }

  @Test func `rows with a scale of their own have their limits below each other`() {
    let svg = Gallery.checks.picture().file()
    let limits = svg.split(separator: "class=\"measured\"").dropFirst().compactMap { piece in
      piece.split(separator: " d=\"M").dropFirst().first?.split(separator: ",").first
    }
    #expect(limits.count == 3 && Set(limits).count == 1)
  }
}

@Suite struct HeatMapTests {
  @Test func `the least value has the first class and the greatest the last`() {
    let map = HeatMap(
      Gallery.caption("h"), rows: ("r", ["1"]), columns: ("c", ["1", "2", "3", "4"]),
      cells: [[.init(5, "five"), .init(12, "twelve"), .init(nil, "none"), .init(1, "bad", tone: .bad)]],
      wording: Gallery.plain)
    let svg = map.picture().file()
    #expect(svg.contains("class=\"mark q0\"") && svg.contains("class=\"mark q6\""))
    #expect(svg.contains("class=\"mark fill t-bad\""))
    #expect(svg.contains("<title>r 1, c 2: twelve</title>"))
    #expect(
      map.picture().table
        == DataTable(head: ["r / c", "1", "2", "3", "4"], rows: [["1", "five", "twelve", "none", "bad"]]))
  }

  @Test func `rows beyond fifty are left out and told of`() {
    let map = HeatMap(
      Gallery.caption("h"), rows: ("r", (0..<80).map { "\($0)" }), columns: ("c", ["1"]),
      cells: (0..<80).map { [.init(Double($0), "")] }, wording: Gallery.plain)
    let picture = map.picture()
    #expect(
      Drawing(picture).texts.contains { $0.characters == "30 more rows and 0 more columns are not drawn" })
    #expect(picture.table.rows.count == 50)
  }
}

@Suite struct WaterfallChartTests {
  @Test func `each bar is a row of the table and has a title`() {
    let picture = Gallery.waterfall.picture()
    #expect(picture.table.rows.count == 6)
    #expect(picture.table.rows[1] == ["attempt 1 → payments-v1", "queued", "2 ms", "80 ms", "503"])
    #expect(picture.file().contains("<title>queued: 2 ms to 80 ms</title>"))
  }

  @Test func `without bars nothing was measured`() {
    let picture = WaterfallChart(Gallery.caption("w"), wording: Gallery.plain, rows: []).picture()
    #expect(Drawing(picture).texts.map(\.characters) == ["nothing was measured"])
  }
}

@Suite struct ScatterChartTests {
  private func point(_ x: Double, _ y: Double, _ isOnFront: Bool) -> ScatterChart.Point {
    .init("", x: x, y: y, isOnFront: isOnFront)
  }

  /// Where the line turns between two points of the front, read from its boxes.
  private func corner(_ front: [ScatterChart.Point], _ others: [ScatterChart.Point]) -> (x: Bool, y: Bool) {
    let axis = Axis(.linear, holding: [0.0, 10], wording: Gallery.plain)
    let frame = Frame(across: axis, upright: axis, top: 0, height: 100, margin: 20)
    let first = FrontLine(front, others).boxes(frame)[0]
    return (x: first.right - first.left > 5, y: first.bottom - first.top > 5)
  }

  @Test func `the steps of a front go around what is reached`() {
    // Greater is better on both axes: others lie below, the line falls first.
    #expect(corner([point(2, 8, true), point(8, 2, true)], [point(1, 1, false)]) == (x: false, y: true))
    // Less is better on both axes: others lie above, the line goes across first.
    #expect(corner([point(2, 8, true), point(8, 2, true)], [point(9, 9, false)]) == (x: true, y: false))
    // Greater across and less upright is better: others lie above, the line rises first.
    #expect(corner([point(2, 2, true), point(8, 8, true)], [point(1, 9, false)]) == (x: false, y: true))
    // Less across and greater upright is better: others lie below, the line goes across first.
    #expect(corner([point(2, 2, true), point(8, 8, true)], [point(9, 1, false)]) == (x: true, y: false))
  }

  @Test func `names of the front stand where they touch nothing`() {
    let names = Drawing(Gallery.pareto.picture()).texts.filter { $0.characters.hasPrefix("budget") }
    #expect(names.count == 5)
  }

  @Test func `of a hundred thousand points the front stays`() {
    var random = Seeded(9)
    var points = (0..<100_000).map { _ in point(random.fraction(), random.fraction(), false) }
    points[50_000] = point(2, 2, true)
    let chart = ScatterChart(
      Gallery.caption("s"), axes: ("x", "y"), wordings: (Gallery.plain, Gallery.plain), points: points)
    let picture = chart.picture()
    #expect(picture.table.rows.filter { $0[3] == "yes" } == [["", "2", "2", "yes"]])
    #expect(picture.table.rows.count <= 600 && picture.file().utf8.count < 150_000)
  }
}
