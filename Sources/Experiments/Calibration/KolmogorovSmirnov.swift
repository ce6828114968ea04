import Foundation

/// The greatest distance between a sample's distribution and a fitted one.
///
/// Parameters that are estimated from the sample itself bring the two nearer (Lilliefors), so the usual table refuses too seldom. Each law
/// has critical values of its own here.
package enum KolmogorovSmirnov {
  /// How often a true model is refused.
  package enum Significance: Sendable { case one, five }

  /// The family that is fitted.
  package enum Law: Sendable {
    /// Mean estimated: (D - 0.2/n) (√n + 0.26 + 0.5/√n), Stephens, doi:10.1080/01621459.1974.10480196.
    case exponential
    /// Mean and variance, of the logarithms: D (√n - 0.01 + 0.85/√n), the same. Taken for the gamma law too, whose own values depend on its
    /// shape and come to these as it grows.
    case normal
    /// Both parameters: D √n, Chandra, Singpurwalla and Stephens, doi:10.1080/01621459.1981.10477739; those for large n, a little too large
    /// for small ones, which refuses less.
    case weibull

    /// What the distance of `count` values exceeds with this significance, in percent.
    package func critical(count: Int, significance: Significance) -> Double {
      let n = Double(count)
      let root = n.squareRoot()
      let isOne = significance == .one
      switch self {
      case .exponential: return (isOne ? 1.308 : 1.094) / (root + 0.26 + 0.5 / root) + 0.2 / n
      case .normal: return (isOne ? 1.035 : 0.895) / (root - 0.01 + 0.85 / root)
      case .weibull: return (isOne ? 1.007 : 0.874) / root
      }
    }
  }

  /// Values of a large sample at which the distance is looked for; it is short by one in so many at most.
  static let looks = 10_000

  /// The distance of `ascending` values from the law with the distribution function `below`.
  package static func distance(_ ascending: [Double], below: (Double) -> Double) -> Double {
    let n = Double(ascending.count)
    let step = max(1, ascending.count / looks)
    var greatest = 0.0
    for index in stride(from: 0, to: ascending.count, by: step) {
      let share = below(ascending[index])
      greatest = max(greatest, share - Double(index) / n, Double(index + 1) / n - share)
    }
    return greatest
  }

  /// P(D > d) of two samples, one of `first` and one of `second` independent values of the same law, for large samples (Numerical
  /// Recipes 14.3).
  package static func probability(ofDistance d: Double, first: Int, second: Int) -> Double {
    let effective = (Double(first) * Double(second) / Double(first + second)).squareRoot()
    let lambda = (effective + 0.12 + 0.11 / effective) * d
    guard lambda > 0.2 else { return 1 }
    var sum = 0.0
    var sign = 1.0
    for term in 1...100 {
      let part = exp(-2 * Double(term * term) * lambda * lambda)
      sum += sign * part
      sign = -sign
      if part < 1e-12 { break }
    }
    return max(0, min(1, 2 * sum))
  }

  /// The distance of two ascending samples.
  package static func distance(_ first: [Double], _ second: [Double]) -> Double {
    var (i, j) = (0, 0)
    var greatest = 0.0
    while i < first.count, j < second.count {
      let value = min(first[i], second[j])
      while i < first.count, first[i] <= value { i += 1 }
      while j < second.count, second[j] <= value { j += 1 }
      greatest = max(greatest, abs(Double(i) / Double(first.count) - Double(j) / Double(second.count)))
    }
    return greatest
  }
}
