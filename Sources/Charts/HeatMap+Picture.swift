extension HeatMap {
  /// The most rows, and the most columns, that are drawn; a note tells of the others.
  private static let most = 50

  /// The chart, drawn.
  public func picture() -> Picture {
    let shown = cells.prefix(min(Self.most, rows.values.count)).map { Array($0.prefix(Self.most)) }
    let columnCount = min(Self.most, columns.values.count)
    let names = Array(columns.values.prefix(columnCount))
    let head = ["\(rows.name) / \(columns.name)"] + names
    guard !shown.isEmpty, columnCount > 0 else { return caption.emptyPicture(head: head) }
    let grid = Grid(self, rowCount: shown.count, columnCount: columnCount)
    let classes = Classes(shown, range)
    var drawn = [legend(classes, grid), grid.names(self)]
    for (row, line) in shown.enumerated() {
      for column in 0..<columnCount {
        let cell = column < line.count ? line[column] : Cell(nil, "")
        let title = title(row, column, cell)
        drawn.append(grid.markup(cell, classes.place(cell), row, column, title))
      }
    }
    var height = grid.bottom + 6
    let left = (rows.values.count - shown.count, columns.values.count - columnCount)
    if left.0 + left.1 > 0 {
      height += Frame.lineHeight
      let note = "\(left.0) more rows and \(left.1) more columns are not drawn"
      drawn.append(Label(note, x: 2, y: height - 6, width: Frame.width - 4, ink: .muted).markup)
    }
    let table = zip(rows.values, shown).map { name, line in
      [name] + (0..<columnCount).map { $0 < line.count ? line[$0].text : "" }
    }
    return caption.picture(height: height, drawn: drawn, table: DataTable(head: head, rows: table))
  }

  private func title(_ row: Int, _ column: Int, _ cell: Cell) -> String {
    let parts = [rows.name, rows.values[row], columns.name, columns.values[column], cell.text]
      .map { TextWidth.shortened($0, to: 250) }
    return "\(parts[0]) \(parts[1]), \(parts[2]) \(parts[3]): \(parts[4])"
  }

  /// Seven classes of values, evenly between the least and the greatest.
  private struct Classes {
    let low: Double
    let high: Double

    init(_ cells: [[Cell]], _ range: ClosedRange<Double>?) {
      let own = cells.joined().filter { $0.tone == nil }.compactMap(\.value)
      let values = (own + (range.map { [$0.lowerBound, $0.upperBound] } ?? [])).filter { abs($0) <= 1e100 }
      low = values.min() ?? .nan
      high = values.max() ?? .nan
    }

    func place(_ cell: Cell) -> Int? {
      guard let value = cell.value, !value.isNaN else { return nil }
      if value <= low, low < high { return 0 }
      if value >= high, low < high { return Palette.steps.count - 1 }
      guard low < high else { return Palette.steps.count / 2 }
      let share = (value / 2 - low / 2) / (high / 2 - low / 2)
      return min(max(Int(share * Double(Palette.steps.count)), 0), Palette.steps.count - 1)
    }
  }

  /// The colours from low to high with the values of their ends, and the note.
  private func legend(_ classes: Classes, _ grid: Grid) -> Markup {
    var drawn: [Markup] = []
    var x = 2.0
    if let wording, classes.low <= classes.high {
      let low = Label(wording.written(classes.low), x: x, y: 13, width: 140, ink: .muted)
      drawn.append(low.markup)
      x += low.width + 6
      for (index, step) in Palette.steps.enumerated() {
        var path = PathText()
        path.rectangle(x, 3, x + 22, 15)
        drawn.append(.tag("path", [("class", "q\(index)"), ("fill", step.fill), ("d", path.text)]))
        x += 22
      }
      let high = Label(wording.written(classes.high), x: x + 6, y: 13, width: 140, ink: .muted)
      drawn.append(high.markup)
      x += high.width + 26
    }
    drawn.append(Label(note, x: x, y: 13, width: Frame.width - x - 2, ink: .muted).markup)
    return .group(drawn)
  }

  /// Where the cells are.
  private struct Grid {
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    let rowCount: Int
    let columnCount: Int
    var bottom: Double { top + height * Double(rowCount) }

    init(_ map: HeatMap, rowCount: Int, columnCount: Int) {
      self.rowCount = rowCount
      self.columnCount = columnCount
      let names = map.rows.values.prefix(rowCount).map { TextWidth.of($0) }.max() ?? 0
      left = max(min(max(names, TextWidth.of(map.rows.name)), 200), 30) + 14
      top = map.note.isEmpty && map.wording == nil ? 40 : 62
      width = min((Frame.width - 4 - left) / Double(columnCount), 120)
      height = rowCount <= 24 ? 30 : 20
    }

    /// What rows and columns are of, and their names; of narrow columns only some have theirs.
    func names(_ map: HeatMap) -> Markup {
      var drawn: [Markup] = [
        Label(map.rows.name, x: left - 10, y: top - 7, anchor: .end, width: left - 12, ink: .muted).markup,
        Label(map.columns.name, x: left, y: top - 25, width: Frame.width - left - 2, ink: .muted).markup,
      ]
      let widest = min(map.columns.values.prefix(columnCount).map { TextWidth.of($0) }.max() ?? 0, 70)
      let stride = max(1, Int(((widest + 8) / width).rounded(.up)))
      for column in Swift.stride(from: 0, to: columnCount, by: stride) {
        let x = left + (Double(column) + 0.5) * width
        let room = min(width * Double(stride) - 6, 2 * (Frame.width - x), 2 * (x - left + 4))
        drawn.append(Label(map.columns.values[column], x: x, y: top - 7, anchor: .middle, width: room).markup)
      }
      for row in 0..<rowCount {
        let y = top + (Double(row) + 0.5) * height + 4
        drawn.append(Label(map.rows.values[row], x: left - 10, y: y, anchor: .end, width: left - 12).markup)
      }
      return .group(drawn)
    }

    /// A cell with its text where that fits; without, a verdict has its marker.
    func markup(_ cell: Cell, _ place: Int?, _ row: Int, _ column: Int, _ title: String) -> Markup {
      let x = left + Double(column) * width
      let y = top + Double(row) * height
      let gap = min(1, width / 8)
      var path = PathText()
      path.rectangle(x + gap, y + 1, x + width - gap, y + height - 1)
      let fits = TextWidth.of(cell.text) <= width - 6
      let centre = (x: x + width / 2, y: y + height / 2)
      var style: [(String, String?)]
      var ink = Label.Ink.muted
      var marker = Markup.group([])
      if let tone = cell.tone {
        style = [("class", "mark fill \(tone.style)"), ("fill", tone.light), ("fill-opacity", "0.22")]
        ink = .plain
        marker =
          fits && !cell.text.isEmpty
          ? Drawn.box(x + gap, y + 1, x + gap + min(4, width / 4), y + height - 1, tone: tone)
          : Drawn.marker(tone, centre.x, centre.y)
      } else if let place {
        let step = Palette.steps[place]
        style = [("class", "mark q\(place)"), ("fill", step.fill)]
        ink = .cell("i\(place)", light: step.ink)
      } else {
        style = [
          ("class", "mark grid"), ("fill", Palette.paper), ("fill-opacity", "0"), ("stroke", Palette.grid),
        ]
      }
      return .group([
        .tag("path", style + [("d", path.text)], [.tag("title", [], [.text(title)])]),
        marker,
        fits
          ? Label(cell.text, x: centre.x, y: centre.y + 4, anchor: .middle, width: width, ink: ink).markup
          : .group([]),
      ])
    }
  }
}
