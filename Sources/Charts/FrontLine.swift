/// The edge of what is reached: a stepped line through the points than which none is better.
struct FrontLine {
  private let front: [ScatterChart.Point]
  private let goesUprightFirst: Bool

  /// The line through `front`, ascending across; `others` tell which side is worse, and so which way the steps go.
  ///
  /// Between two points of the front only what each of them reaches is reached: where greater is better on both axes, the line falls
  /// as soon as the first point's value across is passed; where less is better on both, it keeps the first point's height until the
  /// second.
  init(_ front: [ScatterChart.Point], _ others: [ScatterChart.Point]) {
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
  func markup(_ frame: Frame) -> Markup {
    var path = PathText()
    for point in front {
      guard let x = frame.x(point.x), let y = frame.y(point.y) else { continue }
      if path.isEmpty {
        path.move(x, y)
      } else {
        if goesUprightFirst { path.vertical(y) } else { path.horizontal(x) }
        path.line(x, y)
      }
    }
    return path.isEmpty ? .group([]) : Drawn.stroke(path.text, tone: .first, width: "1.5", opacity: "0.7")
  }
}
