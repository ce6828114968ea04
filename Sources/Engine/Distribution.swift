#if canImport(Glibc)
  import Glibc
#endif

/// A distribution of non-negative amounts, in seconds: service times, think times, delays.
///
/// Made by the factories below, which validate their parameters. Where a coefficient of variation or a sigma
/// is zero, what they make is the constant.
@frozen public struct Distribution: Sendable, Equatable {
  /// The expected value in seconds.
  public let mean: Double
  /// The variance in seconds squared; infinite for a Pareto distribution with alpha of 2 or less.
  public let variance: Double
  /// How it is drawn; nil for a mixture.
  @usableFromInline let form: Form?
  /// Beside the numbers, so that to copy a distribution is to copy numbers.
  @usableFromInline let mixture: Mixture?

  /// The smallest and the largest value that it can take; the latter may be infinite.
  public var support: ClosedRange<Double> {
    if let form { return form.support }
    return mixture?.support ?? mean...mean
  }

  private init(mean: Double, variance: Double, form: Form) {
    self.mean = mean
    self.variance = variance
    self.form = form
    mixture = nil
  }

  private init(mean: Double, variance: Double, mixture: Mixture) {
    self.mean = mean
    self.variance = variance
    self.mixture = mixture
    form = nil
  }

  /// Always the same value. Variance 0.
  public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(value, "constant", "value", orZero: true)
    return Distribution(mean: value, variance: 0, form: .constant(value))
  }

  /// Uniform on [low, high). Mean (low + high)/2, variance (high - low)²/12.
  public static func uniform(low: Double, high: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(low, "uniform", "low", orZero: true)
    try DistributionError.check(high, "uniform", "high", orZero: true)
    try DistributionError.require(
      low <= high, "uniform", "high", "must not be below low, but \(high) < \(low)")
    let width = high - low
    return Distribution(
      mean: low + width / 2, variance: width * width / 12, form: .uniform(low: low, width: width))
  }

  /// Exponential: memoryless. Variance mean².
  public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "exponential", "mean")
    return Distribution(mean: mean, variance: mean * mean, form: .exponential(mean: mean))
  }

  /// Erlang: the sum of `k` exponential phases. Variance mean²/k.
  public static func erlang(mean: Double, k: Int) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "erlang", "mean")
    try DistributionError.require(k >= 1, "erlang", "k", "must be at least 1, but is \(k)")
    return gamma(mean: mean, shape: Double(k))
  }

  /// Gamma with a coefficient of variation: shape 1/cv², scale mean cv². Variance (mean cv)².
  public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "gamma", "mean")
    try DistributionError.check(cv, "gamma", "cv", orZero: true)
    if cv == 0 { return try constant(mean) }
    let shape = 1 / (cv * cv)
    if shape.isInfinite { return try constant(mean) }
    try DistributionError.require(
      shape > 0 && (mean / shape).isFinite, "gamma", "cv", "is too large: \(cv)")
    return gamma(mean: mean, shape: shape)
  }

  private static func gamma(mean: Double, shape: Double) -> Distribution {
    Distribution(
      mean: mean, variance: mean * mean / shape, form: .gamma(shape: shape, scale: mean / shape))
  }

  /// Lognormal with a coefficient of variation: sigma² = ln(1 + cv²). Variance (mean cv)².
  public static func lognormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "lognormal", "mean")
    try DistributionError.check(cv, "lognormal", "cv", orZero: true)
    // For a large cv, ln(1 + cv²) is 2 ln cv, whose square does not overflow.
    let sigma = (cv < 1e9 ? log1p(cv * cv) : 2 * log(cv)).squareRoot()
    return try lognormal(mu: log(mean) - sigma * sigma / 2, sigma: sigma, mean: mean)
  }

  /// Lognormal with the standard deviation `sigma` of its logarithm. Variance mean² (exp(sigma²) - 1).
  public static func lognormal(mean: Double, sigma: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "lognormal", "mean")
    try DistributionError.check(sigma, "lognormal", "sigma", orZero: true)
    return try lognormal(mu: log(mean) - sigma * sigma / 2, sigma: sigma, mean: mean)
  }

  /// Lognormal by its median and its 99th percentile: sigma = ln(p99/p50) / 2.326, mean p50 exp(sigma²/2).
  public static func lognormal(p50: Double, p99: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(p50, "lognormal", "p50")
    try DistributionError.check(p99, "lognormal", "p99")
    try DistributionError.require(
      p50 <= p99, "lognormal", "p99", "must not be below p50, but \(p99) < \(p50)")
    let sigma = (log(p99) - log(p50)) / 2.3263478740408411
    let mean = sigma == 0 ? p50 : p50 * exp(sigma * sigma / 2)
    return try lognormal(mu: log(p50), sigma: sigma, mean: mean)
  }

  private static func lognormal(
    mu: Double, sigma: Double, mean: Double
  ) throws(DistributionError) -> Distribution {
    if sigma == 0 { return try constant(mean) }
    return Distribution(
      mean: mean, variance: mean * mean * expm1(sigma * sigma), form: .lognormal(mu: mu, sigma: sigma))
  }

  /// Weibull: scale mean/Γ(1 + 1/shape). Variance scale² (Γ(1 + 2/shape) - Γ(1 + 1/shape)²).
  public static func weibull(mean: Double, shape: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "weibull", "mean")
    try DistributionError.check(shape, "weibull", "shape")
    // Γ(1 + 1/shape) overflows below.
    try DistributionError.require(
      shape >= 0.01, "weibull", "shape", "must be at least 0.01, but is \(shape)")
    let first = tgamma(1 + 1 / shape)
    let scale = mean / first
    let variance = max(0, mean * mean * (tgamma(1 + 2 / shape) / first / first - 1))
    return Distribution(
      mean: mean, variance: variance, form: .weibull(scale: scale, inverseShape: 1 / shape))
  }

  /// Pareto: above `least` = mean (alpha - 1)/alpha, P(X > x) = (least/x)^alpha. Variance
  /// mean² / (alpha (alpha - 2)), infinite for alpha of 2 or less.
  public static func pareto(mean: Double, alpha: Double) throws(DistributionError) -> Distribution {
    try DistributionError.check(mean, "pareto", "mean")
    try DistributionError.check(alpha, "pareto", "alpha")
    try DistributionError.require(
      alpha > 1, "pareto", "alpha", "must be above 1 for the mean to exist, but is \(alpha)")
    let variance = alpha > 2 ? mean * mean / (alpha * (alpha - 2)) : .infinity
    return Distribution(
      mean: mean, variance: variance,
      form: .pareto(least: mean * (alpha - 1) / alpha, inverseAlpha: 1 / alpha))
  }

  /// One of several distributions, chosen by weight for each draw. A mixture within is taken apart.
  public static func mixture(
    _ parts: [(weight: Double, distribution: Distribution)]
  ) throws(DistributionError) -> Distribution {
    try DistributionError.require(!parts.isEmpty, "mixture", "parts", "must not be empty")
    for part in parts { try DistributionError.check(part.weight, "mixture", "weight", orZero: true) }
    let largest = parts.reduce(0) { max($0, $1.weight) }
    try DistributionError.require(largest > 0, "mixture", "weight", "must be positive in one part at least")
    let weights = parts.map { $0.weight / largest }
    let total = weights.reduce(0, +)
    var forms: [Form] = []
    var formWeights: [Double] = []
    var mean = 0.0
    for (weight, part) in zip(weights, parts) where weight > 0 {
      mean += weight / total * part.distribution.mean
      forms += part.distribution.mixture?.parts ?? part.distribution.form.map { [$0] } ?? []
      formWeights += part.distribution.mixture?.shares.map { weight * $0 } ?? [weight]
    }
    var variance = 0.0
    for (weight, part) in zip(weights, parts) where weight > 0 {
      let distance = part.distribution.mean - mean
      variance += weight / total * (part.distribution.variance + distance * distance)
    }
    return Distribution(
      mean: mean, variance: variance, mixture: Mixture(parts: forms, weights: formWeights))
  }

  /// One of the values, each as likely as the others. Variance with divisor n: the values are the population.
  public static func empirical(_ values: [Double]) throws(DistributionError) -> Distribution {
    try DistributionError.require(!values.isEmpty, "empirical", "values", "must not be empty")
    for value in values { try DistributionError.check(value, "empirical", "value", orZero: true) }
    var tally = Tally()
    for value in values { tally.record(value) }
    let count = Double(values.count)
    return Distribution(
      mean: tally.mean ?? 0, variance: (tally.variance ?? 0) * (count - 1) / count,
      mixture: Mixture(parts: values.map { .constant($0) }, weights: values.map { _ in 1 }))
  }
}
