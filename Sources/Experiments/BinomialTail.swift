/// The lower tail of the binomial distribution with equal chances, which sign tests ask for.
enum BinomialTail {
  /// P(X ≤ `hits`) of `trials` fair trials: 1 - I(1/2; hits + 1, trials - hits) (Abramowitz and Stegun 26.5.24).
  static func atMost(_ hits: Int, of trials: Int) -> Double {
    guard hits < trials else { return 1 }
    return 1 - IncompleteBeta.regularized(0.5, a: Double(hits + 1), b: Double(trials - hits))
  }
}
