extension ScatterChart {
  private static let mostOnFront = 200
  private static let plotHeight = 320.0

  /// The chart, drawn.
  public func picture() -> Picture {
    let head = ["name", axes.across, axes.upright, "on the front"]
    let known = points.filter { !$0.x.isNaN && !$0.y.isNaN }
    guard !known.isEmpty else { return caption.emptyPicture(head: head) }
    let across = Axis(.linear, holding: extent(known.map { ($0.x, $0.xInterval) }), wording: wordings.across)
      .endingNicely(count: 8)
    let upright = Axis(
      .linear, holding: extent(known.map { ($0.y, $0.yInterval) }), wording: wordings.upright
    )
    .endingNicely(count: 6)
    let flat = Frame(across: across, upright: upright, top: 0, height: Self.plotHeight, margin: 24)
    let shown = thinned(known, flat)
    let left = known.count - shown.count
    let hasFront = shown.contains(where: \.isOnFront)
    let legend = Legend(
      (hasFront ? [.dot("on the front", .first), .dot("others", .reference)] : [])
        + (left > 0 ? [.note("\(left) more are not drawn")] : []))
    let frame = flat.moved(to: legend.height + Frame.lineHeight + 10)
    let others = shown.filter { !$0.isOnFront }
    let front = shown.filter(\.isOnFront).sorted { ($0.x, $0.y) < ($1.x, $1.y) }

    var drawn = [legend.markup, axisNames(frame, top: legend.height), frame.grid, frame.axes]
    let line = FrontLine(front, others)
    drawn.append(line.markup(frame))
    drawn.append(crosses(others, .reference, frame))
    drawn.append(crosses(front, .first, frame))
    drawn += others.map { mark($0, .reference, frame) } + front.map { mark($0, .first, frame) }
    drawn.append(names(front, shown, line, frame))
    let rows = shown.map { point in
      [
        point.name, written(point.x, point.xInterval, wordings.across),
        written(point.y, point.yInterval, wordings.upright), point.isOnFront ? "yes" : "no",
      ]
    }
    return caption.picture(
      height: frame.bottom + 48, drawn: drawn, table: DataTable(head: head, rows: rows),
      attributes: [("data-plot", frame.dataPlot)])
  }

  /// All of the front, and of the others one for each place where points would lie on each other.
  private func thinned(_ known: [Point], _ frame: Frame) -> [Point] {
    var taken: Set<[Int]> = []
    var frontCount = 0
    var otherCount = 0
    return known.filter { point in
      if point.isOnFront {
        frontCount += 1
        return frontCount <= Self.mostOnFront
      }
      let place = [Int(frame.x(point.x) ?? 0) / 3, Int(frame.y(point.y) ?? 0) / 3]
      guard otherCount < Reduction.limit - Self.mostOnFront else { return false }
      if known.count > Reduction.limit, !taken.insert(place).inserted { return false }
      otherCount += 1
      return true
    }
  }

  /// The points, and of their intervals as much as does not press the points together.
  private func extent(_ values: [(value: Double, interval: ClosedRange<Double>?)]) -> [Double] {
    let core = values.map(\.value).filter { abs($0) <= 1e100 }
    guard let low = core.min(), let high = core.max() else { return [] }
    let widths = values.compactMap(\.interval).map { $0.upperBound - $0.lowerBound }.filter { $0 <= 1e100 }
      .sorted()
    let room = max((high - low) / 2, widths.isEmpty ? 0 : widths[(widths.count - 1) / 2])
    let ends = values.compactMap(\.interval).flatMap { [$0.lowerBound, $0.upperBound] }
    return core + ends.map { min(max($0, low - room), high + room) }
  }

  private func axisNames(_ frame: Frame, top: Double) -> Markup {
    .group([
      Label(axes.upright, x: 2, y: top + 13, width: Frame.width - 4, ink: .muted).markup,
      Label(
        axes.across, x: frame.right, y: frame.bottom + 38, anchor: .end, width: frame.right - 2, ink: .muted
      ).markup,
    ])
  }

  /// Thin lines along the intervals of points.
  private func crosses(_ points: [Point], _ tone: Tone, _ frame: Frame) -> Markup {
    var path = PathText()
    for point in points {
      guard let x = frame.x(point.x), let y = frame.y(point.y) else { continue }
      if let interval = point.xInterval, let from = frame.x(interval.lowerBound),
        let to = frame.x(interval.upperBound)
      {
        path.move(from, y)
        path.line(to, y)
      }
      if let interval = point.yInterval, let from = frame.y(interval.lowerBound),
        let to = frame.y(interval.upperBound)
      {
        path.move(x, from)
        path.line(x, to)
      }
    }
    return path.isEmpty ? .group([]) : Drawn.stroke(path.text, tone: tone, width: "1", opacity: "0.5")
  }

  private func mark(_ point: Point, _ tone: Tone, _ frame: Frame) -> Markup {
    guard let x = frame.x(point.x), let y = frame.y(point.y) else { return .group([]) }
    let title =
      "\(point.name): \(written(point.x, point.xInterval, wordings.across)), "
      + written(point.y, point.yInterval, wordings.upright)
    return .tag(
      "path",
      [
        ("class", "mark fill \(tone.style)"), ("fill", tone.light),
        ("fill-opacity", tone == .reference ? "0.6" : nil), ("d", Marker.path(tone, x, y)),
      ], [.tag("title", [], [.text(String(title.prefix(500)))])])
  }

  private func written(_ value: Double, _ interval: ClosedRange<Double>?, _ wording: Wording) -> String {
    guard let interval else { return wording.written(value) }
    return
      "\(wording.written(value)) (\(wording.written(interval.lowerBound)) to \(wording.written(interval.upperBound)))"
  }

  /// The names of the front where they touch neither each other, nor a point, the line or the edge; the others are left out.
  private func names(_ front: [Point], _ shown: [Point], _ line: FrontLine, _ frame: Frame) -> Markup {
    var taken = shown.compactMap { point -> Box? in
      guard let x = frame.x(point.x), let y = frame.y(point.y) else { return nil }
      return Box(left: x - 5, right: x + 5, top: y - 5, bottom: y + 5)
    }
    taken += line.boxes(frame)
    var labels: [Markup] = []
    let bounds = Box(left: frame.left, right: Frame.width, top: frame.top, bottom: frame.bottom)
    for point in front {
      guard let x = frame.x(point.x), let y = frame.y(point.y) else { continue }
      let places: [(Double, Double, Label.Anchor)] = [
        (x + 8, y - 5, .start), (x - 8, y - 5, .end), (x + 8, y + 14, .start), (x - 8, y + 14, .end),
        (x, y - 9, .middle), (x, y + 19, .middle),
      ]
      for (labelX, labelY, anchor) in places {
        let label = Label(point.name, x: labelX, y: labelY, anchor: anchor, width: 180, ink: .tone(.first))
          .onLines
        guard bounds.holds(label.box), !taken.contains(where: { $0.touches(label.box) }) else { continue }
        taken.append(label.box)
        labels.append(label.markup)
        break
      }
    }
    return .group(labels)
  }
}
