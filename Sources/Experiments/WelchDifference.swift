import Foundation

extension MeanDifference {
  /// The difference of the means of two runs that share nothing.
  ///
  /// Welch's t with Satterthwaite's degrees of freedom (doi:10.1093/biomet/34.1-2.28, doi:10.2307/3002019):
  /// t = (x̄ - ȳ) / √(a + b) with a = s²/n of one and b = s²/m of the other, ν = (a + b)² / (a²/(n-1) + b²/(m-1)).
  /// Where neither has any spread the exact permutation test decides: that all values of one run lie on one side of all of the other
  /// has the probability 2 / C(n+m, n) by chance; equal values have p = 1. Spread below what rounding makes is none.
  ///
  /// - Parameters:
  ///   - variant: a run's values, one for each replication that has one; finite.
  ///   - baseline: those of the run that it is compared with.
  /// - Returns: nil where one of them has no value.
  package init?(of variant: [Double], from baseline: [Double]) {
    guard !variant.isEmpty, !baseline.isEmpty else { return nil }
    let (x, y) = (Moments.of(variant), Moments.of(baseline))
    let (n, m) = (Double(variant.count), Double(baseline.count))
    let mean = x.mean - y.mean
    let count = variant.count + baseline.count
    guard n > 1, m > 1 else {
      self.init(mean: mean, n: count, evidence: .none)
      return
    }
    let rounding = MeanDifference.rounding(of: variant + baseline)
    let (a, b) = (x.variance / n, y.variance / m)
    if max(x.variance, y.variance).squareRoot() <= rounding {
      let isNone = abs(mean) <= rounding
      let logChoices =
        IncompleteBeta.logGamma(n + m + 1) - IncompleteBeta.logGamma(n + 1) - IncompleteBeta.logGamma(m + 1)
      self.init(
        mean: isNone ? 0 : mean, n: count, evidence: .exact, exactP: isNone ? 1 : 2 * exp(-logChoices))
    } else {
      // As shares of the sum, so that their squares neither vanish nor overflow.
      let (shareOfX, shareOfY) = (a / (a + b), b / (a + b))
      let degrees = 1 / (shareOfX * shareOfX / (n - 1) + shareOfY * shareOfY / (m - 1))
      self.init(
        mean: mean, n: count, evidence: .spread(standardError: (a + b).squareRoot(), degrees: degrees))
    }
  }
}
