extension Array where Element == UInt8 {
  /// Appends a whole number of at least 0.
  package mutating func append(whole value: UInt64) {
    if value < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    // Eight digits fit a word; what is above them comes first.
    guard value < 100_000_000 else {
      append(whole: value / 100_000_000)
      return append(digits: value % 100_000_000, count: 8)
    }
    var count = 2
    var power: UInt64 = 100
    while power <= value {
      power *= 10
      count += 1
    }
    append(digits: value, count: count)
  }

  /// Appends nanoseconds of at least 0 as seconds, with as many decimals as they need, at most nine.
  package mutating func append(seconds nanoseconds: Int64) {
    let (seconds, rest) = UInt64(nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
    append(whole: seconds)
    guard rest > 0 else { return }
    append(UInt8(ascii: "."))
    var fraction = rest
    var count = 9
    if fraction % 1_000_000 == 0 {
      fraction /= 1_000_000
      count = 3
    } else if fraction % 1000 == 0 {
      fraction /= 1000
      count = 6
    }
    while fraction % 10 == 0 {
      fraction /= 10
      count -= 1
    }
    if count == 9 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / 100_000_000))
      fraction %= 100_000_000
      count = 8
    }
    append(digits: fraction, count: count)
  }

  /// Appends the last `count` digits of a number, at most eight.
  private mutating func append(digits value: UInt64, count: Int) {
    var digits: UInt64 = 0
    var value = value
    for _ in 0..<count {
      digits = digits << 8 | (48 + value % 10)
      value /= 10
    }
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }
}
