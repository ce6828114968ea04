import Engine
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Distributions")
struct DistributionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () throws -> Distribution
    let mean: Double
    let variance: Double
    /// Nil where there is no density.
    var cumulative: (@Sendable (Double) -> Double)?
    var testDescription: String { name }
  }

  /// Every kind, with moments and cumulative distribution worked out here.
  static let cases: [Case] = [
    Case(name: "constant", make: { try .constant(0.02) }, mean: 0.02, variance: 0),
    Case(name: "zero", make: { try .constant(0) }, mean: 0, variance: 0),
    Case(
      name: "uniform", make: { try .uniform(low: 0.01, high: 0.05) }, mean: 0.03, variance: 0.0016 / 12,
      cumulative: { ($0 - 0.01) / 0.04 }),
    Case(
      name: "exponential", make: { try .exponential(mean: 0.2) }, mean: 0.2, variance: 0.04,
      cumulative: { -expm1(-$0 / 0.2) }),
    Case(
      name: "erlang", make: { try .erlang(mean: 0.1, k: 4) }, mean: 0.1, variance: 0.0025,
      cumulative: { x in
        let y = x / 0.025
        return 1 - exp(-y) * (1 + y + y * y / 2 + y * y * y / 6)
      }),
    Case(
      name: "erlang of one phase", make: { try .erlang(mean: 3, k: 1) }, mean: 3, variance: 9,
      cumulative: { -expm1(-$0 / 3) }),
    Case(
      name: "gamma, cv 0.5", make: { try .gamma(mean: 0.1, cv: 0.5) }, mean: 0.1, variance: 0.0025,
      cumulative: { lowerGamma(4, $0 / 0.025) }),
    Case(
      name: "gamma, cv 2", make: { try .gamma(mean: 0.1, cv: 2) }, mean: 0.1, variance: 0.04,
      cumulative: { lowerGamma(0.25, $0 / 0.4) }),
    Case(
      name: "lognormal by cv", make: { try .lognormal(mean: 0.02, cv: 1) }, mean: 0.02, variance: 0.0004,
      cumulative: { normalCumulative((log($0 / 0.02) + log(2) / 2) / log(2).squareRoot()) }),
    Case(
      name: "lognormal by sigma", make: { try .lognormal(mean: 1, sigma: 0.5) }, mean: 1,
      variance: exp(0.25) - 1, cumulative: { normalCumulative((log($0) + 0.125) / 0.5) }),
    Case(
      name: "lognormal by quantiles", make: { try .lognormal(p50: 0.01, p99: 0.04) },
      mean: 0.01 * exp(log(4) / 2.326347874 * log(4) / 2.326347874 / 2),
      variance: 0.0001 * exp(pow(log(4) / 2.326347874, 2)) * (exp(pow(log(4) / 2.326347874, 2)) - 1),
      cumulative: { normalCumulative(log($0 / 0.01) * 2.326347874 / log(4)) }),
    Case(
      name: "weibull, shape 2", make: { try .weibull(mean: 3, shape: 2) }, mean: 3,
      variance: 9 * (4 / Double.pi - 1), cumulative: { -expm1(-pow($0 / 3, 2) * Double.pi / 4) }),
    Case(
      name: "weibull, shape 1/2", make: { try .weibull(mean: 2, shape: 0.5) }, mean: 2, variance: 20,
      cumulative: { -expm1(-$0.squareRoot()) }),
    Case(
      name: "pareto", make: { try .pareto(mean: 1.25, alpha: 5) }, mean: 1.25, variance: 1.5625 / 15,
      cumulative: { 1 - pow($0, -5) }),
    Case(
      name: "mixture",
      make: { try .mixture([(3, .exponential(mean: 0.1)), (0, .constant(9)), (1, .exponential(mean: 2))]) },
      mean: 0.575, variance: 0.75 * 0.02 + 0.25 * 8 - 0.575 * 0.575,
      cumulative: { 1 - 0.75 * exp(-$0 / 0.1) - 0.25 * exp(-$0 / 2) }),
    Case(
      name: "mixture in a mixture",
      make: {
        let inner = try Distribution.mixture([(1, .constant(1)), (3, .constant(5))])
        return try .mixture([(1, inner), (3, .constant(8))])
      }, mean: 7, variance: (36 + 3 * 4 + 12 * 1) / 16),
    Case(name: "empirical", make: { try .empirical([1, 2, 2, 7]) }, mean: 3, variance: 5.5),
  ]

  private func sample(_ distribution: Distribution, seed: UInt64) -> [Double] {
    DrawsTests.sample(20_000, seed: seed) { distribution.sample(&$0) }
  }

  @Test("mean and variance are those of the formula", arguments: cases)
  func moments(of example: Case) throws {
    let distribution = try example.make()
    #expect(abs(distribution.mean - example.mean) <= 1e-9 * example.mean)
    #expect(abs(distribution.variance - example.variance) <= 1e-8 * example.variance)
  }

  @Test("draws lie in the support, their mean within four standard errors", arguments: cases)
  func mean(of example: Case) throws {
    let distribution = try example.make()
    let sample = sample(distribution, seed: 11)
    let support = distribution.support
    #expect(sample.allSatisfy { support.contains($0) })
    let mean = sample.reduce(0, +) / 20_000
    // Twenty thousand roundings come on top.
    #expect(abs(mean - example.mean) <= 4 * (example.variance / 20_000).squareRoot() + 1e-11 * example.mean)
  }

  @Test(
    "draws follow the cumulative distribution: Kolmogorov-Smirnov at 1e-4",
    arguments: cases.filter { $0.cumulative != nil })
  func shape(of example: Case) throws {
    let cumulative = try #require(example.cumulative)
    #expect(kolmogorovSmirnov(sample(try example.make(), seed: 12), against: cumulative) < 2.225)
  }

  @Test("what takes few values takes each as often as it should: chi-square at 1e-4")
  func discrete() throws {
    let inner = try Distribution.mixture([(1, .constant(1)), (3, .constant(5))])
    let mixture = sample(try .mixture([(1, inner), (3, .constant(8))]), seed: 13)
    let empirical = sample(try .empirical([1, 2, 2, 7]), seed: 14)
    let expected: [([Double], [(Double, Double)])] = [
      (mixture, [(1, 1250), (5, 3750), (8, 15_000)]), (empirical, [(1, 5000), (2, 10_000), (7, 5000)]),
    ]
    for (sample, values) in expected {
      #expect(
        isPlausible(cells: values.map { value, count in (sample.count { $0 == value }, count) }))
    }
  }

  @Test("the support is stated")
  func support() throws {
    #expect(try Distribution.constant(2).support == 2...2)
    #expect(try Distribution.uniform(low: 1, high: 3).support == 1...3)
    #expect(try Distribution.exponential(mean: 1).support == 0...Double.infinity)
    #expect(try Distribution.pareto(mean: 3, alpha: 1.5).support == 1...Double.infinity)
    #expect(try Distribution.mixture([(1, .constant(4)), (1, .uniform(low: 5, high: 9))]).support == 4...9)
    #expect(try Distribution.empirical([3, 1, 2]).support == 1...3)
  }

  @Test("no spread makes a constant")
  func noSpread() throws {
    let constant = try Distribution.constant(3)
    #expect(try Distribution.gamma(mean: 3, cv: 0) == constant)
    #expect(try Distribution.lognormal(mean: 3, cv: 0) == constant)
    #expect(try Distribution.lognormal(mean: 3, sigma: 0) == constant)
    #expect(try Distribution.lognormal(p50: 3, p99: 3) == constant)
  }

  @Test("a Pareto distribution of alpha 2 or less has no finite variance")
  func heavyTail() throws {
    #expect(try Distribution.pareto(mean: 1, alpha: 2).variance == .infinity)
    #expect(try Distribution.pareto(mean: 1, alpha: 1.1).mean == 1)
  }

  @Test("a drawn amount is the value in nanoseconds, held within the range")
  func duration() throws {
    var draws = RandomStream(seed: 0, replication: 0, purpose: 0, entity: 0).draws(0)
    #expect(try Distribution.constant(0.02).sampleDuration(&draws).nanoseconds == 20_000_000)
    #expect(try Distribution.constant(1e300).sampleDuration(&draws).nanoseconds == .max)
    #expect(try Distribution.lognormal(mean: 1e300, cv: 1e300).sampleDuration(&draws).nanoseconds >= 0)
  }

  @Test("parameters without a distribution are refused, with the reason")
  func refusals() {
    func expect(_ message: String, _ make: () throws -> Distribution) {
      #expect {
        try make()
      } throws: { error in
        (error as? DistributionError)?.description == message
      }
    }
    expect("constant: value must be finite and not negative, but is -1.0") { try .constant(-1) }
    expect("constant: value must be finite and not negative, but is nan") { try .constant(.nan) }
    expect("constant: value must be finite and not negative, but is inf") { try .constant(.infinity) }
    expect("uniform: low must be finite and not negative, but is -1.0") { try .uniform(low: -1, high: 1) }
    expect("uniform: high must be finite and not negative, but is inf") {
      try .uniform(low: 0, high: .infinity)
    }
    expect("uniform: high must not be below low, but 1.0 < 2.0") { try .uniform(low: 2, high: 1) }
    expect("exponential: mean must be finite and positive, but is 0.0") { try .exponential(mean: 0) }
    expect("erlang: mean must be finite and positive, but is -1.0") { try .erlang(mean: -1, k: 2) }
    expect("erlang: k must be at least 1, but is 0") { try .erlang(mean: 1, k: 0) }
    expect("gamma: mean must be finite and positive, but is nan") { try .gamma(mean: .nan, cv: 1) }
    expect("gamma: cv must be finite and not negative, but is -0.5") { try .gamma(mean: 1, cv: -0.5) }
    expect("gamma: cv is too large: 1e+200") { try .gamma(mean: 1, cv: 1e200) }
    expect("lognormal: mean must be finite and positive, but is 0.0") { try .lognormal(mean: 0, cv: 1) }
    expect("lognormal: cv must be finite and not negative, but is inf") {
      try .lognormal(mean: 1, cv: .infinity)
    }
    expect("lognormal: sigma must be finite and not negative, but is -1.0") {
      try .lognormal(mean: 1, sigma: -1)
    }
    expect("lognormal: p50 must be finite and positive, but is 0.0") { try .lognormal(p50: 0, p99: 1) }
    expect("lognormal: p99 must not be below p50, but 1.0 < 2.0") { try .lognormal(p50: 2, p99: 1) }
    expect("weibull: mean must be finite and positive, but is -2.0") { try .weibull(mean: -2, shape: 1) }
    expect("weibull: shape must be finite and positive, but is 0.0") { try .weibull(mean: 1, shape: 0) }
    expect("weibull: shape must be at least 0.01, but is 0.001") { try .weibull(mean: 1, shape: 0.001) }
    expect("pareto: alpha must be above 1 for the mean to exist, but is 1.0") {
      try .pareto(mean: 1, alpha: 1)
    }
    expect("mixture: parts must not be empty") { try .mixture([]) }
    expect("mixture: weight must be finite and not negative, but is -1.0") {
      try .mixture([(-1, .constant(1))])
    }
    expect("mixture: weight must be positive in one part at least") { try .mixture([(0, .constant(1))]) }
    expect("empirical: values must not be empty") { try .empirical([]) }
    expect("empirical: value must be finite and not negative, but is -3.0") { try .empirical([1, -3]) }
  }
}
