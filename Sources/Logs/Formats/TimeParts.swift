/// What times of several forms end with.
enum TimeParts {
  /// Digits behind a point or a comma, of which nine count, and the width of the interval that the last one means; whole seconds where
  /// there are none, and nil where a point has no digits.
  static func fraction(
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

  /// The seconds by which the zone in `range`, `Z`, `+0330` or `+03:30`, is ahead of UTC; nil where it is none.
  static func zone(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard let first = range.first else { return nil }
    let sign = line[first]
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return range.count == 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), range.count == 5 || range.count == 6,
      let hours = LogNumber.whole(line, (first + 1)..<(first + 3)),
      let minutes = LogNumber.whole(line, (range.upperBound - 2)..<range.upperBound), hours <= 23,
      minutes <= 59, range.count == 5 || line[first + 3] == UInt8(ascii: ":")
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
