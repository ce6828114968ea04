import Experiments
import Foundation
import Testing

@Suite("Fitted arrivals")
struct ArrivalFitTests {
  @Test("Poisson processes are refused about as often as the tests say: 2 % of the time")
  func poisson() {
    let refused = (1...300 as ClosedRange<UInt64>).count { seed in
      var sample = SyntheticSample(seed: seed)
      let arrivals = sample.poisson(rate: 8, count: 400)
      return !ArrivalStatistics(arrivals: arrivals, periods: wholePeriod(arrivals)).isPoisson
    }
    // At most 2 % of 300, a standard error of 2.4; the tests are not exact.
    #expect(refused <= 6 + 3 * 3)
    #expect(refused >= 1)
  }

  @Test("evenly spaced requests are no Poisson process, and vary less than one")
  func even() {
    let arrivals = (0..<400).map { Int64($0) * 100_000_000 }
    let tests = ArrivalStatistics(arrivals: arrivals, periods: wholePeriod(arrivals))
    #expect(tests.isDispersed)
    #expect(!tests.isOverdispersed)
    #expect(tests.gapsAreRefused)
    #expect((tests.dispersion?.index ?? 1) < 0.2)
  }

  @Test("pairs of requests are refused by their gaps, and vary twice as much")
  func pairs() throws {
    var sample = SyntheticSample(seed: 8)
    let arrivals = sample.poisson(rate: 4, count: 1_000).flatMap { [$0, $0 + 1_000_000] }
    let tests = ArrivalStatistics(arrivals: arrivals, periods: wholePeriod(arrivals))
    #expect(tests.gapsAreRefused)
    #expect(tests.isOverdispersed)
    // The index of a compound Poisson process is E[size²] / E[size] = 2; of 400 windows its standard error is 0.14 · √2.
    #expect(abs(try #require(tests.dispersion).index - 2) < 0.6)
  }

  @Test("ten requests are too few for a test, which refuses nothing")
  func few() {
    let arrivals = (0..<10).map { Int64($0) * 1_000_000_000 }
    let tests = ArrivalStatistics(arrivals: arrivals, periods: wholePeriod(arrivals))
    #expect(tests.dispersion == nil)
    #expect(tests.gapDistance == nil)
    #expect(tests.isPoisson)
    #expect(ArrivalStatistics(arrivals: [], periods: []).isPoisson)
  }

  /// 1 + height (1 - (1 - e^(-x)) / x) of x = decay t, in windows from half a second to four minutes.
  private static func curve(decay: Double, height: Double) -> [ArrivalStatistics.Dispersion] {
    (0..<10).map { step in
      let window = 0.5 * Double(1 << step)
      let x: Double = decay * window
      let form: Double = 1 + expm1(-x) / x
      return ArrivalStatistics.Dispersion(window: window, windows: 1 << (12 - step), index: 1 + height * form)
    }
  }

  /// λ̄ = 10, v = 16 and r = 0.5 have the index 1 + 2·16 / (10·0.5) (1 - (1 - e^(-t/2)) / (t/2)).
  @Test("a modulated process is found again from its own dispersion")
  func modulated() throws {
    let curve = Self.curve(decay: 0.5, height: 6.4)
    let fit = try #require(ModulatedArrivals(rate: 10, curve: curve))
    // Only decays of a grid are tried, 200 of them over four decades and more.
    #expect(abs(fit.states[0].rate - 14) < 0.1)
    #expect(abs(fit.states[1].rate - 6) < 0.1)
    #expect(fit.states.allSatisfy { abs($0.mean - 4) < 0.2 })
    for point in curve { #expect(abs(fit.dispersion(window: point.window) / point.index - 1) < 0.02) }
  }

  @Test("a process that is silent most of the time has a silent state, and keeps its rate")
  func bursts() throws {
    let curve = Self.curve(decay: 1, height: 40)
    let fit = try #require(ModulatedArrivals(rate: 10, curve: curve))
    #expect(fit.states[1].rate == 0)
    let time = fit.states[0].mean + fit.states[1].mean
    #expect(abs(fit.states[0].rate * fit.states[0].mean / time - 10) < 1e-9)
  }

  @Test("recorded arrivals of two rates are refused, and their model has the same dispersion")
  func recordedModulated() throws {
    var sample = SyntheticSample(seed: 21)
    var arrivals: [Int64] = []
    var now = 0.0
    for stay in 0..<400 {
      let end = now + sample.exponential() * 5
      let rate = stay.isMultiple(of: 2) ? 20.0 : 4.0
      var next = now + sample.exponential() / rate
      while next < end {
        arrivals.append(Int64(next * 1e9))
        next += sample.exponential() / rate
      }
      now = end
    }
    let tests = ArrivalStatistics(arrivals: arrivals, periods: wholePeriod(arrivals))
    #expect(tests.isOverdispersed)
    let rate = Double(arrivals.count) / now
    let fit = try #require(ModulatedArrivals(rate: rate, curve: tests.curve))
    let (high, low) = (fit.states[0].rate, fit.states[1].rate)
    // v = 64 is the mean of some 200 cycles; a tenth of it as a standard error is what other seeds show.
    #expect(abs(high - 20) < 3)
    #expect(abs(low - 4) < 3)
    #expect(abs(fit.states[0].mean - 5) < 2)
  }

  @Test("counts that vary no more than chance has them have no modulated model")
  func none() {
    let curve = [ArrivalStatistics.Dispersion(window: 1, windows: 100, index: 0.9)]
    #expect(ModulatedArrivals(rate: 5, curve: curve) == nil)
    #expect(ModulatedArrivals(rate: 5, curve: []) == nil)
    let wild = [ArrivalStatistics.Dispersion(window: 1e-9, windows: 100, index: 1e12)]
    #expect(ModulatedArrivals(rate: 9e6, curve: wild) == nil)
  }
}
