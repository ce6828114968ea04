/// Numbers in a line.
enum LogNumber {
  /// The whole number of at least 0 that `range` holds; nil where there is anything else, or more than 18 digits.
  static func whole(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard !range.isEmpty, range.count <= 18 else { return nil }
    var value: Int64 = 0
    for index in range {
      let digit = line[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// Whether `range` is the `-` of a value that is absent.
  static func isAbsent(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == 1 && line[range.lowerBound] == UInt8(ascii: "-")
  }
}
