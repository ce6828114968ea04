extension Array where Element == UInt8 {
  /// Appends a whole number of at least 0.
  package mutating func append(whole value: UInt64) {
    if value < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    var digits: UInt64 = 0
    var value = value
    var count = 0
    // Eight digits fit a word; what is above them comes first.
    if value >= 100_000_000 {
      append(whole: value / 100_000_000)
      value %= 100_000_000
      append(digits: value, count: 8)
      return
    }
    while value > 0 {
      digits = digits << 8 | (48 + value % 10)
      value /= 10
      count += 1
    }
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
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
    append(digits: fraction, count: count)
  }

  /// Appends the last `count` digits of a number, at most nine.
  private mutating func append(digits value: UInt64, count: Int) {
    var power: UInt64 = 1
    for _ in 1..<count { power *= 10 }
    var rest = value
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / power))
      rest %= power
      power /= 10
    }
  }
}
