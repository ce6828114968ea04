/// A point in time that moves along a rate by numbers of expected arrivals: the integrated rate, inverted.
struct RateWalk: Sendable {
  /// In nanoseconds; no piece that begins at it or after it is looked at.
  var end: Double
  private var path: RatePath
  private var piece: RateCurve.Piece
  private var offset = 0.0

  /// Begins at time zero.
  init(_ path: RatePath, end: Double) {
    var path = path
    piece = path.next() ?? RateCurve.Piece(start: 0, length: .infinity, from: 0, to: 0)
    self.path = path
    self.end = end
  }

  /// Moves on to `time`, in nanoseconds, from an earlier one; false where that is not before the end.
  mutating func move(to time: Double) -> Bool {
    while piece.end <= time {
      if let cycle = path.cycleAhead { path.skip(((time - piece.end) / cycle.length).rounded(.down)) }
      guard enterNextPiece() else { return false }
    }
    offset = max(0, time - piece.start)
    return true
  }

  /// Moves on until `expected` arrivals more are expected; the new time, or nil where that is not before the end.
  @inline(__always) mutating func advance(by expected: Double) -> Double? {
    if piece.slope == 0 {
      let step = expected / piece.rate
      if step < piece.length - offset {
        offset += step
        return piece.start + offset
      }
    }
    return advanceFurther(by: expected)
  }

  /// Moves along a ramp, or on to the next piece.
  private mutating func advanceFurther(by expected: Double) -> Double? {
    var rest = expected
    while true {
      let left = piece.length - offset
      if piece.slope == 0 {
        let step = rest / piece.rate
        if step < left {
          offset += step
          return piece.start + offset
        }
        rest -= piece.rate == 0 ? 0 : piece.rate * left
      } else {
        let rate = piece.rate + piece.slope * offset
        let area = left * (rate + piece.endRate) / 2
        if rest < area {
          // The root of rate x + slope x²/2 = rest in the form that does not cancel.
          let root = max(0, rate * rate + 2 * piece.slope * rest).squareRoot()
          offset = min(offset + 2 * rest / (rate + root), piece.length)
          return piece.start + offset
        }
        rest -= area
      }
      if let cycle = path.cycleAhead {
        let passes = (rest / cycle.expected).rounded(.down)
        path.skip(passes)
        rest = max(0, rest - passes * cycle.expected)
      }
      guard enterNextPiece() else { return nil }
    }
  }

  private mutating func enterNextPiece() -> Bool {
    guard let next = path.next(), next.start < end else { return false }
    piece = next
    offset = 0
    return true
  }
}
