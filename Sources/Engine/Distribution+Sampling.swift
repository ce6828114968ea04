#if canImport(Glibc)
  import Glibc
#endif

extension Distribution {
  /// Draws a value, in seconds.
  ///
  /// How many words of `draws` that takes varies: where draws are to stay aligned between variants, give each
  /// purpose a stream of its own.
  @inlinable public func sample(_ draws: inout Draws) -> Double {
    switch form {
    case .constant(let value): value
    case .uniform(let low, let width): low + width * draws.uniform()
    case .exponential(let mean): mean * draws.exponential()
    case .gamma(let shape, let scale): scale * draws.gamma(shape: shape)
    case .lognormal(let mu, let sigma): exp(mu + sigma * draws.normal())
    case .weibull(let scale, let inverseShape): scale * pow(draws.exponential(), inverseShape)
    case .pareto(let least, let inverseAlpha): least * exp(draws.exponential() * inverseAlpha)
    case .mixture(let choice, _, let parts): parts[choice.choose(&draws)].sample(&draws)
    case .empirical(let values): values[Int(draws.below(UInt64(values.count)))]
    }
  }

  /// Draws an amount of simulated time.
  @inlinable public func sampleDuration(_ draws: inout Draws) -> SimulationDuration {
    SimulationDuration(seconds: sample(&draws))
  }
}

extension Draws {
  /// Gamma with scale 1 (G. Marsaglia, W. W. Tsang, doi:10.1145/358407.358414).
  @usableFromInline mutating func gamma(shape: Double) -> Double {
    // X of shape a + 1 times U^(1/a) is of shape a; -ln U is exponential.
    if shape < 1 { return gamma(shape: shape + 1) * exp(-exponential() / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      let u = positiveUniform()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return d * v }
      if log(u) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
    }
  }
}
