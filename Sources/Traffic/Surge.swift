/// A time during which a source sends more requests, or fewer.
public struct Surge: Sendable, Equatable {
  /// When it begins, in nanoseconds from time zero.
  public var start: Int64
  /// When it is over.
  public var end: Int64
  /// How many times the arrivals come, at least 0.
  public var factor: Double

  /// Creates a surge.
  public init(start: Int64, end: Int64, factor: Double) {
    self.start = start
    self.end = end
    self.factor = factor
  }
}

/// A time with one factor of the arrivals other than 1.
struct SurgeWindow: Sendable {
  let start: Int64
  let end: Int64
  let factor: Double

  /// What `surges` come to: windows that do not overlap, in the order of time.
  static func windows(of surges: [Surge]) -> [SurgeWindow] {
    let bounds = Set(surges.flatMap { [$0.start, $0.end] }).sorted()
    return zip(bounds, bounds.dropFirst()).compactMap { start, end in
      // Assumption A-TRF-6: surges at one time multiply.
      let factor = surges.reduce(1.0) { $1.start <= start && end <= $1.end ? $0 * $1.factor : $0 }
      return factor == 1 ? nil : SurgeWindow(start: start, end: end, factor: factor)
    }
  }
}
