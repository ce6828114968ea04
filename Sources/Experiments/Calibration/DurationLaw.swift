import Foundation

/// A family of distributions, with the parameters that make a sample likeliest.
package enum DurationLaw: Sendable, Equatable {
  case exponential(mean: Double)
  case lognormal(mu: Double, sigma: Double)
  case gamma(shape: Double, scale: Double)
  case weibull(shape: Double, scale: Double)

  /// Its parameters.
  package var parameters: Int {
    if case .exponential = self { return 1 }
    return 2
  }

  /// The law whose table of critical distances holds.
  package var table: KolmogorovSmirnov.Law {
    switch self {
    case .exponential: .exponential
    case .lognormal, .gamma: .normal
    case .weibull: .weibull
    }
  }

  /// Its mean in seconds, where it has one that a scenario may have: at most 30 days, and a Weibull law has a shape of at least 0.01.
  package var mean: Double? {
    var mean: Double
    switch self {
    case .exponential(let value): mean = value
    case .lognormal(let mu, let sigma): mean = exp(mu + sigma * sigma / 2)
    case .gamma(let shape, let scale): mean = shape * scale
    case .weibull(let shape, let scale):
      guard shape >= 0.01 else { return nil }
      mean = scale * tgamma(1 + 1 / shape)
    }
    return mean <= 2_592_000 ? mean : nil
  }

  /// P(X ≤ x).
  package func below(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    switch self {
    case .exponential(let mean): return -expm1(-x / mean)
    case .lognormal(let mu, let sigma): return NormalLaw.below((log(x) - mu) / sigma)
    case .gamma(let shape, let scale): return IncompleteGamma.lower(shape, x / scale)
    case .weibull(let shape, let scale): return -expm1(-pow(x / scale, shape))
    }
  }

  /// ln of the likelihood of a sample.
  func logLikelihood(_ sample: Sample) -> Double {
    let n = sample.count
    switch self {
    case .exponential(let mean): return -n * (log(mean) + 1)
    case .lognormal(_, let sigma): return -n * (log(sigma) + 0.5 * log(2 * Double.pi) + 0.5 + sample.meanLog)
    case .gamma(let shape, let scale):
      return n
        * ((shape - 1) * sample.meanLog - sample.mean / scale - shape * log(scale)
          - IncompleteBeta.logGamma(shape))
    case .weibull(let shape, let scale):
      // At the maximum Σ (x / scale)^shape is n.
      return n * (log(shape) - shape * log(scale) + (shape - 1) * sample.meanLog - 1)
    }
  }

  /// What the likelihoods of a sample of positive values need.
  struct Sample {
    let values: [Double]
    let count: Double
    let mean: Double
    let meanLog: Double
    let deviationLog: Double

    init(_ values: [Double]) {
      self.values = values
      count = Double(values.count)
      mean = values.reduce(0, +) / count
      let logs = values.reduce(0.0) { $0 + log($1) } / count
      meanLog = logs
      deviationLog = (values.reduce(0.0) { $0 + (log($1) - logs) * (log($1) - logs) } / count).squareRoot()
    }
  }

  /// The likeliest member of each family; none where all values are the same.
  static func fits(_ sample: Sample) -> [DurationLaw] {
    guard sample.deviationLog > 1e-9 else { return [] }
    return [
      .exponential(mean: sample.mean),
      .lognormal(mu: sample.meanLog, sigma: sample.deviationLog),
      gamma(sample), weibull(sample),
    ]
  }

  /// ln k - ψ(k) = ln x̄ - mean of ln x, by Newton's method from Minka's beginning (Estimating a Gamma distribution, 2002).
  private static func gamma(_ sample: Sample) -> DurationLaw {
    let s = max(1e-12, log(sample.mean) - sample.meanLog)
    var shape = (3 - s + ((s - 3) * (s - 3) + 24 * s).squareRoot()) / (12 * s)
    for _ in 0..<50 {
      let value = log(shape) - IncompleteGamma.digamma(shape) - s
      let slope = 1 / shape - IncompleteGamma.trigamma(shape)
      let next = shape - value / slope
      let isDone = abs(next - shape) < 1e-12 * shape
      shape = next > 0 ? next : shape / 2
      if isDone { break }
    }
    return .gamma(shape: shape, scale: sample.mean / shape)
  }

  /// Σ xᵏ ln x / Σ xᵏ - 1/k = mean of ln x, whose left side grows with k, by bisection (Rinne, The Weibull Distribution, 11.3.2). Values are
  /// divided by their geometric mean, so that powers stay finite.
  private static func weibull(_ sample: Sample) -> DurationLaw {
    let logs = sample.values.map { log($0) - sample.meanLog }
    let largest = logs.max() ?? 0
    func sums(_ shape: Double) -> (powers: Double, weighed: Double) {
      logs.reduce((0.0, 0.0)) { sum, value in
        let power = exp(shape * (value - largest))
        return (sum.0 + power, sum.1 + power * value)
      }
    }
    // The deviation of the logarithm is π / (√6 k).
    let guess = Double.pi / (6.0.squareRoot() * sample.deviationLog)
    var (low, high) = (guess / 64, guess * 64)
    for _ in 0..<60 where high - low > 1e-12 * high {
      let middle = (low + high) / 2
      let sums = sums(middle)
      if sums.weighed / sums.powers < 1 / middle { low = middle } else { high = middle }
    }
    let shape = (low + high) / 2
    let power = log(sums(shape).powers / sample.count) / shape + largest + sample.meanLog
    return .weibull(shape: shape, scale: exp(power))
  }
}
