/// What is in a file of rates: counts of requests in periods that follow one another.
///
/// Times are in nanoseconds since the epoch or the file's own zero.
package struct RateDiagnosis: Sendable {
  /// Periods that the file has.
  package private(set) var periods = 0
  /// Periods of the first one's length for which there would be room between them.
  package private(set) var missing = 0
  /// Requests in all periods.
  package private(set) var total = 0.0
  /// The beginning of the first period and the end of the last.
  package private(set) var first: Int64?
  package private(set) var last: Int64?
  /// The length of the first period.
  package private(set) var length: Int64?
  /// The period with the most requests per second, the first of equals.
  package private(set) var peak: (start: Int64, rate: Double, count: Double)?
  /// When the requests came.
  package private(set) var timeline = RateTimeline()
  /// The sum of the periods' lengths.
  private var covered: Int128 = 0

  /// Creates a diagnosis of nothing.
  package init() {}

  /// Requests per second in the periods that the file has; nil where there is none.
  package var mean: Double? { covered > 0 ? total / (Double(covered) / 1e9) : nil }

  /// From the beginning of the first period to the end of the last.
  package var span: UInt64 {
    guard let first, let last else { return 0 }
    return UInt64(bitPattern: last &- first)
  }

  /// Counts a period that does not begin before the last one ended; O(1).
  package mutating func add(start: Int64, length: Int64, count: Double) {
    guard length > 0, count >= 0 else { return }
    if let last, start > last, let usual = self.length {
      missing += Int(clamping: UInt64(bitPattern: start &- last) / UInt64(usual))
    }
    if first == nil {
      first = start
      self.length = length
    }
    last = start + length
    periods += 1
    total += count
    covered += Int128(length)
    let rate = count / (Double(length) / 1e9)
    if rate > (peak?.rate ?? -1) { peak = (start, rate, count) }
    timeline.add(UInt64(bitPattern: start &- (first ?? start)), count: Int(count.rounded()))
  }

  /// What somebody who replays it has to know.
  package var warnings: [TraceWarning] {
    guard missing > 0 else { return [] }
    return [
      TraceWarning(
        code: .gaps, message: "\(PlainNumber.count(missing)) periods are missing", count: missing,
        advice: "a replay has no requests in them")
    ]
  }
}
