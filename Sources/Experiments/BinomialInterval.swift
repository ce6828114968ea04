import Results

/// Clopper and Pearson's exact interval of a binomial share (Biometrika 26, 1934, doi:10.1093/biomet/26.4.404).
package struct BinomialInterval: Equatable {
  package let low: Double
  package let high: Double

  /// The interval around `successes` of `trials` that covers the true share with at least `confidence`; nil without a trial.
  package init?(successes: Int, trials: Int, confidence: Double) {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let tail = (1 - confidence) / 2
    let hits = Double(successes)
    let misses = Double(trials - successes)
    low = successes == 0 ? 0 : IncompleteBeta.inverse(tail, a: hits, b: misses + 1)
    high = successes == trials ? 1 : IncompleteBeta.inverse(1 - tail, a: hits + 1, b: misses)
  }

  /// Whether `share` lies inside.
  package func contains(_ share: Double) -> Bool { low <= share && share <= high }
}

extension MirrorInterval {
  /// The confidence of the interval around a mirror's ratio (design section 4.3).
  static let confidence = 0.999

  /// The exact interval around what a mirror sent; inconclusive where nothing was eligible.
  init(around mirror: MirrorRecord) {
    guard
      let interval = BinomialInterval(
        successes: mirror.sent, trials: mirror.eligible, confidence: Self.confidence)
    else {
      self.init(low: 0, high: 1, verdict: .inconclusive)
      return
    }
    self.init(
      low: interval.low, high: interval.high, verdict: interval.contains(mirror.expected) ? .pass : .fail)
  }
}
