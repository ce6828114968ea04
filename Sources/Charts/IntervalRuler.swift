/// The lying axis of an ``IntervalChart``: one for all rows, or one for each row around its limit.
struct IntervalRuler {
  let columns: IntervalChart.Columns
  private let axis: Axis
  private let zero: Double?
  private let isScaledByRow: Bool

  init(_ chart: IntervalChart, _ rows: [IntervalChart.Row], _ columns: IntervalChart.Columns) {
    self.columns = columns
    zero = chart.zero
    isScaledByRow = chart.isScaledByRow
    axis = Axis(.linear, holding: Self.extent(rows, chart.zero), wording: chart.wording).endingNicely(
      count: 5)
  }

  /// How the values of one row become places.
  struct Scale {
    fileprivate let axis: Axis
    fileprivate let columns: IntervalChart.Columns

    func x(_ value: Double) -> Double? {
      axis.position(value).map { columns.left + $0 * (columns.right - columns.left) }
    }

    func leavesLow(_ value: Double) -> Bool { value < axis.low }
    func leavesHigh(_ value: Double) -> Bool { value > axis.high }
  }

  /// The scale of a row.
  func scale(_ row: IntervalChart.Row) -> Scale {
    Scale(axis: isScaledByRow ? own(row) : axis, columns: columns)
  }

  /// The lines of marks and of zero from `top` to `bottom`, and the marks' texts below.
  func markup(top: Double, bottom: Double, axis name: String) -> Markup {
    var grid = PathText()
    var strong = PathText()
    var labels: [Markup] = []
    strong.move(columns.left, bottom)
    strong.line(columns.right, bottom)
    let shared = Scale(axis: axis, columns: columns)
    if isScaledByRow {
      let centre = (columns.left + columns.right) / 2
      grid.move(centre, top)
      grid.line(centre, bottom)
    } else {
      let placed = AxisLabels.placed(
        axis, from: columns.left, to: columns.right, baseline: bottom + Frame.lineHeight,
        within: 2...(Frame.width - 2))
      for (x, label) in placed {
        grid.move(x, top)
        grid.line(x, bottom)
        labels.append(label.markup)
      }
      if let zero, let x = shared.x(zero) {
        strong.move(x, top)
        strong.line(x, bottom)
      }
    }
    let middle = (columns.left + columns.right) / 2
    let nameLabel = Label(
      name, x: middle, y: bottom + (isScaledByRow ? Frame.lineHeight : 34), anchor: .middle,
      width: 2 * min(middle, Frame.width - middle) - 4, ink: .muted)
    return .group([
      .tag("path", [("class", "grid"), ("stroke", Palette.grid), ("d", grid.text)]),
      .tag(
        "path", [("class", "axis"), ("stroke", Palette.axis), ("stroke-width", "1.5"), ("d", strong.text)]),
      .group(labels), nameLabel.markup,
    ])
  }

  /// Holds what is estimated, and of the intervals as much as does not press the estimates together.
  private static func extent(_ rows: [IntervalChart.Row], _ zero: Double?) -> [Double] {
    func finite(_ values: [Double?]) -> [Double] { values.compactMap { $0 }.filter { abs($0) <= 1e100 } }
    let core = finite(rows.map(\.estimate) + rows.map(\.limit) + [zero])
    let ends = finite(rows.flatMap { [$0.interval?.lowerBound, $0.interval?.upperBound] })
    guard let low = core.min(), let high = core.max() else { return ends }
    let widths = rows.compactMap(\.interval).map { $0.upperBound - $0.lowerBound }.filter { $0 <= 1e100 }
      .sorted()
    let room = max(high - low, widths.isEmpty ? 0 : 3 * widths[(widths.count - 1) / 2])
    return core + ends.map { min(max($0, low - room), high + room) }
  }

  /// The scale on which a row's limit is in the middle and the rest reaches to one side; without a limit, its extent.
  private func own(_ row: IntervalChart.Row) -> Axis {
    let values = [row.estimate, row.interval?.lowerBound, row.interval?.upperBound].compactMap { $0 }
      .filter { abs($0) <= 1e100 }
    guard let limit = row.limit, abs(limit) <= 1e100 else {
      return Axis(.linear, holding: values, wording: axis.wording)
    }
    let reach = max(values.map { abs($0 - limit) }.max() ?? 0, abs(limit) * 1e-6) * 1.06
    let safe = reach > 1e-90 ? reach : 1
    return Axis(.linear, holding: [limit - safe, limit + safe], wording: axis.wording)
  }
}
