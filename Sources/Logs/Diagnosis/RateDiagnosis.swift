/// What is in a file of rates: counts of requests in periods that follow one another.
///
/// Times are in nanoseconds since the epoch or the file's own zero.
package struct RateDiagnosis: Sendable {
  /// Periods that the file has.
  package private(set) var periods = 0
  /// Requests in all periods.
  package private(set) var total = 0.0
  /// The beginning of the first period.
  package private(set) var first: Int64?
  /// The period with the most requests, the first of equals.
  package private(set) var peak: (start: Int64, count: Int64)?
  /// When the requests came.
  package private(set) var timeline = RateTimeline()
  /// The beginning of the last period.
  private var latest: Int64 = 0
  /// The shortest time from one beginning to the next, and the greatest common divisor of all of them.
  private var shortest: UInt64 = 0
  private var divisor: UInt64 = 0

  /// Creates a diagnosis of nothing.
  package init() {}

  /// Counts a period that begins after the last one; O(1), and a logarithm where its length is new.
  ///
  /// - Returns: False where it does not begin after the last one.
  package mutating func add(start: Int64, count: Int64) -> Bool {
    if let first {
      guard start > latest else { return false }
      let step = UInt64(bitPattern: start &- latest)
      shortest = shortest == 0 ? step : min(shortest, step)
      divisor = Self.greatestCommonDivisor(divisor, step)
      timeline.add(UInt64(bitPattern: start &- first), count: Int(count))
    } else {
      first = start
      timeline.add(0, count: Int(count))
    }
    latest = start
    periods += 1
    total += Double(count)
    if count > peak?.count ?? -1 { peak = (start, count) }
    return true
  }

  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right > 0 { (left, right) = (right, left % right) }
    return left
  }

  /// The length of a period in nanoseconds: the shortest time from one beginning to the next, where all others are multiples of it, because
  /// periods without requests may be absent; nil where that is not so, and for a single period.
  package var length: UInt64? { shortest > 0 && divisor == shortest ? shortest : nil }

  /// The end of the last period, its beginning where lengths differ.
  package var last: Int64? {
    guard first != nil else { return nil }
    let (end, overflow) = latest.addingReportingOverflow(Int64(clamping: length ?? 0))
    return overflow ? latest : end
  }

  /// From the beginning of the first period to ``last``.
  package var span: UInt64 {
    guard let first, let last else { return 0 }
    return UInt64(bitPattern: last &- first)
  }

  /// Periods that are absent; nil where lengths differ.
  package var missing: Int? { length.map { Int(clamping: span / $0) - periods } }

  /// Requests per second in the periods that the file has; nil where lengths differ.
  package var mean: Double? { length.map { total / (Double(periods) * Double($0) / 1e9) } }

  /// Requests per second in the period with the most; nil where lengths differ.
  package var peakRate: Double? {
    guard let length, let peak else { return nil }
    return Double(peak.count) / (Double(length) / 1e9)
  }

  /// What somebody who replays it has to know.
  package var warnings: [TraceWarning] {
    guard let missing, missing > 0 else { return [] }
    return [
      TraceWarning(
        code: .gaps, message: "periods that are absent: \(PlainNumber.count(missing))", count: missing,
        advice: "see that no requests came in them: a replay has none there")
    ]
  }
}

extension RateDiagnosis {
  /// Reads a file of rates to its end; O(its periods) in time, and flat memory.
  ///
  /// - Throws: ``TraceCode/period`` where a row is no period, or does not begin after the one above; ``TraceCode/empty`` where there is none.
  package init(_ source: RecordedBytes, _ options: LogOptions) throws(TraceProblem) {
    self.init()
    var file = try RateFile(source, options)
    while let period = try file.next() {
      guard add(start: period.start, count: period.count) else {
        throw TraceProblem(.period, "period \(periods + 1) does not begin after the one above")
      }
    }
    guard periods > 0 else { throw TraceProblem(.empty, "the file has no periods") }
  }
}
