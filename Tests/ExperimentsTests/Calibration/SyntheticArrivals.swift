import Engine
import Experiments
import Foundation

/// Arrivals and durations of known laws, from keyed draws, the same on every machine.
struct SyntheticSample {
  private var draws: Draws

  init(seed: UInt64) {
    draws = RandomStream(seed: seed, replication: 0, purpose: 9_000, entity: 0).draws(0)
  }

  /// Exponential with mean 1.
  mutating func exponential() -> Double { draws.exponential() }

  /// Normal with mean 0 and deviation 1.
  mutating func normal() -> Double { draws.normal() }

  /// Uniform in (0, 1].
  mutating func uniform() -> Double { draws.positiveUniform() }

  /// Arrivals of a Poisson process from `start` on, in nanoseconds.
  mutating func poisson(rate: Double, count: Int, start: Double = 0) -> [Int64] {
    var time = start
    return (0..<count).map { _ in
      time += exponential() / rate * 1e9
      return Int64(time)
    }
  }

  /// Values of a law, ascending.
  mutating func values(of law: DurationLaw, count: Int) -> [Double] {
    (0..<count).map { _ in value(of: law) }.sorted()
  }

  /// One value of a law.
  mutating func value(of law: DurationLaw) -> Double {
    switch law {
    case .exponential(let mean): return mean * exponential()
    case .lognormal(let mu, let sigma): return exp(mu + sigma * normal())
    // Whole shapes only: an Erlang variate.
    case .gamma(let shape, let scale):
      return (0..<Int(shape)).reduce(0) { sum, _ in sum + exponential() } * scale
    case .weibull(let shape, let scale): return scale * pow(exponential(), 1 / shape)
    }
  }
}

/// One period that holds all arrivals, as long as the last one is late.
func wholePeriod(_ arrivals: [Int64]) -> [ObservedPeriods.Period] {
  [.init(start: 0, length: Double(arrivals.last ?? 1) + 1, requests: 0..<arrivals.count)]
}
