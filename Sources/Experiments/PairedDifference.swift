extension MeanDifference {
  /// The difference of two runs that share their random numbers, replication by replication.
  ///
  /// The mean of the n differences, Student's interval with n - 1 degrees of freedom around it, and its p-value (Law, Simulation Modeling
  /// and Analysis, 5th ed., 10.2.1). Differences without any spread, which a t statistic cannot judge, are judged by the exact sign
  /// test: that n independent differences have one sign by chance has the probability 2 · 2⁻ⁿ. So p = 2^(1-n), and the interval
  /// is a point where that suffices, which is that of the sign test too, and absent where it does not. No difference at all has p = 1.
  /// Spread below what rounding makes is none.
  ///
  /// - Parameter pairs: both runs' values of each replication in which both have one; finite.
  /// - Returns: nil without a pair.
  package init?(pairs: [(baseline: Double, variant: Double)]) {
    guard !pairs.isEmpty else { return nil }
    let differences = pairs.map { $0.variant - $0.baseline }
    let n = differences.count
    let (mean, variance) = Moments.of(differences)
    guard n > 1 else {
      self.init(mean: mean, n: n, evidence: .none)
      return
    }
    let rounding = MeanDifference.rounding(of: pairs.flatMap { [$0.baseline, $0.variant] })
    let spread = (differences.max() ?? 0) - (differences.min() ?? 0)
    if spread <= rounding {
      let isNone = abs(mean) <= rounding
      let chance = Double(sign: .plus, exponent: 1 - n, significand: 1)
      self.init(mean: isNone ? 0 : mean, n: n, evidence: .exact, exactP: isNone ? 1 : chance)
    } else {
      let standardError = (variance / Double(n)).squareRoot()
      self.init(mean: mean, n: n, evidence: .spread(standardError: standardError, degrees: Double(n - 1)))
    }
  }
}
