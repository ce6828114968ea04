extension WaterfallChart {
  private static let mostRows = 200
  private static let mostBars = 2000
  private static let rowHeight = 24.0

  /// The chart, drawn.
  public func picture() -> Picture {
    let head = ["row", "what", "from", "to", "result"]
    let shown = Array(rows.prefix(Self.mostRows))
    let times = shown.flatMap(\.bars).flatMap { [$0.from, $0.to] }.filter { abs($0) <= 1e100 }
    guard let first = times.min(), let last = times.max() else { return caption.emptyPicture(head: head) }
    let axis = Axis(
      .time, holding: first > 0 && first < last / 2 ? [0, last] : [first, last], wording: wording)
    let left = min(max(shown.map { TextWidth.of($0.name) }.max() ?? 0, 30), 220) + 16
    let right = Frame.width - min(shown.map { TextWidth.of($0.text) }.max() ?? 0, 200) - 20
    let legend = Legend(kinds(shown).map { .bar($0.name, $0.tone) })
    let top = legend.height + 26
    let bottom = top + Double(shown.count) * Self.rowHeight

    var drawn = [legend.markup, Self.ruler(axis, left, right, top, bottom)]
    var barCount = 0
    for (index, row) in shown.enumerated() {
      let y = top + Double(index) * Self.rowHeight
      drawn.append(Label(row.name, x: left - 12, y: y + 16, anchor: .end, width: left - 14).markup)
      drawn.append(Label(row.text, x: right + 14, y: y + 16, width: Frame.width - right - 16).markup)
      let spans = row.bars.prefix(Self.mostBars - barCount).compactMap { bar in
        span(bar) { axis.position($0).map { left + $0 * (right - left) } }
      }
      barCount += spans.count
      drawn += spans.indices.map { drawing($0, spans, y) }
    }
    var height = bottom + 6
    if rows.count > shown.count {
      height += Frame.lineHeight
      let note = "\(rows.count - shown.count) more are not drawn"
      drawn.append(Label(note, x: 2, y: height - 6, width: Frame.width - 4, ink: .muted).markup)
    }
    return caption.picture(height: height, drawn: drawn, table: DataTable(head: head, rows: tableRows(shown)))
  }

  /// The names of bars, each once, the first dozen.
  private func kinds(_ shown: [Row]) -> [(name: String, tone: Tone)] {
    var kinds: [(name: String, tone: Tone)] = []
    for bar in shown.lazy.flatMap(\.bars) where kinds.count < 12 {
      if !kinds.contains(where: { $0 == (bar.name, bar.tone) }) { kinds.append((bar.name, bar.tone)) }
    }
    return kinds
  }

  private static func ruler(_ axis: Axis, _ left: Double, _ right: Double, _ top: Double, _ bottom: Double)
    -> Markup
  {
    var grid = PathText()
    var labels: [Markup] = []
    let placed = AxisLabels.placed(
      axis, from: left, to: right, baseline: top - 10, within: 2...(Frame.width - 2))
    for (x, label) in placed {
      grid.move(x, top - 4)
      grid.line(x, bottom)
      labels.append(label.markup)
    }
    var line = PathText()
    line.move(left, top - 4)
    line.line(right, top - 4)
    return .group([
      .tag("path", [("class", "grid"), ("stroke", Palette.grid), ("d", grid.text)]),
      .tag("path", [("class", "axis"), ("stroke", Palette.axis), ("d", line.text)]), .group(labels),
    ])
  }

  /// Where a bar stands; one that would be too short to be seen is one unit long.
  private func span(_ bar: Bar, _ place: (Double) -> Double?) -> (bar: Bar, from: Double, to: Double)? {
    guard let from = place(bar.from), let end = place(max(bar.to, bar.from)) else { return nil }
    return (bar, from, max(end, from + 1))
  }

  /// A bar with its name inside, where that fits and no other bar lies on it.
  private func drawing(_ index: Int, _ spans: [(bar: Bar, from: Double, to: Double)], _ y: Double) -> Markup {
    let (bar, from, to) = spans[index]
    let title = "\(bar.name): \(wording.written(bar.from)) to \(wording.written(bar.to))"
    let fits =
      TextWidth.of(bar.name) + 8 <= to - from
      && !spans.indices.contains { $0 != index && spans[$0].from < to - 1 && from < spans[$0].to - 1 }
    return .group([
      Drawn.box(from, y + 4, to, y + 20, tone: bar.tone, title: title),
      fits ? Label(bar.name, x: from + 5, y: y + 16, width: to - from, ink: .paper).markup : .group([]),
    ])
  }

  private func tableRows(_ shown: [Row]) -> [[String]] {
    var rows: [[String]] = []
    for row in shown {
      if row.bars.isEmpty { rows.append([row.name, "", "", "", row.text]) }
      for bar in row.bars where rows.count < Reduction.limit {
        rows.append([row.name, bar.name, wording.written(bar.from), wording.written(bar.to), row.text])
      }
    }
    return rows
  }
}
