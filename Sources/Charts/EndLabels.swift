/// Names of lines at their right ends, moved apart where they would touch.
package struct EndLabels {
  /// A line's name and the height at which the line ends.
  package struct End {
    let name: String
    let tone: Tone
    let x: Double
    let y: Double
  }

  package static let spacing = 15.0
  package static let widest = 150.0

  /// Whether names can stand at the ends of their lines instead of in a legend.
  package static func fit(_ names: [String], height: Double) -> Bool {
    !names.isEmpty && names.count <= 6 && Double(names.count) * spacing <= height
      && names.allSatisfy { TextWidth.of($0) <= widest }
  }

  /// Names beside `frame`, with a thin line to the end of a line where that is elsewhere.
  package static func markup(_ ends: [End], _ frame: Frame) -> Markup {
    let ordered = ends.enumerated().sorted { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }
      .map(\.element)
    let places = apart(ordered.map(\.y), within: frame.top...frame.bottom)
    return .group(
      zip(ordered, places).map { end, y in
        let x = frame.right + 14
        var path = PathText()
        path.move(end.x + 1, end.y)
        if end.x < frame.right - 1 { path.line(frame.right, end.y) }
        path.line(x - 3, y)
        let isElsewhere = abs(y - end.y) > 2 || end.x < frame.right - 1
        return .group([
          isElsewhere
            ? Drawn.stroke(path.text, tone: end.tone, width: "1", dash: "1 2") : .group([]),
          Label(end.name, x: x, y: y + 4, width: widest + 1, ink: .tone(end.tone)).markup,
        ])
      })
  }

  /// `heights`, ascending, moved as little as makes them ``spacing`` apart within `bounds`: neighbours that touch form a block around
  /// their mean.
  package static func apart(_ heights: [Double], within bounds: ClosedRange<Double>) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    func middle(_ block: (sum: Double, count: Int)) -> Double {
      let half = Double(block.count - 1) * spacing / 2
      let low = bounds.lowerBound + half
      let high = max(low, bounds.upperBound - half)
      return min(max(block.sum / Double(block.count), low), high)
    }
    for height in heights {
      blocks.append((height, 1))
      while let last = blocks.last, blocks.count > 1 {
        let previous = blocks[blocks.count - 2]
        let needed = Double(last.count + previous.count) * spacing / 2
        if middle(last) - middle(previous) >= needed { break }
        blocks.removeLast(2)
        blocks.append((last.sum + previous.sum, last.count + previous.count))
      }
    }
    return blocks.flatMap { block in
      (0..<block.count).map { middle(block) + (Double($0) - Double(block.count - 1) / 2) * spacing }
    }
  }
}
