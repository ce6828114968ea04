extension CurveChart {
  /// The points of a line that have a place on the lying axis, ascending.
  struct Points {
    let name: String
    let tone: Tone
    let hasMarkers: Bool
    private(set) var across: [Double] = []
    private(set) var upright: [Double] = []
    private(set) var intervals: [ClosedRange<Double>?] = []

    init(_ line: Line, isTail: Bool) {
      name = line.name
      tone = line.tone
      hasMarkers = line.hasMarkers
      var latest = -Double.infinity
      for (index, point) in line.points.enumerated() where point.x.isFinite && point.x >= latest {
        latest = point.x
        across.append(isTail ? min(max(point.x, 0), 1) : point.x)
        upright.append(point.y)
        intervals.append(index < line.intervals.count ? line.intervals[index] : nil)
      }
    }

    /// As many of them as are drawn.
    func reduced(_ axis: Axis) -> Points {
      let columns = Reduction.columns(across.map { axis.position($0) ?? 0 })
      guard columns.count < across.count else { return self }
      // A column without any value keeps one place, so that the line stays interrupted there.
      let kept = Reduction.extremes(upright, columns, orElseFirst: true).compactMap { $0 }
      var fewer = self
      fewer.across = kept.map { across[$0] }
      fewer.upright = kept.map { upright[$0] }
      fewer.intervals = kept.map { intervals[$0] }
      return fewer
    }

    func plotted(_ frame: Frame) -> PlottedLine {
      PlottedLine(
        tone: tone,
        points: zip(across, upright).map { x, y in
          guard let x = frame.x(x), let y = frame.y(y) else { return nil }
          return (x, y)
        }, isStepped: false)
    }

    /// The intervals: a band around a line, whiskers at points with markers.
    func bars(_ frame: Frame) -> Markup {
      guard intervals.contains(where: { $0 != nil }) else { return .group([]) }
      let edges = zip(across, intervals).map { x, interval -> (x: Double, low: Double, high: Double)? in
        guard let interval, let x = frame.x(x),
          let low = frame.y(interval.lowerBound) ?? frame.y(frame.upright.low),
          let high = frame.y(interval.upperBound)
        else { return nil }
        return (x, low, high)
      }
      guard hasMarkers else {
        return Drawn.area(
          tone: tone, between: edges.map { $0.map { ($0.x, $0.low) } },
          and: edges.map { $0.map { ($0.x, $0.high) } })
      }
      var path = PathText()
      for case let edge? in edges {
        path.move(edge.x, edge.low)
        path.line(edge.x, edge.high)
      }
      return Drawn.stroke(path.text, tone: tone, width: "1.5", opacity: "0.6")
    }
  }

  /// The table: a row for each place at which some line has a point, or for each column of places where they are many.
  struct Rows {
    private let lines: [Points]
    private let groups: [ClosedRange<Double>]
    /// The place of each row.
    var places: [Double] { groups.map(\.lowerBound) }

    init(_ lines: [Points], _ axis: Axis) {
      self.lines = lines
      var all = lines.flatMap(\.across).sorted()
      all = all.indices.filter { $0 == 0 || all[$0] > all[$0 - 1] }.map { all[$0] }
      groups = Reduction.columns(all.map { axis.position($0) ?? 0 }).map {
        all[$0.lowerBound]...all[$0.upperBound - 1]
      }
    }

    func texts(_ acrossWording: Wording, _ wording: Wording) -> [[String]] {
      var starts = lines.map { _ in 0 }
      return groups.map { group in
        [acrossWording.written(group.lowerBound)]
          + lines.indices.map { line in
            let across = lines[line].across
            var end = starts[line]
            while end < across.count, across[end] <= group.upperBound { end += 1 }
            defer { starts[line] = end }
            return text(lines[line], starts[line]..<end, wording)
          }
      }
    }

    private func text(_ points: Points, _ range: Range<Int>, _ wording: Wording) -> String {
      let text = Reduction.text(points.upright, range, wording)
      guard range.count == 1, let interval = points.intervals[range.lowerBound], !text.isEmpty else {
        return text
      }
      return "\(text) (\(wording.written(interval.lowerBound)) to \(wording.written(interval.upperBound)))"
    }
  }
}
