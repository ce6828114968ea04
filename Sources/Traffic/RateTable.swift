/// The rates of a file of counts: a rate for each period, 0 before, between and after them.
///
/// Assumption A-TRF-12: a count is the mean of its period, in which arrivals are those of a Poisson process of one rate.
public struct RateTable: Sendable {
  /// When the first period begins, in nanoseconds from time zero.
  public let start: Int64
  /// The highest rate, per second; 0 where nothing ever arrives.
  public let peak: Double
  let curve: RateCurve

  /// - Parameter pieces: Those of the periods and between them, at least one.
  init(_ pieces: [RateCurve.Piece], loops: Bool) {
    let first = pieces[0].start
    start = Int64(first)
    peak = pieces.reduce(0) { max($0, $1.rate) } * 1e9
    let before = first > 0 ? [RateCurve.Piece(start: 0, length: first, from: 0, to: 0)] : []
    if loops {
      curve = RateCurve(pieces: before + pieces, repeatingFrom: before.count)
    } else {
      let after = RateCurve.Piece(start: pieces[pieces.count - 1].end, length: .infinity, from: 0, to: 0)
      curve = RateCurve(pieces: before + pieces + [after])
    }
  }
}
