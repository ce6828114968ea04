/// Student's t distribution: the intervals and the significance of means over replications.
///
/// Degrees of freedom need not be whole, for Welch's approximation has fractions; they are above 0.
package enum StudentT {
  /// P(|T| > |t|), the two-sided p-value of a statistic.
  ///
  /// P(|T| > t) = I(ν/(ν+t²); ν/2, 1/2), the incomplete beta function (Abramowitz and Stegun 26.7.1). Small ones are as exact as large
  /// ones, relative to their size.
  package static func probability(beyond t: Double, degrees: Double) -> Double {
    IncompleteBeta.regularized(degrees / (degrees + t * t), a: degrees / 2, b: 0.5)
  }

  /// The value that |T| exceeds with probability 1 - `confidence`, by bisection on ``probability(beyond:degrees:)``.
  ///
  /// - Parameter confidence: above 0 and below 1.
  package static func critical(confidence: Double, degrees: Double) -> Double {
    let tail = 1 - confidence
    var low = 0.0
    var high = 1.0
    while probability(beyond: high, degrees: degrees) > tail, high < 1e150 { high *= 2 }
    for _ in 0..<200 where high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if probability(beyond: middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
