import Engine

/// Random values for tests of coverage, the same in every run.
struct Samples {
  private var draws: Draws

  init(_ seed: UInt64) {
    draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
  }

  mutating func normal() -> Double { draws.normal() }
  mutating func exponential() -> Double { draws.exponential() }
  mutating func uniform() -> Double { draws.uniform() }
}
