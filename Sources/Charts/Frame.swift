/// The box of a plot between its axes.
package struct Frame {
  /// The width of every picture.
  package static let width = 760.0
  /// The room that a line of text takes.
  package static let lineHeight = 18.0

  package let across: Axis
  package let upright: Axis
  package let left: Double
  package let right: Double
  package let top: Double
  package let bottom: Double
  private let uprightTicks: [Tick]

  /// A plot of a height below `top`; texts of the upright axis make its left edge, `margin` its right edge.
  package init(across: Axis, upright: Axis, top: Double, height: Double, margin: Double) {
    self.across = across
    self.upright = upright
    self.top = top
    bottom = top + height
    right = Self.width - margin
    uprightTicks = upright.ticks(max(2, Int(height / 40)))
    let widest = uprightTicks.map { min(TextWidth.of($0.text), Self.widestTick) }.max() ?? 0
    left = max(24, widest + 12)
  }

  /// The same plot further down.
  package func moved(to top: Double) -> Frame {
    Frame(across: across, upright: upright, top: top, height: bottom - self.top, margin: Self.width - right)
  }

  /// How far below the lying axis its texts stand.
  package static let labelDrop = 20.0

  private static let widestTick = 120.0

  /// Where a value of the lying axis is.
  package func x(_ value: Double) -> Double? { across.position(value).map { left + $0 * (right - left) } }

  /// Where a value of the upright axis is.
  package func y(_ value: Double) -> Double? { upright.position(value).map { bottom - $0 * (bottom - top) } }

  /// What a script needs to find the plot: left, right, top and bottom.
  package var dataPlot: String { [left, right, top, bottom].map { Tenths($0).text }.joined(separator: " ") }

  /// Lines of the upright axis' marks across the plot.
  package var grid: Markup {
    var path = PathText()
    for tick in uprightTicks {
      guard let y = y(tick.value) else { continue }
      path.move(left, y)
      path.line(right, y)
    }
    return .tag("path", [("class", "grid"), ("stroke", Palette.grid), ("fill", "none"), ("d", path.text)])
  }

  /// The axes with their marks and texts.
  package var axes: Markup {
    var path = PathText()
    path.move(left, bottom)
    path.line(right, bottom)
    var labels: [Markup] = []
    for (x, label) in acrossLabels(across) {
      path.move(x, bottom)
      path.line(x, bottom + 5)
      labels.append(label.markup)
    }
    var lastText: String?
    for tick in uprightTicks where tick.text != lastText {
      guard let y = y(tick.value) else { continue }
      lastText = tick.text
      let label = Label(
        tick.text, x: left - 8, y: y + 4, anchor: .end, width: Self.widestTick, ink: .muted)
      labels.append(label.markup)
    }
    return .group([
      .tag("path", [("class", "axis"), ("stroke", Palette.axis), ("fill", "none"), ("d", path.text)]),
      .group(labels),
    ])
  }

  /// The texts below the lying axis: as many as stand there without touching.
  private func acrossLabels(_ axis: Axis) -> [(x: Double, label: Label)] {
    AxisLabels.placed(
      axis, from: left, to: right, baseline: bottom + Self.labelDrop, within: 2...(Self.width - 2))
  }
}
