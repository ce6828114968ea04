import Engine
import Testing

@Suite("Distributions")
struct DistributionTests {
  /// Every kind of distribution, with the mean and the variance of its formula.
  static let cases: [(name: String, distribution: Distribution)] = {
    do {
      return [
        ("constant", try .constant(0.02)),
        ("uniform", try .uniform(low: 0.01, high: 0.05)),
        ("exponential", try .exponential(mean: 0.2)),
        ("erlang", try .erlang(mean: 0.1, k: 4)),
        ("gamma, cv 0.5", try .gamma(mean: 0.1, cv: 0.5)),
        ("gamma, cv 2", try .gamma(mean: 0.1, cv: 2)),
        ("lognormal by cv", try .lognormal(mean: 0.02, cv: 0.7)),
        ("lognormal by sigma", try .lognormal(mean: 0.02, sigma: 0.5)),
        ("lognormal by quantiles", try .lognormal(p50: 0.01, p99: 0.04)),
        ("weibull, shape 2", try .weibull(mean: 3, shape: 2)),
        ("weibull, shape 0.8", try .weibull(mean: 3, shape: 0.8)),
        ("pareto", try .pareto(mean: 1, alpha: 5)),
        ("mixture", try .mixture([(3, .exponential(mean: 0.1)), (1, .constant(2))])),
        ("empirical", try .empirical([1, 2, 2, 7])),
      ]
    } catch {
      return []
    }
  }()

  @Test("the mean of many draws is the stated one, within 4.5 standard errors", arguments: 0..<14)
  func mean(index: Int) throws {
    let (name, distribution) = try #require(DistributionTests.cases.dropFirst(index).first)
    let stream = RandomStream(seed: 1, replication: 0, purpose: UInt32(index), entity: 0)
    var tally = Tally()
    for request in 0..<40_000 as Range<UInt64> {
      var draws = stream.draws(request)
      let value = distribution.sample(&draws)
      #expect(distribution.support.contains(value), "\(name)")
      tally.record(value)
    }
    let mean = try #require(tally.mean)
    let standardError = (distribution.variance / 40_000).squareRoot()
    #expect(abs(mean - distribution.mean) <= 4.5 * standardError + 1e-12 * distribution.mean, "\(name)")
  }
}
