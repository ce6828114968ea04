/// Numbers in a line.
enum LogNumber {
  /// The longest time that is read, 73 years in nanoseconds: neither the sum of a few nor a stamp less one overflows.
  static let longest: Int64 = 1 << 61

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

  /// The decimal number of at least 0 that `range` holds, times `unit`, a power of ten; digits beyond it are left out. Nil where there is
  /// anything else, or more than ``longest``.
  static func decimal(_ line: borrowing Span<UInt8>, _ range: Range<Int>, times unit: Int64) -> Int64? {
    var end = range.lowerBound
    while end < range.upperBound, line[end] != UInt8(ascii: ".") { end += 1 }
    guard let whole = whole(line, range.lowerBound..<end), whole <= longest / unit else { return nil }
    var value = whole * unit
    guard end < range.upperBound else { return value }
    guard end + 1 < range.upperBound else { return nil }
    var scale = unit
    for index in (end + 1)..<range.upperBound {
      let digit = line[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      scale /= 10
      value += Int64(digit) * scale
    }
    return value <= longest ? value : nil
  }

  /// Two hexadecimal digits at `start`, before `end`; nil where there is anything else.
  static func hexadecimal(_ line: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> UInt8? {
    guard start + 2 <= end, let high = digit(line[start]), let low = digit(line[start + 1]) else {
      return nil
    }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    let decimal = byte &- UInt8(ascii: "0")
    if decimal < 10 { return decimal }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  /// Whether `range` is the `-` of a value that is absent.
  static func isAbsent(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == 1 && line[range.lowerBound] == UInt8(ascii: "-")
  }
}
