/// The `d` attribute of a path, relative and rounded without drift.
package struct PathText {
  package private(set) var text = ""
  private var x = Tenths(0)
  private var y = Tenths(0)

  package init() {}

  /// Whether nothing was drawn.
  package var isEmpty: Bool { text.isEmpty }

  /// Begins at a point.
  package mutating func move(_ toX: Double, _ toY: Double) {
    x = Tenths(toX)
    y = Tenths(toY)
    text += "M\(x.text),\(y.text)"
  }

  /// Draws a straight line to a point; one that would have no length is left out.
  package mutating func line(_ toX: Double, _ toY: Double) {
    line(Tenths(toX), Tenths(toY))
  }

  /// Draws a level line.
  package mutating func horizontal(_ toX: Double) {
    line(Tenths(toX), y)
  }

  /// Draws an upright line.
  package mutating func vertical(_ toY: Double) {
    line(x, Tenths(toY))
  }

  private mutating func line(_ newX: Tenths, _ newY: Tenths) {
    let across = Tenths(count: newX.count - x.count)
    let down = Tenths(count: newY.count - y.count)
    switch (across.count, down.count) {
    case (0, 0): return
    case (_, 0): text += "h\(across.text)"
    case (0, _): text += "v\(down.text)"
    default: text += "l\(across.text),\(down.text)"
    }
    x = newX
    y = newY
  }

  /// A dot where a line of one point would be: round ends make it visible.
  package mutating func dot() {
    text += "h0"
  }

  /// Closes the outline.
  package mutating func close() {
    text += "z"
  }

  /// Appends a rectangle.
  package mutating func rectangle(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
    move(left, top)
    line(right, top)
    line(right, bottom)
    line(left, bottom)
    close()
  }
}
