extension CurveChart {
  /// The chart, drawn.
  public func picture() -> Picture {
    let shown = lines.prefix(Self.mostLines).map { Points($0, isTail: scale == .tail) }
    let head = [across] + shown.map(\.name)
    let places = shown.flatMap(\.across)
    guard !places.isEmpty, shown.contains(where: { $0.upright.contains { !$0.isNaN } }) else {
      return caption.emptyPicture(head: head)
    }
    let lying = Axis(kind, holding: places, wording: acrossWording)
    let standing = uprightAxis(shown)
    let isNamedAtEnd = EndLabels.fit(shown.map(\.name), height: Self.plotHeight)
    let widest = shown.map { TextWidth.of($0.name) }.max() ?? 0
    let silent = shown.filter { $0.upright.allSatisfy(\.isNaN) }.map(\.name)
    let legend = Legend(isNamedAtEnd ? Legend.silent(silent) : entries(shown))
    let frame = Frame(
      across: lying, upright: standing, top: legend.height + Frame.lineHeight + 10, height: Self.plotHeight,
      margin: isNamedAtEnd ? widest + 18 : 24)
    let reduced = shown.map { $0.reduced(lying) }

    var drawn = [
      legend.markup, axisNames(frame, top: legend.height), frame.grid, frame.axes, limitLine(frame),
    ]
    drawn += reduced.map { $0.bars(frame) }
    let plotted = reduced.map { $0.plotted(frame) }
    for (index, (points, plot)) in zip(reduced, plotted).enumerated() {
      drawn.append(Drawn.stroke(plot.path(rightEdge: frame.right).text, tone: plot.tone))
      if points.hasMarkers {
        drawn.append(plot.allMarkers)
      } else if !isNamedAtEnd {
        drawn.append(plot.sparseMarkers(of: index))
      }
    }
    if isNamedAtEnd { drawn.append(names(shown, plotted, frame)) }
    drawn.append(limitName(frame))
    let rows = Rows(reduced, lying)
    let at = rows.places.map { Tenths(frame.x($0) ?? 0).text }
    return caption.picture(
      height: frame.bottom + 48, drawn: drawn,
      table: DataTable(head: head, rows: rows.texts(acrossWording, wording)),
      attributes: [("data-plot", frame.dataPlot), ("data-at", at.joined(separator: " "))])
  }

  private static let mostLines = 12
  private static let plotHeight = 220.0

  private var kind: Axis.Kind {
    switch scale {
    case .linear: .linear
    case .logarithmic: .logarithmic
    case .tail: .tail
    }
  }

  /// Holds values, intervals and the limit; reaches down to 0 unless all lies within the upper half.
  private func uprightAxis(_ shown: [Points]) -> Axis {
    var values = shown.flatMap(\.upright)
    values += shown.flatMap { $0.intervals.compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] } }
    if let limit { values.append(limit.value) }
    let finite = values.lazy.filter { abs($0) <= 1e100 }
    if !isLogarithmic, let least = finite.min(), let greatest = finite.max(), least > 0, least < greatest / 2
    {
      values.append(0)
    }
    return Axis(isLogarithmic ? .logarithmic : .linear, holding: values, wording: wording)
      .endingNicely(count: 5)
  }

  private func entries(_ shown: [Points]) -> [Legend.Entry] {
    let entries = shown.map { Legend.Entry.line($0.name, $0.tone, isDashed: false) }
    let left = lines.count - shown.count
    return left > 0 ? entries + [.note("\(left) more are not drawn")] : entries
  }

  private func axisNames(_ frame: Frame, top: Double) -> Markup {
    .group([
      Label(axis, x: 2, y: top + 13, width: Frame.width - 4, ink: .muted).markup,
      Label(
        across, x: frame.right, y: frame.bottom + 38, anchor: .end, width: frame.right - 2, ink: .muted
      ).markup,
    ])
  }

  private func limitLine(_ frame: Frame) -> Markup {
    guard let limit, let y = frame.y(limit.value) else { return .group([]) }
    var path = PathText()
    path.move(frame.left, y)
    path.line(frame.right, y)
    return Drawn.stroke(path.text, tone: .bad, width: "1.5", dash: "6 4")
  }

  /// The limit's name on its line at the left: above it, or below it where there is no room above.
  private func limitName(_ frame: Frame) -> Markup {
    guard let limit, let y = frame.y(limit.value) else { return .group([]) }
    return Label(
      limit.name, x: frame.left + 6, y: y - 5 < frame.top + 10 ? y + 14 : y - 5,
      width: (frame.right - frame.left) / 2, ink: .tone(.bad)
    ).onLines.markup
  }

  private func names(_ shown: [Points], _ plotted: [PlottedLine], _ frame: Frame) -> Markup {
    EndLabels.markup(
      zip(shown, plotted).compactMap { points, plot in
        plot.end.map { EndLabels.End(name: points.name, tone: points.tone, x: $0.x, y: $0.y) }
      }, frame)
  }
}
