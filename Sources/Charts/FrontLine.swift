/// The edge of what is reached: a stepped line through the points than which none is better.
package struct FrontLine {
  private let front: [ScatterChart.Point]
  private let goesUprightFirst: Bool

  /// The line through `front`, ascending across; `others` tell which side is worse, and so which way the steps go.
  ///
  /// Between two points of the front only what each of them reaches is reached: where greater is better on both axes, the line falls
  /// as soon as the first point's value across is passed; where less is better on both, it keeps the first point's height until the
  /// second.
  package init(_ front: [ScatterChart.Point], _ others: [ScatterChart.Point]) {
    self.front = front
    guard let first = front.first, let last = front.last, first.x < last.x else {
      goesUprightFirst = false
      return
    }
    let slope = (last.y - first.y) / (last.x - first.x)
    let below = others.filter { $0.y < first.y + slope * ($0.x - first.x) }.count
    let areOthersBelow = below * 2 > others.count
    goesUprightFirst = !others.isEmpty && (last.y < first.y) == areOthersBelow
  }

  /// The line in `frame`.
  package func markup(_ frame: Frame) -> Markup {
    let corners = corners(frame)
    guard let first = corners.first else { return .group([]) }
    var path = PathText()
    path.move(first.x, first.y)
    for corner in corners.dropFirst() { path.line(corner.x, corner.y) }
    return Drawn.stroke(path.text, tone: .first, width: "1.5", opacity: "0.7")
  }

  /// The room that the line takes in `frame`.
  package func boxes(_ frame: Frame) -> [Box] {
    let corners = corners(frame)
    return zip(corners, corners.dropFirst()).map { from, to in
      Box(
        left: min(from.x, to.x) - 1, right: max(from.x, to.x) + 1, top: min(from.y, to.y) - 1,
        bottom: max(from.y, to.y) + 1)
    }
  }

  private func corners(_ frame: Frame) -> [(x: Double, y: Double)] {
    var corners: [(x: Double, y: Double)] = []
    for point in front {
      guard let x = frame.x(point.x), let y = frame.y(point.y) else { continue }
      if let last = corners.last { corners.append(goesUprightFirst ? (last.x, y) : (x, last.y)) }
      corners.append((x, y))
    }
    return corners
  }
}
