/// Holm's correction for many comparisons (Scandinavian Journal of Statistics 6, 1979, https://www.jstor.org/stable/4615733).
///
/// Of m p-values in ascending order the k-th is significant where it and all before it are at most α / (m - k + 1). The probability
/// that any comparison without a difference becomes significant is then at most α, however the comparisons depend on each other.
package enum Holm {
  /// What became of one comparison.
  package struct Decision: Equatable {
    /// Whether the difference is more than chance.
    package let isSignificant: Bool
    /// The confidence at which the interval of this comparison excludes zero exactly where the decision is significant: 1 minus the
    /// limit of its step. What is not significant has that of the step at which the correction stopped.
    ///
    /// The intervals agree with the decisions; they do not hold all at once with probability 1 - α.
    package let confidence: Double
  }

  /// The decisions in the order of the p-values; O(m log m).
  ///
  /// - Parameters:
  ///   - pValues: one for each comparison, nil where there is too little to compare: that one is never significant, and not counted.
  ///   - alpha: above 0 and below 1.
  package static func decisions(_ pValues: [Double?], alpha: Double = 0.05) -> [Decision] {
    let ascending = pValues.enumerated().compactMap { index, p in p.map { (index: index, p: $0) } }
      .sorted { ($0.p, $0.index) < ($1.p, $1.index) }
    var significant: [Int: Decision] = [:]
    var limit = alpha
    for (position, comparison) in ascending.enumerated() {
      limit = alpha / Double(ascending.count - position)
      guard comparison.p <= limit else { break }
      significant[comparison.index] = Decision(isSignificant: true, confidence: 1 - limit)
    }
    let others = Decision(isSignificant: false, confidence: 1 - limit)
    return pValues.indices.map { significant[$0] ?? others }
  }
}
