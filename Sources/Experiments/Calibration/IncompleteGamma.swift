import Foundation

/// The regularized incomplete gamma function, its inverse, and the derivatives of ln Γ.
package enum IncompleteGamma {
  /// P(a, x), the probability that a gamma variate with shape `a` > 0 and scale 1 is at most `x`.
  ///
  /// By its series below a + 1 and by Lentz's continued fraction above (Numerical Recipes 6.2; DLMF 8.7.1, 8.9.2), to about 1e-14; for
  /// shapes above 1e5 by Wilson and Hilferty's normal approximation (doi:10.1073/pnas.17.12.684), to about 1e-6.
  package static func lower(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard a <= 1e5 else {
      let cubeRoot = cbrt(x / a)
      return NormalLaw.below((cubeRoot - (1 - 1 / (9 * a))) * 3 * a.squareRoot())
    }
    let front = exp(-x + a * log(x) - IncompleteBeta.logGamma(a))
    return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x)
  }

  /// The x at which P(a, x) is `probability`, by bisection.
  package static func inverse(_ probability: Double, a: Double) -> Double {
    var low = 0.0
    var high = max(1, a)
    while lower(a, high) < probability, high < 1e300 { high *= 2 }
    for _ in 0..<200 where high - low > 1e-14 * high {
      let middle = (low + high) / 2
      if lower(a, middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var step = a
    for _ in 0..<10_000 {
      step += 1
      term *= x / step
      sum += term
      if term < sum * 1e-16 { break }
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var result = d
    for step in 1...10_000 {
      let number = Double(step)
      let factor = number * (a - number)
      b += 2
      d = factor * d + b
      if abs(d) < tiny { d = tiny }
      c = b + factor / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      result *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return result
  }

  /// ψ(x) for x > 0: the recurrence up to 10, then the asymptotic series (DLMF 5.11.2).
  package static func digamma(_ x: Double) -> Double {
    var x = x
    var result = 0.0
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    let inverse = 1 / (x * x)
    return result + log(x) - 0.5 / x
      - inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse / 240)))
  }

  /// ψ′(x) for x > 0, in the same way (DLMF 5.15.8).
  package static func trigamma(_ x: Double) -> Double {
    var x = x
    var result = 0.0
    while x < 10 {
      result += 1 / (x * x)
      x += 1
    }
    let inverse = 1 / (x * x)
    return result + 1 / x + inverse / 2
      + inverse / x * (1.0 / 6 - inverse * (1.0 / 30 - inverse * (1.0 / 42 - inverse / 30)))
  }
}

/// The standard normal distribution.
package enum NormalLaw {
  /// Φ(z).
  package static func below(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// P(|Z| > |z|).
  package static func beyond(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
