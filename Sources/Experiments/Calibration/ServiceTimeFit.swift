/// The distribution of a service's times.
///
/// A family is fitted by maximum likelihood and passes where its Kolmogorov-Smirnov distance is below the critical value at 5 %; of those that
/// pass the one with the least AIC, 2 parameters - 2 ln likelihood (Akaike, doi:10.1109/TAC.1974.1100705), is taken. Where none passes, and
/// below twenty values, which refuse nothing, the recorded values themselves are.
package struct ServiceTimeFit: Sendable {
  /// One family and how well it fits.
  package struct Trial: Sendable, Equatable {
    package let law: DurationLaw
    /// Its distance from the sample.
    package let distance: Double
    /// The distance that is allowed.
    package let critical: Double
    /// Akaike's criterion.
    package let criterion: Double

    /// Whether it passes.
    package var passes: Bool { distance <= critical }
  }

  /// What is taken.
  package enum Choice: Sendable, Equatable {
    /// All values are the same: seconds.
    case constant(Double)
    /// A family.
    case law(DurationLaw)
    /// Recorded values in seconds, each as likely as the others; of many, the middles of 200 equally likely parts.
    case empirical([Double])
  }

  /// What is taken.
  package let choice: Choice
  /// Every family that was tried.
  package let trials: [Trial]
  /// How many values there were.
  package let count: Int
  /// Their mean in seconds.
  package let mean: Double

  /// Most values of an empirical distribution.
  static let mostValues = 200
  /// Values below which no family is tried.
  static let fewest = 20

  /// Fits ascending values in seconds, at least one; O(values).
  package init(ascending values: [Double]) {
    count = values.count
    mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    guard let first = values.first, let last = values.last, first < last else {
      choice = .constant(values.first ?? 0)
      trials = []
      return
    }
    var trials: [Trial] = []
    if values.count >= Self.fewest, first > 0 {
      let sample = DurationLaw.Sample(values)
      trials = DurationLaw.fits(sample).map { law in
        Trial(
          law: law, distance: KolmogorovSmirnov.distance(values, below: law.below),
          critical: law.table.critical(count: values.count, significance: .five),
          criterion: 2 * Double(law.parameters) - 2 * law.logLikelihood(sample))
      }
    }
    self.trials = trials
    if let best = trials.filter({ $0.passes && $0.law.mean != nil }).min(by: { $0.criterion < $1.criterion })
    {
      choice = .law(best.law)
    } else {
      choice = .empirical(Self.thinned(values))
    }
  }

  private static func thinned(_ values: [Double]) -> [Double] {
    guard values.count > mostValues else { return values }
    return (0..<mostValues).compactMap {
      nearestRank((Double($0) + 0.5) / Double(mostValues), of: values)
    }
  }
}
