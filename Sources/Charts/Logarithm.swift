/// Logarithms without a library of the system, so that a picture has the same bytes everywhere.
package enum Logarithm {
  /// The logarithm of `value` to the base 10, exact to a few units in the last place; `value` is finite and above 0.
  ///
  /// `ln m = 2 artanh((m - 1) / (m + 1))` as a power series, for `m` between `√½` and `√2` (Abramowitz and Stegun 4.1.27).
  package static func ten(_ value: Double) -> Double {
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 2.0.squareRoot() {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for divisor in stride(from: 1.0, through: 23, by: 2) {
      sum += power / divisor
      power *= square
    }
    return (exponent * 0.693_147_180_559_945_3 + 2 * sum) / 2.302_585_092_994_046
  }

  /// `digit` times 10 to the power of `exponent`, rounded once where both are exact.
  package static func tens(_ digit: Double, _ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(abs(exponent), 330) { power *= 10 }
    return exponent < 0 ? digit / power : digit * power
  }

  /// The greatest whole number whose power of 10 is not above `value`, which is finite and above 0.
  package static func floorOfTen(_ value: Double) -> Int {
    var exponent = Int(ten(value).rounded(.down))
    if tens(1, exponent) > value { exponent -= 1 }
    if tens(1, exponent + 1) <= value { exponent += 1 }
    return exponent
  }
}
