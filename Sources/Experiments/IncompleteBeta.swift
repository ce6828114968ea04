import Foundation

/// The regularized incomplete beta function and its inverse.
package enum IncompleteBeta {
  /// I(x; a, b), the probability that a beta variate with shapes `a` and `b` is at most `x`.
  ///
  /// By Lentz's evaluation of the continued fraction (Numerical Recipes 6.4; DLMF 8.17.22), to about 1e-14.
  package static func regularized(_ x: Double, a: Double, b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
    // The fraction converges fast only below the mean; above it the symmetry is used.
    if x < (a + 1) / (a + b + 2) { return exp(logFront) * fraction(x, a, b) / a }
    return 1 - exp(logFront) * fraction(1 - x, b, a) / b
  }

  /// The x at which I(x; a, b) is `probability`, by bisection.
  package static func inverse(_ probability: Double, a: Double, b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<200 where high - low > 1e-15 {
      let middle = (low + high) / 2
      if regularized(middle, a: a, b: b) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func nonZero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonZero(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...20_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonZero(1 + even * d)
      c = nonZero(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonZero(1 + odd * d)
      c = nonZero(1 + odd / c)
      let change = d * c
      result *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return result
  }

  /// ln Γ(x) for x > 0 by Lanczos' series (g = 7, nine terms), the same on every machine.
  package static func logGamma(_ x: Double) -> Double {
    let coefficients = [
      0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
      -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
      9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
    ]
    let shifted = x - 1
    var sum = coefficients[0]
    for index in 1..<coefficients.count { sum += coefficients[index] / (shifted + Double(index)) }
    let base = shifted + 7.5
    return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(base) - base + log(sum)
  }
}
