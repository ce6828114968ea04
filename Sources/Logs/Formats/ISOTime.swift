/// Reads times such as `2016-04-15T20:17:00.310Z` (RFC 3339), a space in place of the `T` and no zone included.
///
/// Lines that follow one another mostly share the minute, which is therefore kept.
struct ISOTime {
  /// What a text means.
  struct Found {
    /// Nanoseconds since the epoch.
    var time: Int64
    /// The width of the interval that it means, by its digits.
    var resolution: Int64
  }

  /// The bytes of the last minute, `2016-04-15T20:17:`, 0 where there is none, and its beginning in seconds, without the offset.
  private var minute: (UInt64, UInt64) = (0, 0)
  private var start: Int64 = 0
  /// Seconds by which a time without a zone is ahead of UTC.
  private let offset: Int64

  init(offset: Int64 = 0) { self.offset = offset }

  /// The time that `range` holds; nil where it is none.
  mutating func parse(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Found? {
    // 2016-04-15T20:17:00
    guard range.count >= 19, line[range.lowerBound + 16] == UInt8(ascii: ":") else { return nil }
    let prefix = (Self.word(line, range.lowerBound), Self.word(line, range.lowerBound + 8))
    if prefix != minute {
      guard let found = Self.minuteStart(line, range.lowerBound) else { return nil }
      minute = prefix
      start = found
    }
    guard let second = LogNumber.whole(line, (range.lowerBound + 17)..<(range.lowerBound + 19)), second <= 60
    else { return nil }
    var position = range.lowerBound + 19
    guard let fraction = Self.fraction(line, &position, range.upperBound) else { return nil }
    guard let zone = zone(line, position..<range.upperBound) else { return nil }
    let seconds = start + second - zone
    guard CivilTime.seconds.contains(seconds) else { return nil }
    return Found(time: seconds * 1_000_000_000 + fraction.nanoseconds, resolution: fraction.resolution)
  }

  private static func word(_ line: borrowing Span<UInt8>, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word = word << 8 | UInt64(line[start + index]) }
    return word
  }

  private static func minuteStart(_ line: borrowing Span<UInt8>, _ start: Int) -> Int64? {
    func number(_ from: Int, _ count: Int) -> Int64? {
      LogNumber.whole(line, (start + from)..<(start + from + count))
    }
    let separator = line[start + 10]
    guard line[start + 4] == UInt8(ascii: "-"), line[start + 7] == UInt8(ascii: "-"),
      line[start + 13] == UInt8(ascii: ":"),
      separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") || separator == UInt8(ascii: "t"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2),
      let days = CivilTime.days(year: year, month: month, day: day)
    else { return nil }
    // The zone comes later and may lead out of what is read, or into it.
    guard hour <= 23, minute <= 59 else { return nil }
    return days * 86_400 + hour * 3600 + minute * 60
  }

  /// Digits behind a point or a comma, of which nine count.
  private static func fraction(
    _ line: borrowing Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> (nanoseconds: Int64, resolution: Int64)? {
    guard position < end, line[position] == UInt8(ascii: ".") || line[position] == UInt8(ascii: ",") else {
      return (0, 1_000_000_000)
    }
    position += 1
    let first = position
    var value: Int64 = 0
    var resolution: Int64 = 1_000_000_000
    while position < end, line[position] &- UInt8(ascii: "0") < 10 {
      if resolution > 1 {
        value = value * 10 + Int64(line[position] &- UInt8(ascii: "0"))
        resolution /= 10
      }
      position += 1
    }
    return position > first ? (value * resolution, resolution) : nil
  }

  /// Seconds ahead of UTC.
  private func zone(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    if range.isEmpty { return offset }
    let sign = line[range.lowerBound]
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return range.count == 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), range.count == 5 || range.count == 6,
      let hours = LogNumber.whole(line, (range.lowerBound + 1)..<(range.lowerBound + 3)),
      let minutes = LogNumber.whole(line, (range.upperBound - 2)..<range.upperBound), hours <= 23,
      minutes <= 59,
      range.count == 5 || line[range.lowerBound + 3] == UInt8(ascii: ":")
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
