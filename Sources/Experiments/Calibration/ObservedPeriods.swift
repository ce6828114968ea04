import Foundation

/// The periods in which requests were recorded: logs are often made of pieces with nothing between them, which is no silence.
///
/// Assumption A-SIM-127: where the requests of a log are farther apart than chance allows, nothing was recorded. A gap is such where a
/// Poisson process has one so long with probability below 1e-6, so above 13.8 mean gaps, both with the mean rate of the recorded time and
/// with those of the fifty requests before and after the gap: where requests are rare, longer gaps are chance.
package struct ObservedPeriods: Sendable, Equatable {
  /// Time in which everything was recorded.
  package struct Period: Sendable, Equatable {
    /// Its beginning, in nanoseconds as the arrivals.
    package var start: Double
    /// Its length in nanoseconds, above 0.
    package var length: Double
    /// Which requests arrived in it.
    package var requests: Range<Int>

    /// Creates a period.
    package init(start: Double, length: Double, requests: Range<Int>) {
      self.start = start
      self.length = length
      self.requests = requests
    }
  }

  /// One after the other.
  package private(set) var periods: [Period] = []
  /// Requests in no period: too few together to tell how long was recorded, or outside the windows.
  package private(set) var strays = 0
  /// Gaps of at most this many nanoseconds are recorded time.
  package private(set) var longestGap = Double.infinity

  /// The recorded time in nanoseconds.
  package var exposure: Double { periods.reduce(0) { $0 + $1.length } }

  /// Fewer requests than this in a row without a gap are strays.
  static let fewest = 10
  /// Requests on each side of a gap of which the rate counts.
  static let neighbours = 50
  /// The probability of a gap that is taken for chance.
  static let chance = 1e-6

  /// Finds the periods; O(requests × rounds), of which there are rarely more than five.
  ///
  /// - Parameters:
  ///   - arrivals: in nanoseconds, ascending.
  ///   - window: the length in nanoseconds of the windows of which the recording is made, nil where it is not. A run of requests without a
  ///     gap holds as many windows as its length rounds to, and they lie where they hold the most requests.
  package init(arrivals: [Int64], window: Double? = nil) {
    var runs = [0..<arrivals.count]
    // Every round leaves out time in which nothing was recorded, so the rate grows and the longest gap shrinks.
    for _ in 0..<64 {
      let kept = runs.filter { $0.count >= Self.fewest }
      let span = kept.reduce(0.0) { $0 + Self.span(arrivals, $1) }
      let gaps = kept.reduce(0) { $0 + $1.count - 1 }
      guard gaps > 0, span > 0 else { break }
      longestGap = -log(Self.chance) * span / Double(gaps)
      let split = Self.runs(arrivals, longestGap)
      if split == runs { break }
      runs = split
    }
    for run in runs {
      if let window {
        periods += Self.windows(arrivals, run, window)
      } else if let period = Self.period(arrivals, run) {
        periods.append(period)
      }
    }
    strays = arrivals.count - periods.reduce(0) { $0 + $1.requests.count }
  }

  private static func span(_ arrivals: [Int64], _ run: Range<Int>) -> Double {
    run.isEmpty ? 0 : Double(arrivals[run.upperBound - 1]) - Double(arrivals[run.lowerBound])
  }

  private static func runs(_ arrivals: [Int64], _ longestGap: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in arrivals.indices.dropFirst() {
      let gap = Double(arrivals[index]) - Double(arrivals[index - 1])
      guard gap > longestGap, gap > -log(chance) * meanGap(around: index, arrivals) else { continue }
      runs.append(start..<index)
      start = index
    }
    runs.append(start..<arrivals.count)
    return runs
  }

  /// The mean gap of the fifty requests before the gap that ends at `index`, or of those after it, whichever is longer: that of exponential
  /// gaps with their median, which other gaps without a recording hardly move.
  private static func meanGap(around index: Int, _ arrivals: [Int64]) -> Double {
    let before = max(0, index - 1 - neighbours)..<index
    let after = index..<min(arrivals.count, index + 1 + neighbours)
    let medians = [before, after].filter { $0.count > fewest }.compactMap { side in
      nearestRank(0.5, of: side.dropFirst().map { Double(arrivals[$0]) - Double(arrivals[$0 - 1]) }.sorted())
    }
    return (medians.max() ?? 0) / log(2)
  }

  /// The period around a run: n arrivals that are uniform in a period of length L span L (n - 1) / (n + 1) on average, so half of what is
  /// missing is added on each side.
  private static func period(_ arrivals: [Int64], _ run: Range<Int>) -> Period? {
    let span = span(arrivals, run)
    guard run.count >= fewest, span > 0 else { return nil }
    let margin = span / Double(run.count - 1)
    return Period(
      start: Double(arrivals[run.lowerBound]) - margin, length: span + 2 * margin, requests: run)
  }

  private static func windows(_ arrivals: [Int64], _ run: Range<Int>, _ window: Double) -> [Period] {
    let count = (span(arrivals, run) / window).rounded()
    guard run.count >= fewest, count >= 1, count <= Double(run.count) else { return [] }
    let length = count * window
    var best = run.lowerBound..<run.lowerBound
    var end = run.lowerBound
    for start in run {
      while end < run.upperBound, Double(arrivals[end]) - Double(arrivals[start]) < length { end += 1 }
      if end - start > best.count { best = start..<end }
    }
    return ObservedPeriods.pieces(
      of: Period(start: Double(arrivals[best.lowerBound]), length: length, requests: best),
      count: Int(count), arrivals)
  }

  /// A period in so many equal pieces.
  static func pieces(of period: Period, count: Int, _ arrivals: [Int64]) -> [Period] {
    var pieces: [Period] = []
    var next = period.requests.lowerBound
    let length = period.length / Double(count)
    for piece in 1...max(1, count) {
      let start = next
      let end = period.start + length * Double(piece)
      if piece == count {
        next = period.requests.upperBound
      } else {
        while next < period.requests.upperBound, Double(arrivals[next]) < end { next += 1 }
      }
      pieces.append(Period(start: end - length, length: length, requests: start..<next))
    }
    return pieces
  }
}
