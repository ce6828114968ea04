import Foundation

/// Student's t distribution: the intervals of means over replications.
package enum StudentT {
  /// The value that |T| exceeds with probability 1 - `confidence`, T with `degrees` degrees of freedom.
  ///
  /// By bisection on the distribution function, which is an incomplete beta function: P(|T| ≤ t) = 1 - I(ν/(ν+t²); ν/2, 1/2)
  /// (Abramowitz and Stegun 26.7.1).
  ///
  /// - Parameters:
  ///   - confidence: above 0 and below 1.
  ///   - degrees: at least 1.
  package static func critical(confidence: Double, degrees: Int) -> Double {
    let freedom = Double(degrees)
    func coverage(_ t: Double) -> Double {
      1 - IncompleteBeta.regularized(freedom / (freedom + t * t), a: freedom / 2, b: 0.5)
    }
    var low = 0.0
    var high = 1.0
    while coverage(high) < confidence, high < 1e12 { high *= 2 }
    for _ in 0..<200 where high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if coverage(middle) < confidence { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
