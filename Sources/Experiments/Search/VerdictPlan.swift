/// With how many replications the checks of one value of a search are judged, and with which confidence each time.
///
/// The verdict at a value is sought after each round of replications, a round having twice as many as the one before. Each interval has the
/// confidence 1 - (1 - C) / (values · rounds · checks), so that by Bonferroni's inequality all verdicts of the search together are right
/// with the confidence C; and so is the interval between a value that surely passes and one that surely fails. (Group sequential
/// boundaries would need fewer replications, but they rest on normal means; this does not care how the verdicts depend on
/// one another, which they do, for all values see the same random numbers.)
package struct VerdictPlan: Equatable, Sendable {
  /// The replications after each round, ascending.
  package let rounds: [Int]
  /// The confidence of the interval behind each verdict.
  package let confidence: Double

  /// - Parameters:
  ///   - confidence: That of the whole search, above 0 and below 1.
  ///   - replications: The most for one value, at least 1.
  ///   - values: The most values that are tried.
  ///   - checks: How many checks there are.
  package init(confidence: Double, replications: Int, values: Int, checks: Int) {
    var rounds = [replications]
    while let first = rounds.first, first / 2 >= Self.fewest { rounds.insert(first / 2, at: 0) }
    self.rounds = rounds
    self.confidence = 1 - (1 - confidence) / Double(max(1, values) * rounds.count * max(1, checks))
  }

  /// Fewer say too little for intervals of such confidence.
  private static let fewest = 5
}
