/// Times and zones as users write them.
package enum WrittenTime {
  /// Nanoseconds of a time: `2026-01-31T12:00:00Z`, without a zone that of `timezone` (seconds ahead of UTC), or seconds since the epoch
  /// or a log's own zero; nil where it is none.
  package static func nanoseconds(_ text: String, timezone: Int64) -> Int64? {
    let bytes = Array(text.utf8)
    if bytes.contains(UInt8(ascii: ":")) {
      var times = ISOTime(offset: timezone)
      return times.parse(bytes.span, 0..<bytes.count)?.time
    }
    guard case .value(let time) = DecimalCell.nanoseconds(bytes[...]), time < .max / 2
    else { return nil }
    return time
  }

  /// A time in UTC, such as `2016-04-15T20:17:00.31Z`; one of the first three years after 1970 is in seconds, for it is that of a log with
  /// a zero of its own.
  package static func text(_ nanoseconds: Int64) -> String {
    let seconds = nanoseconds / 1_000_000_000
    var fraction: [UInt8] = []
    fraction.append(seconds: nanoseconds % 1_000_000_000)
    let decimals = String(decoding: fraction.dropFirst(), as: UTF8.self)
    guard seconds >= 3 * 365 * 86_400 else { return "\(seconds)\(decimals) s" }
    let date = CivilTime.date(days: seconds / 86_400)
    func padded(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(padded).joined(separator: ":")
    return "\(date.year)-\(padded(date.month))-\(padded(date.day))T\(time)\(decimals)Z"
  }

  /// Seconds ahead of UTC of `UTC`, `+03:30`, `-0800` or `+1`, at most 18 hours; nil where it is none.
  package static func zone(_ text: String) -> Int64? {
    if ["UTC", "Z", "GMT"].contains(text.uppercased()) { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), (1...4).contains(digits.utf8.count),
      text.utf8.count - digits.utf8.count <= 2, let number = Int64(digits)
    else { return nil }
    let hours = digits.utf8.count > 2 ? number / 100 : number
    let minutes = digits.utf8.count > 2 ? number % 100 : 0
    guard minutes < 60, hours * 60 + minutes <= 18 * 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
