/// How far a metric of one run is from that of another: variant minus baseline, its interval and its significance.
///
/// The interval at a confidence excludes zero exactly where `p` is at most 1 - confidence.
package struct MeanDifference: Equatable {
  /// What stands behind a difference.
  enum Evidence: Equatable {
    /// Too few values to tell.
    case none
    /// Values without any spread: an exact test, with the p-value beside it.
    case exact
    /// Student's t.
    case spread(standardError: Double, degrees: Double)
  }

  /// The estimate, in the metric's unit.
  package let mean: Double
  /// Values behind it: pairs, or replications of both runs together.
  package let n: Int
  /// How probable a difference at least so far from zero is where there is none (two-sided), nil where there are too few values.
  package let p: Double?
  private let evidence: Evidence

  init(mean: Double, n: Int, evidence: Evidence, exactP: Double? = nil) {
    self.mean = mean
    self.n = n
    self.evidence = evidence
    switch evidence {
    case .none: p = nil
    case .exact: p = exactP
    case .spread(let standardError, let degrees):
      p = StudentT.probability(beyond: mean / standardError, degrees: degrees)
    }
  }

  /// The interval that covers the true difference with `confidence`; nil where too few values say anything with that confidence.
  package func interval(confidence: Double) -> ClosedRange<Double>? {
    switch evidence {
    case .none: return nil
    case .exact:
      guard let p else { return nil }
      return mean == 0 || p <= 1 - confidence ? mean...mean : nil
    case .spread(let standardError, let degrees):
      let half = StudentT.critical(confidence: confidence, degrees: degrees) * standardError
      guard half.isFinite else { return nil }
      return mean - half...mean + half
    }
  }

  /// What rounding alone can make of the difference of values of this size: some units in the last place.
  static func rounding(of values: [Double]) -> Double {
    0x1p-50 * values.reduce(0) { max($0, abs($1)) }
  }
}
