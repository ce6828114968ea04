extension TimeChart {
  /// The most lines that are drawn; a note tells of the others.
  private static let mostLines = 12

  /// The chart, drawn.
  public func picture() -> Picture {
    let shown = Array(lines.prefix(Self.mostLines))
    let shownBands = Array(bands.prefix(Self.mostLines))
    let rows = ascending
    let head = ["time"] + shown.map(\.name) + shownBands.map { "\($0.name), low to high" }
    let series = shown.map { line in rows.map { line.values.at($0) } }
    let edges = shownBands.map { band in Edges(band, rows) }
    guard (series + edges.flatMap { [$0.low, $0.high] }).contains(where: { $0.contains { !$0.isNaN } }) else {
      return caption.emptyPicture(head: head)
    }
    let seconds = rows.map { times[$0] }
    let across = lyingAxis(seconds)
    let upright = Axis(
      isLogarithmic ? .logarithmic : .linear,
      holding: [series.joined(), edges.map { $0.low + $0.high }.joined()].joined(), within: range,
      wording: wording
    ).endingNicely(count: 5)
    let columns = Reduction.columns(seconds.map { across.position($0) ?? 0 })

    let isNamedAtEnd = EndLabels.fit(shown.map(\.name), height: Self.plotHeight)
    let widest = shown.map { TextWidth.of($0.name) }.max() ?? 0
    let flat = Frame(
      across: across, upright: upright, top: 0, height: Self.plotHeight,
      margin: isNamedAtEnd ? widest + 18 : 20)
    let lanes = ShadeLanes(id: caption.id, groups(flat), flat)
    let silent = zip(shown, series).filter { $1.allSatisfy(\.isNaN) }.map(\.0.name)
    let legend = Legend(
      entries(shown, shownBands, isNamedAtEnd) + lanes.entries + Legend.silent(isNamedAtEnd ? silent : []))
    let frame = flat.moved(to: legend.height + Frame.lineHeight + lanes.height + (lanes.count == 0 ? 10 : 6))

    let plotted = zip(shown, series).map { line, values in
      PlottedLine(
        tone: line.tone, points: frame.points(seconds, values, columns), isStepped: line.isStepped,
        holdsLast: line.isStepped || line.isDashed)
    }
    var drawn = [legend.markup, axisName(legend.height), warmUp(frame), lanes.markup(frame), frame.grid]
    drawn += zip(shownBands, edges).map { band, edges in
      Drawn.area(
        tone: band.tone, between: frame.points(seconds, edges.low, columns),
        and: frame.points(seconds, edges.high, columns),
        holdingLastUntil: lines.contains(where: \.isStepped) ? frame.right : nil)
    }
    drawn += zip(shown, plotted).filter(\.0.isFilled).map { Self.filled($1, frame) }
    drawn.append(frame.axes)
    for (index, (line, plot)) in zip(shown, plotted).enumerated() {
      drawn.append(
        Drawn.stroke(
          plot.path(rightEdge: frame.right).text, tone: line.tone, width: line.isDashed ? "1.5" : "2",
          dash: line.isDashed ? "6 4" : nil))
      if !isNamedAtEnd, !line.isDashed { drawn.append(plot.sparseMarkers(of: index)) }
    }
    if isNamedAtEnd { drawn.append(Self.names(shown, plotted, frame)) }
    let places = columns.map { Tenths(frame.x(seconds[$0.lowerBound]) ?? 0).text }
    return caption.picture(
      height: frame.bottom + 30, drawn: drawn,
      table: table(head, seconds, series, edges, columns),
      attributes: [("data-plot", frame.dataPlot), ("data-at", places.joined(separator: " "))])
  }

  /// The edges of a band, without a value where one of them has none.
  private struct Edges {
    let low: [Double]
    let high: [Double]

    init(_ band: Band, _ rows: [Int]) {
      let pairs = rows.map { row in
        let low = band.low.at(row)
        let high = band.high.at(row)
        return low.isNaN || high.isNaN ? (Double.nan, Double.nan) : (min(low, high), max(low, high))
      }
      low = pairs.map(\.0)
      high = pairs.map(\.1)
    }
  }

  private static let plotHeight = 200.0
  /// Shades beyond as many names are drawn together.
  private static let mostShadeNames = 40

  /// The indices of ``times`` that ascend.
  private var ascending: [Int] {
    var latest = -Double.infinity
    return times.indices.filter { index in
      guard times[index].isFinite, times[index] >= latest else { return false }
      latest = times[index]
      return true
    }
  }

  /// From the first time to the last; where values hold until the next one, to the end of the last.
  private func lyingAxis(_ seconds: [Double]) -> Axis {
    var ends = seconds
    if lines.contains(where: \.isStepped), let last = seconds.last, seconds.count > 1 {
      ends.append(last + (last - seconds[seconds.count - 2]))
    }
    return Axis(.time, holding: ends, wording: Wording(Clock.text))
  }

  private func axisName(_ top: Double) -> Markup {
    Label(axis, x: 2, y: top + 13, width: Frame.width - 4, ink: .muted).markup
  }

  private func entries(_ shown: [Line], _ shownBands: [Band], _ isNamedAtEnd: Bool) -> [Legend.Entry] {
    var entries: [Legend.Entry] = []
    if !isNamedAtEnd { entries += shown.map { .line($0.name, $0.tone, isDashed: $0.isDashed) } }
    entries += shownBands.map { .band($0.name, $0.tone) }
    let left = lines.count - shown.count + bands.count - shownBands.count
    if left > 0 { entries.append(.note("\(left) more are not drawn")) }
    return entries
  }

  /// Shades of the same name and tone together, stretches that touch joined; then the end of the warm-up.
  private func groups(_ frame: Frame) -> [ShadeLanes.Group] {
    var groups: [ShadeLanes.Group] = []
    var places: [String: Int] = [:]
    let first = frame.across.low
    let last = frame.across.high
    let visible = shades.filter { $0.from < $0.to && $0.to > first && $0.from < last }
    for shade in visible.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      guard let from = frame.x(shade.from), let to = frame.x(shade.to) else { continue }
      let own = shade.tone.rawValue + " " + shade.name
      let isOwn = places[own] != nil || groups.count < Self.mostShadeNames
      let key = isOwn ? own : shade.tone.rawValue
      let place = places[key] ?? groups.count
      if place == groups.count {
        groups.append(ShadeLanes.Group(name: isOwn ? shade.name : "others", tone: shade.tone, spans: []))
        places[key] = place
      }
      // One that is too short to be seen is drawn one unit wide.
      let start = min(from, frame.right - 1)
      let end = max(to, start + 1)
      if let previous = groups[place].spans.last, start <= previous.upperBound + 0.5 {
        groups[place].spans[groups[place].spans.count - 1] =
          previous.lowerBound...max(previous.upperBound, end)
      } else {
        groups[place].spans.append(start...end)
      }
    }
    if let x = measuredPlace(frame) {
      let moment = ShadeLanes.Group(
        name: "measured from here", tone: .reference, isMoment: true, spans: [x...x])
      groups.insert(moment, at: 0)
    }
    return groups
  }

  private func measuredPlace(_ frame: Frame) -> Double? {
    guard let measuredFrom, measuredFrom > frame.across.low, measuredFrom < frame.across.high else {
      return nil
    }
    return frame.x(measuredFrom)
  }

  /// A muted region until the end of the warm-up, and a dotted line there.
  private func warmUp(_ frame: Frame) -> Markup {
    guard let x = measuredPlace(frame) else { return .group([]) }
    var region = PathText()
    region.rectangle(frame.left, frame.top, x, frame.bottom)
    var line = PathText()
    line.move(x, frame.top - 3)
    line.line(x, frame.bottom)
    return .group([
      .tag(
        "path", [("class", "muted"), ("fill", Palette.muted), ("fill-opacity", "0.09"), ("d", region.text)]),
      .tag(
        "path",
        [
          ("class", "measured"), ("stroke", Palette.muted), ("stroke-width", "1.5"),
          ("stroke-dasharray", "2 3"),
          ("d", line.text),
        ]),
    ])
  }

  private static func filled(_ line: PlottedLine, _ frame: Frame) -> Markup {
    .tag(
      "path",
      [
        ("class", "fill \(line.tone.style)"), ("fill", line.tone.light), ("fill-opacity", "0.15"),
        ("d", line.area(bottom: frame.bottom, rightEdge: frame.right).text),
      ])
  }

  private static func names(_ shown: [Line], _ plotted: [PlottedLine], _ frame: Frame) -> Markup {
    EndLabels.markup(
      zip(shown, plotted).compactMap { line, plot in
        plot.end.map {
          EndLabels.End(
            name: line.name, tone: line.tone, x: plot.holdsLast && plot.reachesEnd ? frame.right : $0.x,
            y: $0.y)
        }
      }, frame)
  }

  private func table(
    _ head: [String], _ seconds: [Double], _ series: [[Double]], _ edges: [Edges],
    _ columns: [Range<Int>]
  ) -> DataTable {
    DataTable(
      head: head,
      rows: columns.map { column in
        [Clock.text(seconds[column.lowerBound])]
          + series.map { Reduction.text($0, column, wording) }
          + edges.map { Reduction.text($0.low, $0.high, column, wording) }
      })
  }
}
