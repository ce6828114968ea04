import Records

/// What the mirrors did in all replications of a run together.
package struct PooledMirrors: Sendable {
  /// One mirror.
  package struct Mirror: Sendable {
    /// The sums of its counts.
    package let record: MirrorRecord
    /// The exact interval around them, and whether the expected ratio lies inside.
    package let interval: MirrorInterval
    /// The mirror's counts in each replication in which any request reached it.
    fileprivate let counts: [(eligible: Int, sent: Int)]
  }

  /// In the order of the model.
  package let mirrors: [Mirror]
  /// Where in `mirrors` those are whose labels no other one has.
  private let positions: [Labels: Int]

  /// Adds up the mirrors of each replication of one model.
  package init(_ replications: [[MirrorRecord]]) {
    mirrors = (replications.first ?? []).enumerated().map { index, first in
      let same = replications.compactMap { index < $0.count ? $0[index] : nil }
      var sum = first
      sum.eligible = same.reduce(0) { $0 + $1.eligible }
      sum.sent = same.reduce(0) { $0 + $1.sent }
      sum.failed = same.reduce(0) { $0 + $1.failed }
      let counts = same.filter { $0.eligible > 0 }.map { (eligible: $0.eligible, sent: $0.sent) }
      return Mirror(record: sum, interval: MirrorInterval(around: sum), counts: counts)
    }
    let byLabels = Dictionary(grouping: mirrors.indices) { [mirrors] in mirrors[$0].record.labels }
    positions = byLabels.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  /// `mirror_ratio`, `mirror_low` or `mirror_high` of the pooled counts.
  ///
  /// - Returns: nil for any other metric, and for labels that several mirrors share.
  func summary(of metric: String, _ labels: Labels, confidence: Double) -> Summary? {
    guard ["mirror_ratio", "mirror_low", "mirror_high"].contains(metric), let position = positions[labels]
    else { return nil }
    let mirror = mirrors[position]
    var summary = Summary(
      name: metric, labels: labels, mean: nil, low: nil, high: nil, confidence: confidence,
      n: mirror.counts.count)
    guard summary.n > 0 else { return summary }
    switch metric {
    case "mirror_low": summary.mean = mirror.interval.low
    case "mirror_high": summary.mean = mirror.interval.high
    default:
      let ratio = Double(mirror.record.sent) / Double(mirror.record.eligible)
      let half = mirror.halfWidth(confidence: confidence)
      (summary.mean, summary.low, summary.high) = (ratio, half.map { ratio - $0 }, half.map { ratio + $0 })
    }
    return summary
  }
}

extension PooledMirrors.Mirror {
  /// Half of Student's interval around the ratio S / E of the sums of sent and eligible, as over n replications:
  /// t √(n / (n - 1) Σ (sᵢ - eᵢ S / E)²) / E (Cochran, Sampling Techniques, 3rd ed., 1977, 6.4). Nil for fewer than two.
  fileprivate func halfWidth(confidence: Double) -> Double? {
    guard counts.count > 1 else { return nil }
    let total = Double(record.eligible)
    let squares = counts.reduce(0.0) { sum, count in
      // Whole numbers, so that equal ratios have no width.
      let scaled =
        Int128(count.sent) * Int128(record.eligible) - Int128(count.eligible) * Int128(record.sent)
      let distance = Double(scaled) / total
      return sum + distance * distance
    }
    let n = Double(counts.count)
    return StudentT.critical(confidence: confidence, degrees: n - 1) * (n / (n - 1) * squares).squareRoot()
      / total
  }
}

extension MirrorRecord {
  /// The labels of this mirror's metrics.
  package var labels: Labels { ["route": route, "rule": "\(rule)", "mirror": mirror] }
}
