import Experiments
import Foundation
import Testing

@Suite("Intervals of a calibration")
struct CalibrationIntervalTests {
  @Test(
    "Garwood's interval agrees with the tables",
    arguments: [
      (0, 0.95, 0.0, 3.689), (1, 0.95, 0.025, 5.572), (5, 0.95, 1.623, 11.668),
      (10, 0.95, 4.795, 18.390), (100, 0.95, 81.364, 121.627), (0, 0.99, 0.0, 5.298),
      (10, 0.99, 3.717, 21.398),
    ])
  func garwood(count: Int, confidence: Double, low: Double, high: Double) {
    let interval = PoissonInterval(count: count, confidence: confidence)
    #expect(abs(interval.low - low) < 6e-4)
    #expect(abs(interval.high - high) < 6e-4)
  }

  /// P(a, x) of a whole shape is the chance of at least a events of a Poisson process: 1 - Σ_{k<a} e^(-x) xᵏ / k!, summed here.
  @Test(
    "the incomplete gamma function is a Poisson tail",
    arguments: [(1, 0.3), (3, 2.0), (3, 12.0), (40, 35.0), (40, 70.0)])
  func incompleteGamma(shape: Int, x: Double) {
    var term = exp(-x)
    var sum = term
    for k in 1..<max(shape, 1) + 1 where k < shape {
      term *= x / Double(k)
      sum += term
    }
    #expect(abs(IncompleteGamma.lower(Double(shape), x) - (1 - sum)) < 1e-12)
  }

  @Test("above a shape of 1e5 the approximation takes over without a step")
  func largeShapes() {
    for z in [-2.0, 0, 1.5] {
      let below = IncompleteGamma.lower(99_999, 99_999 + z * 99_999.0.squareRoot())
      let above = IncompleteGamma.lower(100_001, 100_001 + z * 100_001.0.squareRoot())
      #expect(abs(below - above) < 1e-5)
    }
  }

  @Test("the derivatives of ln Γ have their known values")
  func polygamma() {
    let euler = 0.577_215_664_901_532_9
    #expect(abs(IncompleteGamma.digamma(1) + euler) < 1e-12)
    #expect(abs(IncompleteGamma.digamma(0.5) + euler + 2 * log(2)) < 1e-12)
    #expect(abs(IncompleteGamma.trigamma(1) - Double.pi * Double.pi / 6) < 1e-12)
    #expect(abs(IncompleteGamma.trigamma(0.5) - Double.pi * Double.pi / 2) < 1e-11)
  }

  /// The table of the sign test: of 10 values the 2nd and the 9th, of 20 the 6th and the 15th, of 100 the 40th and the 61st.
  @Test(
    "a median's interval lies between the order statistics of the tables",
    arguments: [(10, 0.95, 1, 8), (20, 0.95, 5, 14), (100, 0.95, 39, 60), (8, 0.99, 0, 7)])
  func median(count: Int, confidence: Double, low: Int, high: Int) throws {
    let interval = try #require(QuantileInterval(of: 0.5, count: count, confidence: confidence))
    #expect(interval.low == low)
    #expect(interval.high == high)
  }

  @Test(
    "few values have no interval: 7 for the median, 50 for p90 and 527 for p99, nor has one value or none")
  func tooFew() {
    #expect(QuantileInterval(of: 0.5, count: 7, confidence: 0.99) == nil)
    #expect(QuantileInterval(of: 0.9, count: 50, confidence: 0.99) == nil)
    #expect(QuantileInterval(of: 0.9, count: 51, confidence: 0.99) != nil)
    #expect(QuantileInterval(of: 0.99, count: 527, confidence: 0.99) == nil)
    #expect(QuantileInterval(of: 0.99, count: 528, confidence: 0.99) != nil)
    #expect(QuantileInterval(of: 0.5, count: 1, confidence: 0.99) == nil)
    #expect(QuantileInterval(of: 0.5, count: 0, confidence: 0.99) == nil)
  }

  /// The interval of a quantile covers it as often as it says, whatever the law: here of 60 exponential values, 2000 times.
  @Test("the intervals of quantiles cover what they are of", arguments: [0.5, 0.9])
  func coverage(quantile: Double) throws {
    var sample = SyntheticSample(seed: 11)
    let interval = try #require(QuantileInterval(of: quantile, count: 60, confidence: 0.99))
    let truth = -log(1 - quantile)
    let covered = (0..<2000).count { _ in
      let values = sample.values(of: .exponential(mean: 1), count: 60)
      return values[interval.low] <= truth && truth <= values[interval.high]
    }
    // 0.99 at least, and a standard error of 0.0022.
    #expect(covered >= 1980 - 3 * 5)
  }

  /// Numerical Recipes' series at λ = (√50 + 0.12 + 0.11 / √50) 0.2 = 1.441: 2 e^(-2 λ²) - 2 e^(-8 λ²) = 0.0314.
  @Test("two samples' distance has its probability")
  func twoSamples() {
    let probability = KolmogorovSmirnov.probability(ofDistance: 0.2, first: 100, second: 100)
    #expect(abs(probability - 0.0314) < 2e-4)
    #expect(KolmogorovSmirnov.distance([1, 2, 3, 4], [3.5, 4, 5, 6]) == 0.75)
    #expect(KolmogorovSmirnov.distance([1, 1, 2], [1, 1, 2]) == 0)
  }
}
