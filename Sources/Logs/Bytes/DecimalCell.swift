/// A cell that holds a number.
package enum DecimalCell {
  /// What a cell holds.
  package enum Found<Number> {
    case empty
    case value(Number)
    case negative
    /// Infinite, not a number, or too large.
    case unusable
    case text
  }

  /// A decimal number: its digits as a whole number, and the power of ten to multiply it with.
  private struct Parts {
    var digits: UInt64 = 0
    var exponent = 0
    var isNegative = false
    /// Whether digits beyond the nineteenth were left out.
    var isCut = false
  }

  private static let powers: [UInt64] = (0..<20).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
  /// The powers of ten that are doubles without error.
  private static let exactPowers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

  /// Seconds, as nanoseconds.
  package static func nanoseconds(_ cell: ArraySlice<UInt8>) -> Found<Int64> {
    switch parts(cell) {
    case .value(let parts):
      if parts.isNegative, parts.digits > 0 { return .negative }
      let exponent = parts.exponent + 9
      if parts.digits == 0 { return .value(0) }
      guard exponent < powers.count else { return .unusable }
      if exponent >= 0 {
        let (product, overflow) = parts.digits.multipliedReportingOverflow(by: powers[exponent])
        return overflow || product > UInt64(Int64.max) ? .unusable : .value(Int64(product))
      }
      guard -exponent < powers.count else { return .value(0) }
      let divisor = powers[-exponent]
      let (quotient, remainder) = parts.digits.quotientAndRemainder(dividingBy: divisor)
      // Half and more is rounded up.
      let nearest = quotient + (remainder >= divisor - remainder ? 1 : 0)
      return nearest > UInt64(Int64.max) ? .unusable : .value(Int64(nearest))
    case .empty: return .empty
    case .negative: return .negative
    case .unusable: return .unusable
    case .text: return .text
    }
  }

  /// A number of at least zero: the nearest double.
  package static func number(_ cell: ArraySlice<UInt8>) -> Found<Double> {
    switch parts(cell) {
    case .value(let parts):
      if parts.isNegative, parts.digits > 0 { return .negative }
      if parts.digits == 0 { return .value(0) }
      if !parts.isCut, parts.digits < 1 << 53, abs(parts.exponent) <= 22 {
        // One rounding of two exact numbers.
        let power = exactPowers[abs(parts.exponent)]
        return .value(parts.exponent < 0 ? Double(parts.digits) / power : Double(parts.digits) * power)
      }
      guard let value = Double(String(decoding: cell, as: UTF8.self)), value.isFinite else {
        return .unusable
      }
      return .value(value)
    case .empty: return .empty
    case .negative: return .negative
    case .unusable: return .unusable
    case .text: return .text
    }
  }

  private static func parts(_ cell: ArraySlice<UInt8>) -> Found<Parts> {
    if cell.isEmpty { return .empty }
    var parts = Parts()
    var index = cell.startIndex
    if cell[index] == UInt8(ascii: "-") || cell[index] == UInt8(ascii: "+") {
      parts.isNegative = cell[index] == UInt8(ascii: "-")
      index += 1
    }
    var count = 0
    var isFraction = false
    scan: while index < cell.endIndex {
      switch cell[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        count += 1
        append(cell[index] - UInt8(ascii: "0"), to: &parts, isFraction: isFraction)
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
      default: return isNoNumber(cell) ? .unusable : .text
      }
      index += 1
    }
    guard count > 0 else { return .text }
    if index < cell.endIndex {
      guard let exponent = Int32(String(decoding: cell[(index + 1)...], as: UTF8.self)) else { return .text }
      parts.exponent += Int(exponent)
    }
    return .value(parts)
  }

  private static func append(_ digit: UInt8, to parts: inout Parts, isFraction: Bool) {
    // Nineteen digits fit.
    guard parts.digits < 1_000_000_000_000_000_000 else {
      parts.isCut = true
      if !isFraction { parts.exponent += 1 }
      return
    }
    parts.digits = parts.digits * 10 + UInt64(digit)
    if isFraction { parts.exponent -= 1 }
  }

  /// Whether the cell is a way to write infinity or "not a number".
  private static func isNoNumber(_ cell: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: cell.prefix(16), as: UTF8.self).lowercased()
    return ["nan", "inf", "infinity"].contains(text.drop { $0 == "-" || $0 == "+" })
  }
}
