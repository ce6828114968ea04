/// Reads the times of a column or key whose unit may not be known before the first one is seen.
struct StampReader {
  /// The unit; nil until it is guessed.
  private(set) var unit: TimeUnit?
  /// Why the unit was guessed; nil where it was told.
  private(set) var guess: String?
  private var times: ISOTime
  /// The finest resolution so far: what leaves out zeros at the end leaves out a fraction of zeros too, and its clock is no coarser then.
  private var finest = Int64.max

  /// - Parameters:
  ///   - unit: The unit, nil where the first time is to tell it.
  ///   - timezone: Seconds by which dates without a zone are ahead of UTC.
  init(unit: TimeUnit?, timezone: Int64) {
    self.unit = unit
    times = ISOTime(offset: timezone)
  }

  /// The time that `range` holds; nil where it is none, or before 1970 or after 2200.
  mutating func parse(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> ISOTime.Found? {
    guard !range.isEmpty else { return nil }
    if unit == nil {
      guard let found = Self.shape(line, range) else { return nil }
      unit = found.unit
      guess = found.reason
    }
    guard let unit,
      var found = unit == .iso8601 ? times.parse(line, range) : Self.number(line, range, unit)
    else { return nil }
    finest = min(finest, found.resolution)
    found.resolution = finest
    return found
  }

  /// A number of `unit` since the epoch or the trace's own zero.
  static func number(_ line: borrowing Span<UInt8>, _ range: Range<Int>, _ unit: TimeUnit) -> ISOTime.Found? {
    guard let time = LogDecimal.stamp(line, range, power: unit.power), time >= 0,
      CivilTime.seconds.contains(time / 1_000_000_000)
    else { return nil }
    var resolution: Int64 = 1
    for _ in 0..<max(unit.power - LogDecimal.decimals(line, range), 0) { resolution *= 10 }
    return ISOTime.Found(time: time, resolution: resolution)
  }

  /// The unit by the shape of a time: by its digits where it counts since the epoch, seconds where it is small and has decimals, else
  /// milliseconds; nil where it is none.
  static func shape(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> (unit: TimeUnit, reason: String)? {
    if range.count >= 19, line[range.lowerBound + 4] == UInt8(ascii: "-") {
      return (.iso8601, "its dates")
    }
    guard LogDecimal.stamp(line, range, power: 0) != nil else { return nil }
    let digits = LogDecimal.wholeDigits(line, range)
    return switch digits {
    case ...8:
      LogDecimal.decimals(line, range) > 0
        ? (.seconds, "its small numbers with decimals") : (.milliseconds, "its small whole numbers")
    case 9...11: (.seconds, "its numbers of \(digits) digits")
    case 12...14: (.milliseconds, "its numbers of \(digits) digits")
    case 15...17: (.microseconds, "its numbers of \(digits) digits")
    default: (.nanoseconds, "its numbers of \(digits) digits")
    }
  }
}
