/// The shape that goes with a tone, so that nobody has to tell series apart by colour alone.
package enum Marker {
  /// The outline of the marker of `tone` around a point, within 4 units of it.
  package static func path(_ tone: Tone, _ x: Double, _ y: Double) -> String {
    let start: (Double, Double)
    let rest: String
    switch tone {
    case .reference: (start, rest) = ((-3, 0), "a3,3 0 1 0 6,0a3,3 0 1 0 -6,0z")
    case .good: (start, rest) = ((0, -4), "l4,7h-8z")
    case .bad: (start, rest) = ((-4, -2), "l2,-2l2,2l2,-2l2,2l-2,2l2,2l-2,2l-2,-2l-2,2l-2,-2l2,-2z")
    case .warm: (start, rest) = ((0, -4), "l4,4l-4,4l-4,-4z")
    case .first: (start, rest) = ((-3, -3), "h6v6h-6z")
    case .second: (start, rest) = ((0, 4), "l4,-7h-8z")
    case .third: (start, rest) = ((-1.5, -4), "h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5v-3h2.5z")
    case .fourth: (start, rest) = ((-4, 0), "l7,-4v8z")
    case .fifth: (start, rest) = ((4, 0), "l-7,-4v8z")
    case .sixth: (start, rest) = ((-1.5, -4), "h3v8h-3z")
    }
    return "M\(Tenths(x + start.0).text),\(Tenths(y + start.1).text)\(rest)"
  }
}
