extension Distribution {
  /// What a mixture is drawn from.
  @usableFromInline final class Mixture: Sendable, Equatable {
    let parts: [Form]
    /// The probability of each part.
    let shares: [Double]
    /// The choice among the parts; nil where there is one.
    private let choice: WeightedChoice?

    init(parts: [Form], weights: [Double]) {
      self.parts = parts
      choice = WeightedChoice(weights: weights)
      let total = weights.reduce(0, +)
      shares = weights.map { $0 / total }
    }

    var support: ClosedRange<Double> {
      let supports = parts.map(\.support)
      return (supports.map(\.lowerBound).min() ?? 0)...(supports.map(\.upperBound).max() ?? 0)
    }

    @usableFromInline func sample(_ draws: inout Draws) -> Double {
      parts[choice?.choose(&draws) ?? 0].sample(&draws)
    }

    @usableFromInline static func == (left: Mixture, right: Mixture) -> Bool {
      left === right || left.parts == right.parts && left.shares == right.shares
    }
  }
}
