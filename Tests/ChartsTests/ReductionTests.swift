import Charts
import Testing

@Suite struct ReductionTests {
  @Test func `few points stay as they are`() {
    let columns = Reduction.columns((0..<600).map { Double($0) / 600 })
    #expect(columns == (0..<600).map { $0..<$0 + 1 })
  }

  @Test func `of many points each column keeps its least and its greatest`() {
    var random = Seeded(5)
    let count = 100_000
    let values = (0..<count).map { _ in random.fraction() }
    let columns = Reduction.columns((0..<count).map { Double($0) / Double(count) })
    #expect(columns.count == 300)
    #expect(columns.first?.lowerBound == 0 && columns.last?.upperBound == count)
    #expect(zip(columns, columns.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    let kept = Reduction.extremes(values, columns).compactMap { $0 }
    #expect(kept.count <= 600 && kept == kept.sorted())
    for column in columns {
      let drawn = kept.filter(column.contains).map { values[$0] }
      #expect(drawn.min() == values[column].min() && drawn.max() == values[column].max())
    }
  }

  @Test func `a spike of one in a hundred thousand is drawn to its top`() {
    var values = Array(repeating: 1.0, count: 100_000)
    values[77_777] = 1000
    let chart = TimeChart(
      Gallery.caption("spike"), times: values.indices.map { Double($0) / 100 }, axis: "a",
      wording: Gallery.plain,
      lines: [.init("line", .first, values)])
    let picture = chart.picture()
    let drawing = Drawing(picture)
    let top = drawing.plot[2]
    #expect(
      drawing.points.contains {
        abs($0.y - top) < 0.2
          && abs($0.x - (drawing.plot[0] + 0.77777 * (drawing.plot[1] - drawing.plot[0]))) < 0.2
      })
    #expect(picture.table.rows.contains { $0[1] == "1 to 1000" })
    #expect(picture.file().utf8.count < 25_000)
  }

  @Test func `a line is interrupted where it has no value, and a point alone is a dot`() {
    let kept = Reduction.extremes([1, .nan, 2, 3], [0..<1, 1..<2, 2..<3, 3..<4])
    #expect(kept == [0, nil, 2, 3])
    let line = PlottedLine(tone: .first, points: [(0, 0), nil, (2, 2), (3, 3)], isStepped: false)
    #expect(line.path(rightEdge: 9).text == "M0,0h0M2,2l1,1")
  }

  @Test func `a stepped line holds its last value until the edge`() {
    let line = PlottedLine(tone: .first, points: [(0, 5), (2, 1), (4, 1)], isStepped: true, holdsLast: true)
    #expect(line.path(rightEdge: 6).text == "M0,5h2v-4h2h2")
    #expect(line.area(bottom: 8, rightEdge: 6).text == "M0,8v-3h2v-4h2h2v7z")
  }
}
