/// Reads times such as `10/Oct/2000:13:55:36 -0700` of the common log format, and `06/Feb/2009:12:14:14.655` without a zone.
///
/// Lines that follow one another mostly share the hour, which is therefore kept.
package struct CommonLogTime {
  /// The bytes of the last hour, `10/Oct/2000:13`, in two parts that overlap, and its beginning in seconds, without the offset.
  private var hour: (UInt64, UInt64) = (0, 0)
  private var start: Int64 = 0
  /// Seconds by which a time without a zone is ahead of UTC.
  private let offset: Int64

  package init(offset: Int64 = 0) { self.offset = offset }

  /// The time that `range` holds; nil where it is none.
  package mutating func parse(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> ISOTime.Found? {
    // 10/Oct/2000:13:55:36
    let first = range.lowerBound
    guard range.count >= 20, line[first + 14] == UInt8(ascii: ":"), line[first + 17] == UInt8(ascii: ":")
    else { return nil }
    let prefix = (line.word(at: first), line.word(at: first + 6))
    if prefix != hour {
      guard let found = Self.hourStart(line, first) else { return nil }
      hour = prefix
      start = found
    }
    guard let minute = LogNumber.whole(line, (first + 15)..<(first + 17)), minute <= 59,
      let second = LogNumber.whole(line, (first + 18)..<(first + 20)), second <= 60
    else { return nil }
    var position = first + 20
    guard let fraction = TimeParts.fraction(line, &position, range.upperBound) else { return nil }
    var zone = offset
    if position < range.upperBound {
      guard line[position] == UInt8(ascii: " "),
        let found = TimeParts.zone(line, (position + 1)..<range.upperBound)
      else { return nil }
      zone = found
    }
    let seconds = start + minute * 60 + second - zone
    guard CivilTime.seconds.contains(seconds) else { return nil }
    return ISOTime.Found(
      time: seconds * 1_000_000_000 + fraction.nanoseconds, resolution: fraction.resolution)
  }

  private static func hourStart(_ line: borrowing Span<UInt8>, _ start: Int) -> Int64? {
    let slash = UInt8(ascii: "/")
    guard line[start + 2] == slash, line[start + 6] == slash, line[start + 11] == UInt8(ascii: ":"),
      let day = LogNumber.whole(line, start..<(start + 2)), let month = month(line, start + 3),
      let year = LogNumber.whole(line, (start + 7)..<(start + 11)),
      let hour = LogNumber.whole(line, (start + 12)..<(start + 14)), hour <= 23,
      let days = CivilTime.days(year: year, month: month, day: day)
    else { return nil }
    return days * 86_400 + hour * 3600
  }

  /// The month by its name, which is English in every locale.
  private static func month(_ line: borrowing Span<UInt8>, _ start: Int) -> Int64? {
    for (index, name) in months.enumerated() where line.has(name, at: start) { return Int64(index + 1) }
    return nil
  }

  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
