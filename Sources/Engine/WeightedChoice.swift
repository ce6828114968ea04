/// A choice among outcomes by their weights.
///
/// By inversion with a guide table (H.-C. Chen, Y. Asau, doi:10.1080/05695557408974949): O(1) expected,
/// whatever the number of outcomes, with one draw. Unlike an alias table it is monotone: where weights change a
/// little between two variants, only that share of the choices changes.
@frozen public struct WeightedChoice: Sendable, Equatable {
  /// The outcomes of positive weight in their order, each with the last word that chooses it.
  @usableFromInline let outcomes: [Outcome]
  /// Where to begin the search, by the word scaled to the number of outcomes.
  @usableFromInline let guide: [Int32]

  @frozen @usableFromInline struct Outcome: Sendable, Equatable {
    @usableFromInline let index: Int
    @usableFromInline let lastWord: UInt64
  }

  /// A choice among the indices of `weights`.
  /// - Parameter weights: of any scale; an outcome of weight zero is never chosen. Nil if none is positive, or
  ///   if any is negative, infinite or NaN.
  public init?(weights: [Double]) {
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.count <= Int(Int32.max),
      let largest = weights.max(), largest > 0
    else { return nil }
    // Divided by the largest, the weights sum to a finite number.
    let total = weights.reduce(0) { $0 + $1 / largest }
    var outcomes: [Outcome] = []
    var sum = 0.0
    for (index, weight) in weights.enumerated() where weight > 0 {
      sum += weight / largest
      let share = sum / total * 0x1p64
      let lastWord = share >= 0x1p64 ? UInt64.max : UInt64(share)
      outcomes.append(Outcome(index: index, lastWord: lastWord == 0 ? 0 : lastWord - 1))
    }
    let last = outcomes.removeLast()
    outcomes.append(Outcome(index: last.index, lastWord: .max))
    self.outcomes = outcomes
    guide = WeightedChoice.guide(to: outcomes)
  }

  /// For each of as many equal parts of the words as there are outcomes: the outcome of its first word.
  private static func guide(to outcomes: [Outcome]) -> [Int32] {
    let parts = UInt64(outcomes.count)
    var outcome = 0
    return (0..<parts).map { part in
      // The first word whose product with `parts` has this high word.
      let firstWord = part == 0 ? 0 : parts.dividingFullWidth((part, 0)).quotient
      while outcomes[outcome].lastWord < firstWord { outcome += 1 }
      return Int32(outcome)
    }
  }

  /// Draws one of the outcomes.
  /// - Returns: an index into the weights.
  @inlinable public func choose(_ draws: inout Draws) -> Int {
    let word = draws.word()
    let part = UInt64(outcomes.count).multipliedFullWidth(by: word).high
    var place = Int(guide[Int(truncatingIfNeeded: part)])
    while outcomes[place].lastWord < word { place &+= 1 }
    return outcomes[place].index
  }
}
