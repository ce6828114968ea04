/// A line of a chart, reduced to the points that are drawn.
package struct PlottedLine {
  package let tone: Tone
  /// Its points in units of the picture; nil where it is interrupted.
  package let points: [(x: Double, y: Double)?]
  /// Whether a value holds until the next one.
  package let isStepped: Bool
  /// Whether the last value holds until the right edge.
  package var holdsLast: Bool

  package init(
    tone: Tone, points: [(x: Double, y: Double)?], isStepped: Bool, holdsLast: Bool = false
  ) {
    self.tone = tone
    self.points = points
    self.isStepped = isStepped
    self.holdsLast = holdsLast
  }

  /// Where it ends, nil without a point.
  package var end: (x: Double, y: Double)? { points.last { $0 != nil } ?? nil }

  /// Its path.
  package func path(rightEdge: Double) -> PathText {
    var path = PathText()
    for (run, isLast) in runs {
      path.move(run[0].x, run[0].y)
      for point in run.dropFirst() {
        if isStepped { path.horizontal(point.x) }
        path.line(point.x, point.y)
      }
      if holdsLast, isLast { path.horizontal(rightEdge) }
      if run.count == 1 { path.dot() }
    }
    return path
  }

  /// The area between it and `bottom`.
  package func area(bottom: Double, rightEdge: Double) -> PathText {
    var path = PathText()
    for (run, isLast) in runs {
      path.move(run[0].x, bottom)
      path.line(run[0].x, run[0].y)
      for point in run.dropFirst() {
        if isStepped { path.horizontal(point.x) }
        path.line(point.x, point.y)
      }
      if holdsLast, isLast { path.horizontal(rightEdge) }
      path.vertical(bottom)
      path.close()
    }
    return path
  }

  /// Whether its last value is known.
  package var reachesEnd: Bool { (points.last ?? nil) != nil }

  /// Its markers, here and there, those of the line of an index apart from those of the others.
  package func sparseMarkers(of index: Int) -> Markup {
    let distance = 96.0
    var next = ((points.first { $0 != nil } ?? nil)?.x ?? 0) + Double(index * 37 % 96)
    var text = ""
    for case let point? in points where point.x >= next {
      text += Marker.path(tone, point.x, point.y)
      next = point.x + distance
    }
    return markers(text)
  }

  /// A marker at each of its points.
  package var allMarkers: Markup {
    markers(points.compactMap { $0 }.map { Marker.path(tone, $0.x, $0.y) }.joined())
  }

  private func markers(_ path: String) -> Markup {
    if path.isEmpty { return .group([]) }
    return .tag("path", [("class", "fill \(tone.style)"), ("fill", tone.light), ("d", path)])
  }

  /// The area between two lines that are interrupted at the same places.
  package static func area(
    between low: PlottedLine, and high: PlottedLine, holdingLastUntil rightEdge: Double? = nil
  ) -> String {
    var path = PathText()
    for (lower, upper) in zip(low.runs, high.runs) {
      let isLast = lower.isLast && upper.isLast
      path.move(lower.points[0].x, lower.points[0].y)
      for point in lower.points.dropFirst() { path.line(point.x, point.y) }
      if let rightEdge, isLast { path.horizontal(rightEdge) }
      if let rightEdge, isLast, let last = upper.points.last { path.line(rightEdge, last.y) }
      for point in upper.points.reversed() { path.line(point.x, point.y) }
      path.close()
    }
    return path.text
  }

  /// The stretches between interruptions, none of them empty, and whether each reaches the end of the line.
  private var runs: [(points: [(x: Double, y: Double)], isLast: Bool)] {
    var runs: [(points: [(x: Double, y: Double)], isLast: Bool)] = []
    var current: [(x: Double, y: Double)] = []
    for point in points {
      if let point {
        current.append(point)
      } else if !current.isEmpty {
        runs.append((current, false))
        current = []
      }
    }
    if !current.isEmpty { runs.append((current, true)) }
    return runs
  }
}
