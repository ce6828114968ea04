#if canImport(Glibc)
  import Glibc
#endif

extension Distribution {
  /// Draws a value, in seconds.
  ///
  /// How many words of `draws` that takes varies: give each purpose a stream of its own.
  ///
  /// Constant, uniform, exponential and empirical values are the same on every machine. The others go through
  /// exp, log or pow of the C library, whose last bit may differ with its version and the processor: 1e-16 of
  /// the value, far below the nanosecond to which an amount of simulated time is rounded.
  ///
  @inlinable public func sample(_ draws: inout Draws) -> Double {
    if let form { return form.sample(&draws) }
    return mixture?.sample(&draws) ?? mean
  }

  /// Draws an amount of simulated time.
  @inlinable public func sampleDuration(_ draws: inout Draws) -> SimulationDuration {
    SimulationDuration(seconds: sample(&draws))
  }
}

extension Distribution {
  /// A distribution that is no mixture: numbers only, so that to look at it is not to copy arrays.
  @frozen @usableFromInline enum Form: Sendable, Equatable {
    case constant(Double)
    case uniform(low: Double, width: Double)
    case exponential(mean: Double)
    case gamma(shape: Double, scale: Double)
    case lognormal(mu: Double, sigma: Double)
    case weibull(scale: Double, inverseShape: Double)
    case pareto(least: Double, inverseAlpha: Double)

    @inlinable func sample(_ draws: inout Draws) -> Double {
      switch self {
      case .constant(let value): value
      case .uniform(let low, let width): low + width * draws.uniform()
      case .exponential(let mean): mean * draws.exponential()
      case .gamma(let shape, let scale): scale * draws.gamma(shape: shape)
      case .lognormal(let mu, let sigma): exp(mu + sigma * draws.normal())
      case .weibull(let scale, let inverseShape): scale * pow(draws.exponential(), inverseShape)
      case .pareto(let least, let inverseAlpha): least * exp(draws.exponential() * inverseAlpha)
      }
    }

    var support: ClosedRange<Double> {
      switch self {
      case .constant(let value): value...value
      case .uniform(let low, let width): low...(low + width)
      case .exponential, .gamma, .lognormal, .weibull: 0...Double.infinity
      case .pareto(let least, _): least...Double.infinity
      }
    }
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
