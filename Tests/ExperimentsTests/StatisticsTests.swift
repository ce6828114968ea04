import Experiments
import Foundation
import Records
import Testing

@Suite("Intervals")
struct StatisticsTests {
  @Test(
    "Student's t agrees with the tables",
    arguments: [
      (0.95, 1, 12.706205), (0.95, 2, 4.302653), (0.95, 9, 2.262157), (0.95, 19, 2.093024),
      (0.99, 4, 4.604095),
      (0.999, 19, 3.883406), (0.9, 30, 1.697261), (0.95, 1000, 1.962339),
    ])
  func student(confidence: Double, degrees: Int, expected: Double) {
    #expect(
      abs(StudentT.critical(confidence: confidence, degrees: Double(degrees)) - expected) < 1e-6 * expected
        + 5e-7)
  }

  /// I(x; n, m) of whole shapes is a binomial tail: P(at least n of n + m - 1 throws), summed here.
  @Test(
    "the incomplete beta function is a binomial tail",
    arguments: [(0.3, 2, 5), (0.7, 10, 3), (0.02, 1, 40), (0.5, 30, 30)])
  func beta(x: Double, a: Int, b: Int) {
    let trials = a + b - 1
    var tail = 0.0
    for hits in a...trials {
      let logChoose =
        IncompleteBeta.logGamma(Double(trials + 1)) - IncompleteBeta.logGamma(Double(hits + 1))
        - IncompleteBeta.logGamma(Double(trials - hits + 1))
      tail += exp(logChoose + Double(hits) * log(x) + Double(trials - hits) * log(1 - x))
    }
    #expect(abs(IncompleteBeta.regularized(x, a: Double(a), b: Double(b)) - tail) < 1e-12)
  }

  @Test("the inverse undoes the function", arguments: [0.0005, 0.025, 0.5, 0.9995])
  func inverse(probability: Double) {
    for (a, b) in [(1.0, 1.0), (3.0, 500.0), (60_000.0, 83_000.0)] {
      let x = IncompleteBeta.inverse(probability, a: a, b: b)
      #expect(abs(IncompleteBeta.regularized(x, a: a, b: b) - probability) < 1e-9)
    }
  }

  /// Clopper and Pearson's own ends by definition: at the lower end as many successes or more have the probability α/2.
  @Test(
    "the binomial interval is Clopper and Pearson's",
    arguments: [
      (0, 10, 0.0, 0.308497), (5, 10, 0.187086, 0.812914), (10, 10, 0.691503, 1.0),
      (1, 100, 0.000253, 0.054459),
    ])
  func binomial(successes: Int, trials: Int, low: Double, high: Double) throws {
    let interval = try #require(BinomialInterval(successes: successes, trials: trials, confidence: 0.95))
    #expect(abs(interval.low - low) < 1e-6)
    #expect(abs(interval.high - high) < 1e-6)
  }

  /// At the ends of the interval the tail beyond what was observed has the probability α/2, for few successes a sum of few terms of the
  /// binomial distribution, C(n, k) pᵏ (1 - p)ⁿ⁻ᵏ, each n - k + 1 over k times p over 1 - p the one before.
  @Test("so it is at few successes of ten million", arguments: [0, 1, 5, 12])
  func fewOfMany(successes: Int) throws {
    let trials = 10_000_000
    func atMost(_ most: Int, _ share: Double) -> Double {
      var term = exp(Double(trials) * log1p(-share))
      var sum = term
      for hits in 0..<max(0, most) {
        term *= Double(trials - hits) / Double(hits + 1) * share / (1 - share)
        sum += term
      }
      return most < 0 ? 0 : sum
    }
    for (hits, isMirrored) in [(successes, false), (trials - successes, true)] {
      let interval = try #require(BinomialInterval(successes: hits, trials: trials, confidence: 0.999))
      let low = isMirrored ? 1 - interval.high : interval.low
      let high = isMirrored ? 1 - interval.low : interval.high
      // A share near 1 has 1e-16 to spare, a ten-millionth part of 1e-9 shares; the tail moves with n times that.
      #expect(abs(atMost(successes, high) - 0.0005) < 1e-7)
      #expect(successes == 0 ? low == 0 : abs(1 - atMost(successes - 1, low) - 0.0005) < 1e-7)
    }
  }

  @Test("no trials have no interval")
  func noTrials() {
    #expect(BinomialInterval(successes: 0, trials: 0, confidence: 0.95) == nil)
    #expect(BinomialInterval(successes: 3, trials: 2, confidence: 0.95) == nil)
  }

  @Test("a summary says the mean, Student's interval and how many replications stand behind it")
  func summary() throws {
    let samples = [1.0, 2, 3, 4].map { [MetricSample("goodput", .none, $0)] }
    let summary = try #require(Summaries.of(samples).first)
    #expect(summary.n == 4)
    #expect(summary.mean == 2.5)
    // s = 1.290994, t(3) = 3.182446: 3.182446 · 1.290994 / 2 = 2.054260.
    #expect(abs(try #require(summary.high) - 4.554260) < 1e-5)
    #expect(abs(try #require(summary.low) - 0.445740) < 1e-5)
  }

  @Test(
    "what is the same in every replication is exactly that, without any width",
    arguments: [0.42, 0.1, 1.0 / 3])
  func constant(value: Double) throws {
    let samples = Array(repeating: [MetricSample("mirror_expected_ratio", .none, value)], count: 10)
    let summary = try #require(Summaries.of(samples).first)
    #expect((summary.mean, summary.low, summary.high) == (value, value, value))
  }

  @Test("one replication has no interval, none no mean; a status that nobody got in a replication is 0 there")
  func sparse() throws {
    let one = try #require(Summaries.of([[MetricSample("goodput", .none, 5)]]).first)
    #expect((one.mean, one.low, one.high) == (5, nil, nil))
    let none = try #require(Summaries.of([[MetricSample("response_time_p999", .none, nil)]]).first)
    #expect((none.mean, none.n) == (nil, 0))
    let status = Summaries.of([
      [MetricSample("status_ratio", ["status": "500"], 0.5)], [],
    ])
    #expect(status.map(\.mean) == [0.25])
    #expect(status.map(\.n) == [2])
  }

  @Test("a recovery that never came is counted")
  func never() throws {
    let summary = try #require(
      Summaries.of([
        [MetricSample("recovery_time", ["fault": "f"], 2)],
        [MetricSample("recovery_time", ["fault": "f"], nil)],
      ]).first)
    #expect(summary.never == 1)
    #expect(summary.n == 1)
  }

  @Test("summaries come in the order of the catalogue")
  func order() {
    let samples = ["recovery_time", "requests", "goodput", "amplification"].map { MetricSample($0, .none, 1) }
    #expect(Summaries.of([samples]).map(\.name) == ["requests", "goodput", "amplification", "recovery_time"])
  }
}
