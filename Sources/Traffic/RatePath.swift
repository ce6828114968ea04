/// The pieces of a rate, one after the other.
enum RatePath: Sendable {
  case curve(CurvePath)
  case modulated(ModulatedPath)

  /// Those of a curve.
  static func curve(_ curve: RateCurve) -> RatePath { .curve(CurvePath(curve)) }

  /// The next piece, nil after the last.
  mutating func next() -> RateCurve.Piece? {
    switch self {
    case .curve(var path):
      defer { self = .curve(path) }
      return path.next()
    case .modulated(var path):
      defer { self = .modulated(path) }
      return path.next()
    }
  }

  /// What begins with the next piece, where that is the whole of what comes again and again.
  var cycleAhead: RateCurve.Cycle? {
    if case .curve(let path) = self { return path.cycleAhead }
    return nil
  }

  /// Leaves out so many of the cycles ahead.
  mutating func skip(_ cycles: Double) {
    guard case .curve(var path) = self else { return }
    path.passes += cycles
    self = .curve(path)
  }
}

/// The pieces of a curve.
struct CurvePath: Sendable {
  private let curve: RateCurve
  private var index = 0
  /// How many cycles are over or left out.
  var passes = 0.0

  init(_ curve: RateCurve) { self.curve = curve }

  var cycleAhead: RateCurve.Cycle? { index == curve.pieces.count ? curve.cycle : nil }

  mutating func next() -> RateCurve.Piece? {
    if index == curve.pieces.count {
      guard let cycle = curve.cycle else { return nil }
      index = cycle.firstPiece
      passes += 1
    }
    var piece = curve.pieces[index]
    index += 1
    if let cycle = curve.cycle { piece.start += passes * cycle.length }
    return piece
  }
}
