/// Reads times such as `2016-04-15T20:17:00.310Z` (RFC 3339), a space or a tab in place of the `T` and no zone included.
///
/// Lines that follow one another mostly share the minute, which is therefore kept.
package struct ISOTime {
  /// What a text means.
  package struct Found {
    /// Nanoseconds since the epoch.
    package var time: Int64
    /// The width of the interval that it means, by its digits.
    package var resolution: Int64
  }

  /// The bytes of the last minute, `2016-04-15T20:17:`, 0 where there is none, and its beginning in seconds, without the offset.
  private var minute: (UInt64, UInt64) = (0, 0)
  private var start: Int64 = 0
  /// Seconds by which a time without a zone is ahead of UTC.
  private let offset: Int64

  package init(offset: Int64 = 0) { self.offset = offset }

  /// The time that `range` holds; nil where it is none.
  package mutating func parse(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Found? {
    // 2016-04-15T20:17:00
    guard range.count >= 19, line[range.lowerBound + 16] == UInt8(ascii: ":") else { return nil }
    let prefix = (line.word(at: range.lowerBound), line.word(at: range.lowerBound + 8))
    if prefix != minute {
      guard let found = Self.minuteStart(line, range.lowerBound) else { return nil }
      minute = prefix
      start = found
    }
    guard let second = LogNumber.whole(line, (range.lowerBound + 17)..<(range.lowerBound + 19)), second <= 60
    else { return nil }
    var position = range.lowerBound + 19
    guard let fraction = TimeParts.fraction(line, &position, range.upperBound) else { return nil }
    let rest = position..<range.upperBound
    guard let zone = rest.isEmpty ? offset : TimeParts.zone(line, rest) else { return nil }
    let seconds = start + second - zone
    guard CivilTime.seconds.contains(seconds) else { return nil }
    return Found(time: seconds * 1_000_000_000 + fraction.nanoseconds, resolution: fraction.resolution)
  }

  private static func minuteStart(_ line: borrowing Span<UInt8>, _ start: Int) -> Int64? {
    func number(_ from: Int, _ count: Int) -> Int64? {
      LogNumber.whole(line, (start + from)..<(start + from + count))
    }
    let separator = line[start + 10]
    guard line[start + 4] == UInt8(ascii: "-"), line[start + 7] == UInt8(ascii: "-"),
      line[start + 13] == UInt8(ascii: ":"),
      separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") || separator == UInt8(ascii: "t")
        || separator == UInt8(ascii: "\t"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2),
      let days = CivilTime.days(year: year, month: month, day: day)
    else { return nil }
    // The zone comes later and may lead out of what is read, or into it.
    guard hour <= 23, minute <= 59 else { return nil }
    return days * 86_400 + hour * 3600 + minute * 60
  }
}
