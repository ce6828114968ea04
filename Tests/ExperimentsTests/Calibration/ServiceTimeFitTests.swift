import Experiments
import Foundation
import Testing

@Suite("Fitted service times")
struct ServiceTimeFitTests {
  private func trial(_ fit: ServiceTimeFit, _ name: String) throws -> DurationLaw {
    try #require(fit.trials.first { $0.law.name == name }).law
  }

  private func isNear(_ value: Double, _ truth: Double, error: Double) -> Bool {
    abs(value - truth) < 4 * error
  }

  /// Whether a law is chosen, or is one of those that chance refuses.
  private func isChosen(_ law: DurationLaw, _ fit: ServiceTimeFit) -> Bool {
    fit.choice == .law(law) || fit.trials.contains { $0.law == law && !$0.passes }
  }

  /// Standard errors of the maximum likelihood: mean / √n; σ / √n and σ / √(2n); √(k / (n (k ψ′(k) - 1))) of a gamma shape;
  /// 0.780 k / √n and 1.053 scale / (k √n) of a Weibull law.
  @Test(
    "each family finds its own parameters again, and is chosen unless it is refused",
    arguments: [1, 2, 3] as [UInt64])
  func recovery(seed: UInt64) throws {
    let count = 4_000
    let root = Double(count).squareRoot()
    var sample = SyntheticSample(seed: seed)

    let exponential = ServiceTimeFit(ascending: sample.values(of: .exponential(mean: 0.02), count: count))
    guard case .exponential(let mean) = try trial(exponential, "exponential") else { return }
    #expect(isNear(mean, 0.02, error: 0.02 / root))

    let lognormal = ServiceTimeFit(
      ascending: sample.values(of: .lognormal(mu: -4, sigma: 0.8), count: count))
    guard case .lognormal(let mu, let sigma) = try trial(lognormal, "lognormal") else { return }
    #expect(isNear(mu, -4, error: 0.8 / root))
    #expect(isNear(sigma, 0.8, error: 0.8 / root / 2.0.squareRoot()))
    #expect(isChosen(.lognormal(mu: mu, sigma: sigma), lognormal))

    let gamma = ServiceTimeFit(ascending: sample.values(of: .gamma(shape: 3, scale: 0.01), count: count))
    guard case .gamma(let shape, let scale) = try trial(gamma, "gamma") else { return }
    let error = (3 / (Double(count) * (3 * IncompleteGamma.trigamma(3) - 1))).squareRoot()
    #expect(isNear(shape, 3, error: error))
    #expect(isNear(shape * scale, 0.03, error: 0.03 / 3.0.squareRoot() / root))
    #expect(isChosen(.gamma(shape: shape, scale: scale), gamma))

    let weibull = ServiceTimeFit(
      ascending: sample.values(of: .weibull(shape: 2, scale: 0.05), count: count))
    guard case .weibull(let power, let size) = try trial(weibull, "weibull") else { return }
    #expect(isNear(power, 2, error: 0.78 * 2 / root))
    #expect(isNear(size, 0.05, error: 1.053 * 0.05 / 2 / root))
    #expect(isChosen(.weibull(shape: power, scale: size), weibull))
  }

  /// The likelihood is greatest there: a step to either side lowers it. Written out from the densities, not from the code's sums.
  @Test("the parameters are the likeliest")
  func likeliest() throws {
    var sample = SyntheticSample(seed: 5)
    let values = sample.values(of: .lognormal(mu: 0, sigma: 1), count: 300)
    let fit = ServiceTimeFit(ascending: values)
    func gamma(_ k: Double, _ s: Double) -> Double {
      values.reduce(0) { $0 + (k - 1) * log($1) - $1 / s - k * log(s) - lgamma(k) }
    }
    func weibull(_ k: Double, _ s: Double) -> Double {
      values.reduce(0) { $0 + log(k / s) + (k - 1) * log($1 / s) - pow($1 / s, k) }
    }
    guard case .gamma(let k, let s) = try trial(fit, "gamma"),
      case .weibull(let power, let size) = try trial(fit, "weibull")
    else { return }
    for (a, b) in [(1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99)] {
      #expect(gamma(k, s) > gamma(k * a, s * b))
      #expect(weibull(power, size) > weibull(power * a, size * b))
    }
    let criterion = try #require(fit.trials.first { $0.law.name == "gamma" }).criterion
    #expect(abs(criterion - (4 - 2 * gamma(k, s))) < 1e-6)
    let other = try #require(fit.trials.first { $0.law.name == "weibull" }).criterion
    #expect(abs(other - (4 - 2 * weibull(power, size))) < 1e-6)
  }

  /// Refused as often as the table says, 5 %, of 400 samples with a standard error of 1.1 %; Weibull's values are for large samples.
  @Test(
    "a true family is refused in one of twenty samples",
    arguments: [
      (DurationLaw.exponential(mean: 1), 0.05), (.lognormal(mu: 0, sigma: 1), 0.05),
      (.gamma(shape: 4, scale: 1), 0.05), (.weibull(shape: 1.5, scale: 1), 0.04),
    ])
  func refusals(law: DurationLaw, expected: Double) {
    var sample = SyntheticSample(seed: 77)
    let refused = (0..<400).count { _ in
      let fit = ServiceTimeFit(ascending: sample.values(of: law, count: 60))
      return fit.trials.first { $0.law.name == law.name }?.passes == false
    }
    #expect(abs(Double(refused) / 400 - expected) < 0.035)
  }

  @Test("where no family passes the values themselves are taken, 200 of many")
  func empirical() throws {
    var sample = SyntheticSample(seed: 6)
    let modes =
      (sample.values(of: .lognormal(mu: -6, sigma: 0.1), count: 3_000)
      + sample.values(of: .lognormal(mu: -2, sigma: 0.1), count: 1_000)).sorted()
    let fit = ServiceTimeFit(ascending: modes)
    #expect(fit.trials.count == 4)
    #expect(fit.trials.allSatisfy { !$0.passes })
    guard case .empirical(let values) = fit.choice else {
      Issue.record("no empirical distribution")
      return
    }
    #expect(values.count == 200)
    #expect(values.count { $0 < 0.02 } == 150)
    #expect(values[99] == modes[1989])
    let mean = values.reduce(0, +) / 200
    #expect(abs(mean / fit.mean - 1) < 0.01)
  }

  @Test("equal durations are a constant; few, or some of zero, are taken as they are")
  func special() {
    #expect(ServiceTimeFit(ascending: Array(repeating: 0.2, count: 50)).choice == .constant(0.2))
    #expect(ServiceTimeFit(ascending: [0, 0]).choice == .constant(0))
    #expect(ServiceTimeFit(ascending: [0.1, 0.2]).choice == .empirical([0.1, 0.2]))
    let zeros = [0.0] + (1...30).map { Double($0) }
    #expect(ServiceTimeFit(ascending: zeros).choice == .empirical(zeros))
  }

  @Test("durations from a nanosecond to thirty days have laws that a scenario may have")
  func extremes() {
    let values = (0..<60).map { 1e-9 * pow(10, Double($0) / 4) }.map { min($0, 2_592_000) }
    let fit = ServiceTimeFit(ascending: values)
    if case .law(let law) = fit.choice { #expect((law.mean ?? .infinity) <= 2_592_000) }
    let near = (0..<60).map { 1 + Double($0) * 1e-15 }
    #expect(ServiceTimeFit(ascending: near).count == 60)
  }
}
