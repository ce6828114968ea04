import Engine

/// The times between one arrival and the next.
package struct GapStatistics {
  /// The shortest gap that may be a pause, in nanoseconds.
  package static let shortestPause: UInt64 = 60_000_000_000
  /// Fewer requests outside pauses do not tell their rate.
  private static let fewest = 30
  /// Pauses are told apart by the powers of two of ``shortestPause`` that they reach.
  private static let pauseLengths = 28

  /// How many gaps there are, and how many of them are none at all.
  private(set) var count = 0
  package private(set) var ties = 0
  /// The longest one in nanoseconds, and where the first such one begins.
  package private(set) var longest: (length: UInt64, start: Int64) = (0, 0)
  /// Those above zero, in nanoseconds.
  private(set) var positive = Histogram()
  /// Welford's mean and sum of squared deviations (doi:10.1080/00401706.1962.10490022), in seconds: exact for equal gaps.
  private var mean = 0.0
  private var deviations = 0.0
  /// How many gaps are at least as long as the shortest pause times two to the power of the index, and their sum in nanoseconds.
  private var pauses = [(count: Int, sum: UInt64)](repeating: (0, 0), count: pauseLengths)

  /// Creates statistics of no gap.
  package init() {}

  /// Counts a gap of so many nanoseconds that begins at `start`; O(1).
  package mutating func add(_ gap: UInt64, from start: Int64) {
    count += 1
    let seconds = Double(gap) / 1e9
    let distance = seconds - mean
    mean += distance / Double(count)
    deviations += distance * (seconds - mean)
    guard gap > 0 else {
      ties += 1
      return
    }
    positive.record(Int64(clamping: gap))
    if gap > longest.length { longest = (gap, start) }
    var length = Self.shortestPause
    var index = 0
    while gap >= length, index < Self.pauseLengths {
      pauses[index].count += 1
      pauses[index].sum += gap
      length *= 2
      index += 1
    }
  }

  /// The standard deviation of the population divided by the mean; nil for fewer than two gaps, and where all are none.
  ///
  /// It is 1 for a Poisson process and 0 for equal gaps.
  package var coefficientOfVariation: Double? {
    guard count > 1, mean > 0 else { return nil }
    return (deviations / Double(count)).squareRoot() / mean
  }

  /// Pauses of a log: gaps of at least a minute, and so long that 30 requests would have come at the rate of the rest.
  ///
  /// A Poisson process of that rate has a gap of this length with probability e⁻³⁰, so a log of ten million requests has one with 10⁻⁶.
  /// - Parameter span: From the first arrival to the last, in nanoseconds.
  package func pauses(span: UInt64) -> (count: Int, sum: UInt64, rate: Double)? {
    var length = Double(Self.shortestPause) / 1e9
    for pause in pauses {
      let rest = Double(span - pause.sum) / 1e9
      let rate = rest > 0 ? Double(count + 1 - pause.count) / rest : 0
      if rate * length >= 30, count - pause.count >= Self.fewest {
        return pause.count > 0 ? (pause.count, pause.sum, rate) : nil
      }
      length *= 2
    }
    return nil
  }
}
