import Records

/// How many replications an experiment needs: until every interval is narrow enough, or a cap is reached.
///
/// Looking at the intervals and stopping once they are narrow makes them cover less than they say, as samples that happen to spread little
/// stop early; the error vanishes as the wanted width goes to zero (Chow and Robbins 1965, doi:10.1214/aoms/1177700156). Two things keep it
/// small here: at least five replications come before the first look, and a round runs all that the widths of the last promise, so that
/// there are few looks. So 95 % intervals of normal and of exponential values cover 92 to 95 %, least where some twenty replications
/// are enough; with ten before the first look 93.5 % and more.
package struct Precision: Sendable {
  private let minimum: Int
  private let maximum: Int
  private let until: Double?
  private let checks: [Check]

  /// A rule for how many replications are run.
  ///
  /// - Parameters:
  ///   - minimum: at least 1.
  ///   - maximum: at least `minimum`.
  ///   - until: the half-width relative to the mean below which it is enough, above 0; nil: `maximum` are run.
  ///   - checks: whose metrics have to be precise; none: the success ratio, goodput and 99th percentile of all requests.
  package init(minimum: Int, maximum: Int, until: Double?, checks: [Check]) {
    self.minimum = minimum
    self.maximum = maximum
    self.until = until
    self.checks = checks
  }

  /// How many replications the first round has.
  package var first: Int { until == nil ? maximum : min(maximum, max(minimum, 5)) }

  /// How many replications to have in all after the next round; nil where those that there are suffice, or are all that may be.
  ///
  /// What n replications know to within h is within h* after n (h/h*)², since the half-width goes with 1/√n. That is more than n, and at most
  /// twice as many, since h itself is an estimate.
  ///
  /// - Parameters:
  ///   - n: replications so far.
  ///   - summaries: what they came to.
  package func next(after n: Int, _ summaries: [Summary]) -> Int? {
    let excess = excess(of: summaries)
    guard n < maximum, excess >= 1 else { return nil }
    let most = min(2 * n, maximum)
    let promised = (Double(n) * excess * excess).rounded(.up)
    return promised >= Double(most) ? most : max(n + 1, Int(promised))
  }

  /// Whether the intervals are as narrow as is wanted; always where nothing is.
  package func isReached(by summaries: [Summary]) -> Bool { excess(of: summaries) < 1 }

  /// The widest of the half-widths over the one that is wanted; 0 where none is.
  private func excess(of summaries: [Summary]) -> Double {
    guard let until else { return 0 }
    return metrics(of: summaries).reduce(0) { max($0, Self.excess(of: $1, until: until)) }
  }

  /// What has to be precise; nil stands for what was not measured.
  private func metrics(of summaries: [Summary]) -> [Summary?] {
    guard checks.isEmpty else {
      let evaluation = CheckEvaluation(summaries: summaries)
      return checks.map(evaluation.summary(for:))
    }
    return ["success_ratio", "goodput", "response_time_p99"].map { name in
      summaries.first { $0.name == name && $0.labels == .none }
    }
  }

  /// The half-width over the one that is wanted: below 1 where it is precise, infinite where no number of replications promises that.
  private static func excess(of summary: Summary?, until: Double) -> Double {
    guard let summary, let mean = summary.mean, let low = summary.low, let high = summary.high else {
      return .infinity
    }
    let half = (high - low) / 2
    if half == 0 { return 0 }
    return mean == 0 || !half.isFinite ? .infinity : half / (until * abs(mean))
  }
}
