/// The number with which lines of a format of one's own end, mostly the duration of the request: `$request_time` in seconds, `%D` in
/// microseconds, `%T` in seconds. The unit is asked for and never guessed.
struct TrailingNumber {
  private let unit: Int64?
  /// Lines that end with a number whose unit is not known.
  private var unread = 0

  init(_ unit: DurationUnit?) { self.unit = unit?.nanoseconds }

  /// Reads the last word behind `start`, perhaps in quotes, as the duration where it is a number; false where it is too large.
  mutating func read(_ line: borrowing Span<UInt8>, from start: Int, into record: inout LogRecord) -> Bool {
    var end = line.count
    while end > start, line[end - 1] == UInt8(ascii: " ") || line[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    var first = line.lastIndex(of: UInt8(ascii: " "), before: end).map { $0 + 1 } ?? 0
    first = max(first, start)
    if first < end, line[first] == UInt8(ascii: "\"") { first += 1 }
    guard first < end, Self.isNumber(line, first..<end) else { return true }
    guard let unit else {
      unread += 1
      return true
    }
    record.duration = LogNumber.decimal(line, first..<end, times: unit)
    return record.duration != nil
  }

  private static func isNumber(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var hasPoint = false
    for index in range where line[index] &- UInt8(ascii: "0") >= 10 {
      guard line[index] == UInt8(ascii: "."), !hasPoint, index > range.lowerBound,
        index + 1 < range.upperBound
      else { return false }
      hasPoint = true
    }
    return true
  }

  /// What it left unread, for people.
  var remarks: [String] {
    guard unread > 0 else { return [] }
    return [
      "\(unread) lines end with a number that may be the duration of the request; it is read where --duration-unit names its unit"
    ]
  }
}

extension DurationUnit {
  /// The unit in nanoseconds.
  package var nanoseconds: Int64 {
    switch self {
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1_000
    }
  }
}
