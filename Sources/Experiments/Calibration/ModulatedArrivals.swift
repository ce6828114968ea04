import Foundation

/// A Poisson process whose rate jumps between two states (MMPP), fitted to how the dispersion of counts grows with the window.
///
/// With rates λ₁ and λ₂, a share p of the time in the first state, v = p (1 - p) (λ₁ - λ₂)² and r the sum of the rates at which the states
/// are left, the index of dispersion in windows of length t is 1 + 2 v / (λ̄ r) (1 - (1 - e^(-r t)) / (r t)) (Fischer and Meier-Hellstern,
/// doi:10.1016/0166-5316(93)90035-S). Rate, v and r are what counts tell; the third moment is left open: states are equally long where both
/// rates can be above 0 then, and else the second is silent.
package struct ModulatedArrivals: Sendable, Equatable {
  /// One state.
  package struct State: Sendable, Equatable {
    /// Per second.
    package var rate: Double
    /// Mean length of a stay in seconds.
    package var mean: Double
  }

  /// The two.
  package let states: [State]
  /// Variance of the rate.
  private let variance: Double
  /// Sum of the rates at which the states are left.
  private let decay: Double
  private let rate: Double

  /// Fits the curve by least squares, each point weighed by its windows; nil where counts vary no more than those of a Poisson process,
  /// or a rate is more than a scenario may have.
  package init?(rate: Double, curve: [ArrivalStatistics.Dispersion]) {
    guard rate > 0, let first = curve.first, let last = curve.last else { return nil }
    var best: (error: Double, decay: Double, height: Double)?
    let steps = 200
    let (low, high) = (0.1 / last.window, 10 / first.window)
    for step in 0...steps {
      let decay = low * pow(high / low, Double(step) / Double(steps))
      var (crossed, squared) = (0.0, 0.0)
      for point in curve {
        let form = Self.form(decay * point.window)
        crossed += Double(point.windows) * form * (point.index - 1)
        squared += Double(point.windows) * form * form
      }
      let height = max(0, crossed / squared)
      let error = curve.reduce(0.0) { sum, point in
        let miss = 1 + height * Self.form(decay * point.window) - point.index
        return sum + Double(point.windows) * miss * miss
      }
      if error < best?.error ?? .infinity { best = (error, decay, height) }
    }
    guard let best, best.height > 0 else { return nil }
    self.rate = rate
    decay = best.decay
    variance = best.height * rate * best.decay / 2
    let spread = variance.squareRoot()
    if spread < rate {
      states = [
        State(rate: rate + spread, mean: 2 / decay), State(rate: rate - spread, mean: 2 / decay),
      ]
    } else {
      let share = rate * rate / (rate * rate + variance)
      states = [
        State(rate: rate / share, mean: 1 / (decay * (1 - share))), State(rate: 0, mean: 1 / (decay * share)),
      ]
    }
    guard states[0].rate <= CalibrationProblem.fastest else { return nil }
  }

  /// The index of dispersion in windows of so many seconds.
  package func dispersion(window: Double) -> Double {
    1 + 2 * variance / (rate * decay) * Self.form(decay * window)
  }

  /// 1 - (1 - e^(-x)) / x.
  private static func form(_ x: Double) -> Double { x < 1e-6 ? x / 2 : 1 + expm1(-x) / x }
}
