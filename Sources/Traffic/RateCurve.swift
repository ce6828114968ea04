/// A rate of arrivals over time: linear pieces, of which the last holds on, or some come again and again.
struct RateCurve: Sendable {
  /// A piece. Times are nanoseconds, rates are per nanosecond.
  struct Piece: Sendable {
    var start: Double
    let length: Double
    let rate: Double
    let endRate: Double
    let slope: Double

    init(start: Double, length: Double, from rate: Double, to endRate: Double) {
      self.start = start
      self.length = length
      self.rate = rate
      self.endRate = endRate
      slope = endRate == rate ? 0 : (endRate - rate) / length
    }

    var end: Double { start + length }
  }

  /// The pieces from one to the last, where they come again and again.
  struct Cycle: Sendable {
    let firstPiece: Int
    let length: Double
    /// How many arrivals are expected in it.
    let expected: Double
  }

  let pieces: [Piece]
  let cycle: Cycle?

  /// At least one piece, one after the other from time zero, of which the last lasts for ever or belongs to the cycle.
  init(pieces: [Piece], repeatingFrom firstPiece: Int? = nil) {
    self.pieces = pieces
    cycle = firstPiece.map { first in
      let repeated = pieces[first...]
      let expected = repeated.reduce(0) { $0 + $1.length * ($1.rate + $1.endRate) / 2 }
      return Cycle(
        firstPiece: first, length: pieces[pieces.count - 1].end - pieces[first].start, expected: expected)
    }
  }

  /// The same rate, per second, at all times.
  init(rate: Double) {
    self.init(pieces: [Piece(start: 0, length: .infinity, from: rate / 1e9, to: rate / 1e9)])
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
    self.init(pieces: pieces + [Piece(start: start, length: .infinity, from: rate, to: rate)])
  }
}
