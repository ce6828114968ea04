/// Decimal numbers in a line, without a detour through floating point.
package enum LogDecimal {
  private static let powers: [Int64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
  /// Numbers beyond it are too large, so that sums of a few do not overflow.
  package static let largest = Int64.max / 4

  /// The number that `range` holds times 10^`power`, rounded to the nearest whole number, halves away from zero; nil where it is none, or
  /// beyond ``largest``. O(bytes).
  package static func value(_ line: borrowing Span<UInt8>, _ range: Range<Int>, power: Int = 0) -> Int64? {
    guard let value = stamp(line, range, power: power), abs(value) <= largest else { return nil }
    return value
  }

  /// The same, of anything that 64 bits hold: times since the epoch do not add up.
  package static func stamp(_ line: borrowing Span<UInt8>, _ range: Range<Int>, power: Int) -> Int64? {
    var index = range.lowerBound
    guard index < range.upperBound else { return nil }
    let isNegative = line[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var digits: Int64 = 0
    var exponent = power
    var count = 0
    var isFraction = false
    while index < range.upperBound {
      let digit = line[index] &- UInt8(ascii: "0")
      if digit < 10 {
        count += 1
        if digits < powers[18] / 10 * 9 {
          digits = digits * 10 + Int64(digit)
          if isFraction { exponent -= 1 }
        } else if !isFraction {
          exponent += 1
        }
      } else if line[index] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      index += 1
    }
    guard count > 0 else { return nil }
    if index < range.upperBound {
      guard let power = self.exponent(line, index..<range.upperBound) else { return nil }
      exponent += power
    }
    guard let value = scaled(digits, exponent) else { return nil }
    return isNegative ? -value : value
  }

  /// `e` or `E`, perhaps a sign, and at most four digits.
  private static func exponent(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard line[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var start = range.lowerBound + 1
    guard start < range.upperBound else { return nil }
    let sign = line[start]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { start += 1 }
    guard range.upperBound - start <= 4, let value = LogNumber.whole(line, start..<range.upperBound) else {
      return nil
    }
    return sign == UInt8(ascii: "-") ? -Int(value) : Int(value)
  }

  private static func scaled(_ digits: Int64, _ exponent: Int) -> Int64? {
    if digits == 0 { return 0 }
    if exponent >= 0 {
      guard exponent < powers.count else { return nil }
      let (product, overflow) = digits.multipliedReportingOverflow(by: powers[exponent])
      return overflow ? nil : product
    }
    guard -exponent < powers.count else { return 0 }
    let divisor = powers[-exponent]
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
    return quotient + (remainder >= divisor - remainder ? 1 : 0)
  }

  /// Digits behind the point of the number that `range` holds.
  package static func decimals(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, line[index] != UInt8(ascii: ".") { index += 1 }
    let start = index + 1
    index = start
    while index < range.upperBound, line[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return max(index - start, 0)
  }

  /// Digits before the point of the number that `range` holds.
  package static func wholeDigits(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    if index < range.upperBound, line[index] == UInt8(ascii: "-") { index += 1 }
    let start = index
    while index < range.upperBound, line[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return index - start
  }
}
