extension IntervalChart {
  /// The most rows that are drawn; a note tells of the others.
  private static let mostRows = 300
  private static let rowHeight = 22.0

  /// The chart, drawn.
  public func picture() -> Picture {
    let shown = Array(rows.prefix(Self.mostRows))
    guard !shown.isEmpty else { return caption.emptyPicture(head: head) }
    let columns = Columns(shown)
    let ruler = IntervalRuler(self, shown, columns)
    var y = 6.0
    var names: [Markup] = []
    var marks: [Markup] = []
    var group = ""
    for row in shown {
      if row.group != group {
        group = row.group
        y += 6
        names.append(Label(group, x: 2, y: y + 15, width: (Frame.width - 4) * 0.85, ink: .heading).markup)
        y += Self.rowHeight
      }
      let middle = y + Self.rowHeight / 2
      let indent = row.group.isEmpty ? 2.0 : 14
      names.append(Label(row.name, x: indent, y: middle + 4, width: columns.left - 14 - indent).markup)
      names.append(
        Label(row.text, x: columns.right + 14, y: middle + 4, width: Frame.width - columns.right - 16).markup)
      marks.append(mark(row, ruler, middle))
      y += Self.rowHeight
    }
    var drawn = [ruler.markup(top: 4, bottom: y + 4, axis: axis), .group(names), .group(marks)]
    var height = y + (isScaledByRow ? 30 : 46)
    if rows.count > shown.count {
      height += Frame.lineHeight
      drawn.append(
        Label("\(rows.count - shown.count) more are not drawn", x: 2, y: height - 8, width: 400, ink: .muted)
          .markup)
    }
    return caption.picture(height: height, drawn: drawn, table: table(shown))
  }

  /// Where the plot stands between the names and the texts.
  struct Columns {
    let left: Double
    let right: Double

    init(_ rows: [Row]) {
      let names = rows.map { TextWidth.of($0.name) + ($0.group.isEmpty ? 2 : 14) }.max() ?? 0
      let texts = rows.map { TextWidth.of($0.text) }.max() ?? 0
      left = min(max(names, 40), 320) + 16
      right = Frame.width - min(texts, 220) - 18
    }
  }

  private var hasGroups: Bool { rows.contains { !$0.group.isEmpty } }
  private var hasLimits: Bool { rows.contains { $0.limit != nil } }

  private var head: [String] {
    (hasGroups ? ["group"] : []) + ["name", isScaledByRow ? "estimate" : axis, "low", "high"]
      + (hasLimits ? ["limit"] : []) + ["result"]
  }

  private func table(_ shown: [Row]) -> DataTable {
    func written(_ value: Double?) -> String { value.map { wording.written($0) } ?? "" }
    return DataTable(
      head: head,
      rows: shown.map { row in
        (hasGroups ? [row.group] : []) + [row.name, written(row.estimate)]
          + [written(row.interval?.lowerBound), written(row.interval?.upperBound)]
          + (hasLimits ? [written(row.limit)] : []) + [row.text]
      })
  }

  /// The interval as a whisker, the estimate as a marker, the limit as a tick.
  private func mark(_ row: Row, _ ruler: IntervalRuler, _ middle: Double) -> Markup {
    let scale = ruler.scale(row)
    var parts: [Markup] = [.tag("title", [], [.text(title(row))]), hitArea(ruler, middle)]
    if let limit = row.limit, let x = scale.x(limit) {
      var path = PathText()
      path.move(x, middle - 8)
      path.line(x, middle + 8)
      parts.append(
        .tag(
          "path", [("class", "measured"), ("stroke", Palette.muted), ("stroke-width", "2"), ("d", path.text)])
      )
    }
    if let interval = row.interval, let from = scale.x(interval.lowerBound),
      let to = scale.x(interval.upperBound)
    {
      var path = PathText()
      path.move(from, middle)
      path.line(to, middle)
      end(&path, from, middle, leaves: scale.leavesLow(interval.lowerBound), side: -1)
      end(&path, to, middle, leaves: scale.leavesHigh(interval.upperBound), side: 1)
      parts.append(Drawn.stroke(path.text, tone: row.tone))
    }
    if let estimate = row.estimate, let x = scale.x(estimate) {
      parts.append(Drawn.rimmedMarker(row.tone, x, middle))
    }
    return .tag("g", [("class", "mark")], parts)
  }

  /// A short upright end, or an arrow where the interval goes on outside.
  private func end(_ path: inout PathText, _ x: Double, _ middle: Double, leaves: Bool, side: Double) {
    let reach = leaves ? 5.0 : 4
    let back = leaves ? x - side * 6 : x
    path.move(back, middle - reach)
    if leaves { path.line(x, middle) }
    path.line(back, middle + reach)
  }

  private func hitArea(_ ruler: IntervalRuler, _ middle: Double) -> Markup {
    var path = PathText()
    path.rectangle(ruler.columns.left, middle - 10, ruler.columns.right, middle + 10)
    return .tag(
      "path", [("fill", Palette.paper), ("fill-opacity", "0"), ("stroke", "none"), ("d", path.text)])
  }

  private func title(_ row: Row) -> String {
    var text = row.name
    if let estimate = row.estimate { text += ": " + wording.written(estimate) }
    if let interval = row.interval {
      text += " (\(wording.written(interval.lowerBound)) to \(wording.written(interval.upperBound)))"
    }
    if let limit = row.limit { text += ", limit " + wording.written(limit) }
    return String((row.text.isEmpty ? text : text + ": " + row.text).prefix(500))
  }
}
