import Results

/// Compares variants with the base, metric by metric, with a correction for how many metrics are looked at.
///
/// The probability that any metric of any variant is called different where nothing is, is at most ``alpha``. Four fifths of it belong to the
/// ``Headlines``, the rest to all other metrics; within each of the two the limits are Holm's.
package struct Comparison: Sendable {
  /// The probability that anything is called different where nothing is.
  package let alpha: Double
  /// The metrics that matter most.
  package let headlines: Headlines
  /// Whether replication N of both saw the same world; otherwise they are compared as independent samples.
  package let isPaired: Bool

  /// The share of ``alpha`` that the headlines have.
  private static let shareOfHeadlines = 0.8
  /// A difference within this share of the base is too small to matter where it is not significant.
  private static let negligible = 0.01

  package init(alpha: Double = 0.05, headlines: Headlines, isPaired: Bool = true) {
    self.alpha = alpha
    self.headlines = headlines
    self.isPaired = isPaired
  }

  /// The differences of `variants` from `base`, variant by variant in the order of the catalogue, then of the labels.
  ///
  /// - Parameter variants: numbered from 1 in the results.
  package func differences(base: ReplicationSamples, variants: [ReplicationSamples]) -> [Difference] {
    let measured = variants.enumerated().flatMap { index, variant in
      keys(of: base, variant).map { measure($0, base, variant, number: index + 1) }
    }
    let decisions = decide(measured)
    return zip(measured, decisions).map { $0.difference(decided: $1, isHeadline: headlines.contains($0.key)) }
  }

  private func keys(of base: ReplicationSamples, _ variant: ReplicationSamples) -> [MetricKey] {
    let known = Set(base.keys)
    return MetricOrder.sorted(base.keys + variant.keys.filter { !known.contains($0) })
  }

  /// Holm's decisions, for the headlines and for the rest.
  private func decide(_ measured: [Measured]) -> [Holm.Decision] {
    let isHeadline = measured.map { headlines.contains($0.key) }
    let share = Self.shareOfHeadlines
    let first = Holm.decisions(
      zip(measured, isHeadline).map { $1 ? $0.p : nil }, alpha: alpha * share)
    let rest = Holm.decisions(
      zip(measured, isHeadline).map { $1 ? nil : $0.p }, alpha: alpha * (1 - share))
    return isHeadline.indices.map { isHeadline[$0] ? first[$0] : rest[$0] }
  }

  private func measure(
    _ key: MetricKey, _ base: ReplicationSamples, _ variant: ReplicationSamples, number: Int
  ) -> Measured {
    guard isPaired else {
      let (old, new) = (base.values(key), variant.values(key))
      return Measured(
        key: key, variant: number, base: Moments.mean(old), value: Moments.mean(new),
        difference: MeanDifference(of: new, from: old), narrowing: nil, returns: nil)
    }
    let pairs = base.pairs(key, with: variant)
    return Measured(
      key: key, variant: number,
      base: Moments.mean(pairs.isEmpty ? base.values(key) : pairs.map(\.baseline)),
      value: Moments.mean(pairs.isEmpty ? variant.values(key) : pairs.map(\.variant)),
      difference: MeanDifference(pairs: pairs), narrowing: Self.narrowing(pairs),
      returns: key.name == "recovery_time" ? base.returns(key, in: variant) : nil)
  }

  /// √((s₁² + s₂²) / s_d²): how much wider the interval of a difference would be with independent seeds (Law, 5th ed., 11.2).
  private static func narrowing(_ pairs: [(baseline: Double, variant: Double)]) -> Double? {
    guard pairs.count > 1 else { return nil }
    let apart =
      Moments.of(pairs.map(\.baseline)).variance + Moments.of(pairs.map(\.variant)).variance
    let together = Moments.of(pairs.map { $0.variant - $0.baseline }).variance
    return together > 0 ? (apart / together).squareRoot() : nil
  }

  /// One metric of one variant before it is known how many there are.
  private struct Measured {
    let key: MetricKey
    let variant: Int
    let base: Double?
    let value: Double?
    let difference: MeanDifference?
    let narrowing: Double?
    let returns: Returns?

    /// That of whether it recovers decides, where that differs.
    var p: Double? { returns?.p ?? difference?.p }

    func difference(decided decision: Holm.Decision, isHeadline: Bool) -> Difference {
      let interval = returns == nil ? difference?.interval(confidence: decision.confidence) : nil
      return Difference(
        variant: variant, metric: key.name, labels: key.labels, base: base, value: value,
        difference: difference?.mean,
        relative: difference.flatMap { change in
          base.flatMap { $0 == 0 ? nil : change.mean / $0.magnitude }
        },
        low: interval?.lowerBound, high: interval?.upperBound, confidence: decision.confidence,
        n: difference?.n ?? 0, narrowing: narrowing, isSignificant: decision.isSignificant,
        verdict: verdict(decision, interval), isHeadline: isHeadline)
    }

    private func verdict(
      _ decision: Holm.Decision, _ interval: ClosedRange<Double>?
    ) -> Difference.Verdict {
      if decision.isSignificant { return direction }
      guard let interval, let base else { return .inconclusive }
      let room = Comparison.negligible * Materiality.scale(key.name, base)
      return -room <= interval.lowerBound && interval.upperBound <= room ? .same : .inconclusive
    }

    private var direction: Difference.Verdict {
      if let returns { return returns.isWorse ? .worse : .better }
      switch (MetricCatalogue[key.name]?.better ?? .neither, (difference?.mean ?? 0) > 0) {
      case (.neither, _): return .inconclusive
      case (.higher, true), (.lower, false): return .better
      case (.higher, false), (.lower, true): return .worse
      }
    }
  }
}
