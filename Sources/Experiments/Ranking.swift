import Results

/// Ranks variants in each headline metric: 1 + how many others are significantly better.
///
/// Every pair of variants is compared under Holm's correction for all pairs of the metric, so that variants which cannot be told apart share
/// a rank. There is no rank over all metrics: which of them matters more is the reader's to say.
package struct Ranking {
  private let headlines: Headlines
  private let alpha: Double

  package init(headlines: Headlines, alpha: Double = 0.05) {
    self.headlines = headlines
    self.alpha = alpha
  }

  /// The ranks of all `variants`, the base first, in each headline of which one direction is better and which all of them have.
  package func ranks(_ variants: [ReplicationSamples]) -> [RankRecord] {
    guard variants.count > 2 else { return [] }
    let keys = MetricOrder.sorted(variants[0].keys.filter(headlines.contains))
    return keys.flatMap { key -> [RankRecord] in
      guard let better = MetricCatalogue[key.name]?.better, better != .neither,
        variants.allSatisfy({ !$0.values(key).isEmpty })
      else { return [] }
      return ranks(variants, key, prefersHigher: better == .higher)
    }
  }

  private func ranks(
    _ variants: [ReplicationSamples], _ key: MetricKey, prefersHigher: Bool
  ) -> [RankRecord] {
    let pairs = variants.indices.flatMap { left in
      variants.indices.filter { $0 > left }.map { (left, $0) }
    }
    let differences = pairs.map { left, right in
      MeanDifference(pairs: variants[left].pairs(key, with: variants[right]))
    }
    var betterThan = Array(repeating: 0, count: variants.count)
    for (index, decision) in Holm.decisions(differences.map { $0?.p }, alpha: alpha).enumerated()
    where decision.isSignificant {
      let isRightBetter = ((differences[index]?.mean ?? 0) > 0) == prefersHigher
      betterThan[isRightBetter ? pairs[index].0 : pairs[index].1] += 1
    }
    return betterThan.enumerated().map {
      RankRecord(variant: $0, metric: key.name, labels: key.labels, rank: $1 + 1)
    }
  }
}
