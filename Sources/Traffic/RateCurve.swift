/// A rate of arrivals over time: linear pieces, the last of which holds on.
struct RateCurve: Sendable {
  /// A piece. Times are nanoseconds, rates are per nanosecond.
  struct Piece: Sendable {
    let start: Double
    let length: Double
    let rate: Double
    let endRate: Double
    let slope: Double

    init(start: Double, length: Double, from rate: Double, to endRate: Double) {
      self.start = start
      self.length = length
      self.rate = rate
      self.endRate = endRate
      slope = length.isFinite ? (endRate - rate) / length : 0
    }
  }

  let pieces: [Piece]

  /// The same rate, per second, at all times.
  init(rate: Double) {
    pieces = [Piece(start: 0, length: .infinity, from: rate / 1e9, to: rate / 1e9)]
  }

  /// Ramps and jumps.
  init(stages: [ArrivalProcess.Stage]) {
    // Assumption A-TRF-2: stages begin at rate 0, and the last rate holds on.
    var pieces: [Piece] = []
    var start = 0.0
    var rate = 0.0
    for stage in stages {
      let next = stage.rate / 1e9
      let length = Double(stage.duration)
      if length > 0 {
        pieces.append(Piece(start: start, length: length, from: stage.step ? next : rate, to: next))
      }
      start += length
      rate = next
    }
    self.pieces = pieces + [Piece(start: start, length: .infinity, from: rate, to: rate)]
  }
}

/// A point in time that moves along a rate curve by numbers of expected arrivals: the integrated rate, inverted.
struct RateWalk: Sendable {
  private let pieces: [RateCurve.Piece]
  private var index = 0
  private var piece: RateCurve.Piece
  private var offset = 0.0

  /// Begins at `start`, in nanoseconds.
  init(_ curve: RateCurve, from start: Int64 = 0) {
    pieces = curve.pieces
    while index + 1 < pieces.count, pieces[index + 1].start <= Double(start) { index += 1 }
    piece = pieces[index]
    offset = Double(start) - piece.start
  }

  /// Moves on until `expected` arrivals more are expected; the new time, or nil where the rate stays 0 before.
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
      guard index + 1 < pieces.count else { return nil }
      index += 1
      piece = pieces[index]
      offset = 0
    }
  }
}
