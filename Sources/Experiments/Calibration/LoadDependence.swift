/// Whether requests take longer while others are being served: what a log calls a duration holds waiting as well as service.
package struct LoadDependence: Sendable, Equatable {
  /// The requests with at most this many others in flight, half of all or more, are at low load.
  package let threshold: Int
  /// Median duration in seconds, and how many, at low and at high load.
  package let low: (median: Double, count: Int)
  package let high: (median: Double, count: Int)
  /// The two-sided p-value of Mann and Whitney's test that both are alike (doi:10.1214/aoms/1177730491), by its normal approximation.
  package let probability: Double
  /// The durations at low load, ascending, in seconds.
  package let lowDurations: [Double]

  /// Below this p-value durations depend on the load.
  static let significance = 0.01
  /// Requests of each kind that it takes.
  static let fewest = 20

  /// Whether durations depend on the load.
  package var isFound: Bool { probability < Self.significance }

  /// Compares durations; nil where fewer than twenty were at low load or at high load.
  ///
  /// - Parameters:
  ///   - durations: in seconds.
  ///   - inFlight: how many others were in flight when each arrived.
  package init?(durations: [Double], inFlight: [Int]) {
    let ordered = inFlight.sorted()
    guard let threshold = nearestRank(0.5, of: ordered) else { return nil }
    let pairs = zip(durations, inFlight)
    let low = pairs.filter { $0.1 <= threshold }.map(\.0).sorted()
    let high = pairs.filter { $0.1 > threshold }.map(\.0).sorted()
    guard low.count >= Self.fewest, high.count >= Self.fewest,
      let lowMedian = nearestRank(0.5, of: low), let highMedian = nearestRank(0.5, of: high)
    else { return nil }
    self.threshold = threshold
    self.low = (lowMedian, low.count)
    self.high = (highMedian, high.count)
    lowDurations = low
    probability = Self.probability(low, high)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.threshold == right.threshold && left.low == right.low && left.high == right.high
      && left.probability == right.probability
  }

  private static func probability(_ low: [Double], _ high: [Double]) -> Double {
    // U counts the pairs in which the low one is longer, ties as a half.
    var below = 0
    var atMost = 0
    var u = 0.0
    for value in low {
      while below < high.count, high[below] < value { below += 1 }
      while atMost < high.count, high[atMost] <= value { atMost += 1 }
      u += Double(below + atMost) / 2
    }
    let (n, m) = (Double(low.count), Double(high.count))
    let z = (u - n * m / 2) / (n * m * (n + m + 1) / 12).squareRoot()
    return NormalLaw.beyond(z)
  }

  /// How many of `requests` are in flight when each arrives; those without a duration are not known to be. O(n log n).
  package static func inFlight(_ requests: [RecordedRequest]) -> [Int] {
    let ends = requests.map { end($0) }.sorted()
    var ended = 0
    return requests.indices.map { index in
      while ended < ends.count, ends[ended] <= requests[index].arrival { ended += 1 }
      // All that have ended arrived before, but for those that take no time.
      return max(0, index - ended)
    }
  }

  private static func end(_ request: RecordedRequest) -> Int64 {
    let (end, overflows) = request.arrival.addingReportingOverflow(max(0, request.duration))
    return overflows ? .max : end
  }
}
