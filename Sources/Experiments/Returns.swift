/// In how many pairs of replications only one of two variants recovered; where any did not, times alone would leave the worst out.
struct Returns {
  private let lost: Int
  private let gained: Int

  /// Nil where both recovered in the same replications.
  init?(_ pairs: [(base: Bool, variant: Bool)]) {
    lost = pairs.count { $0.base && !$0.variant }
    gained = pairs.count { !$0.base && $0.variant }
    guard lost + gained > 0 else { return nil }
  }

  /// Whether the variant recovers less often.
  var isWorse: Bool { lost > gained }

  /// McNemar's exact test (doi:10.1007/BF02295996): of the pairs that differ each side is as probable as the other.
  var p: Double { min(1, 2 * BinomialTail.atMost(min(lost, gained), of: lost + gained)) }
}
