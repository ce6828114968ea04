import Testing
import Traffic

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Diurnal arrivals")
struct DiurnalArrivalTests {
  /// The mean number of arrivals up to a time, in periods, of a rate with this mean per period: the integral of
  /// mean - (peak - mean) cos(2π x).
  private func integral(_ time: Double, mean: Double, peak: Double) -> Double {
    mean * time - (peak - mean) * sin(2 * .pi * time) / (2 * .pi)
  }

  @Test(
    "every part of a period has the arrivals of the integral, in each period again", arguments: [200.0, 150])
  func phases(peak: Double) {
    // Ten periods of 240 s in 24 parts.
    let process = ArrivalProcess.diurnal(mean: 100, peak: peak, period: 240 * second)
    let arrivals = Arrivals(process, seconds: 2400)
    let cells = arrivals.counts(240, every: 10 * second).enumerated().map { index, count in
      let (from, to) = (Double(index) / 24, Double(index + 1) / 24)
      return (
        observed: count,
        expected: 240
          * (integral(to, mean: 100, peak: peak) - integral(from, mean: 100, peak: peak))
      )
    }
    #expect(isPlausible(cells: cells, constraints: 0))
  }

  @Test("arrivals within a period have the distribution of the integral")
  func distribution() {
    let times = Arrivals(.diurnal(mean: 1000, peak: 2000, period: 100 * second), seconds: 100).times
    let share = { integral($0, mean: 1, peak: 2) }
    #expect(kolmogorovSmirnov(times.map { Double($0) / 1e11 }, against: share) < 2.225)
  }

  @Test("time for time it is the sinusoid's integral, inverted, within the error of straight lines")
  func inversion() {
    // Arrival n comes where the integral reaches the sum of the same gaps, which a Poisson process of rate 1 shows.
    let gaps = Arrivals(.poisson(rate: 1), seconds: 20_000).times.map { Double($0) / 1e9 }
    let times = Arrivals(.diurnal(mean: 100, peak: 180, period: 20 * second), seconds: 190).times
    #expect(times.count > 18_000)
    let distances = zip(times, gaps).map { abs(20 * integral(Double($0) / 2e10, mean: 100, peak: 180) - $1) }
    // 3.8e-5 of the amplitude, summed over a quarter of a period, and nothing after a whole one.
    #expect((distances.max() ?? .infinity) < 3.8e-5 * 80 * 5)
  }

  @Test("a mean that is the peak makes a Poisson process")
  func flat() {
    let flat = Arrivals(.diurnal(mean: 300, peak: 300, period: second), seconds: 20).times
    let poisson = Arrivals(.poisson(rate: 300), seconds: 20).times
    #expect(flat.count == poisson.count)
    #expect(zip(flat, poisson).allSatisfy { abs($0 - $1) <= 1 })
  }

  @Test("few arrivals in very many periods come as those of the mean rate")
  func slow() {
    let slow = Arrivals(.diurnal(mean: 0.01, peak: 0.02, period: 1_000_000), seconds: 100_000).times
    let poisson = Arrivals(.poisson(rate: 0.01), seconds: 100_000).times
    #expect(slow.count == poisson.count && slow.count > 900)
    // Each lies within one period of the other.
    #expect(zip(slow, poisson).allSatisfy { abs($0 - $1) <= 1_000_000 })
    #expect(Arrivals(.diurnal(mean: 1e-300, peak: 1e-300, period: 1), seconds: 100).times == [])
  }

  @Test("a surge that begins within a late period multiplies the rate of its time")
  func surge() {
    let surge = Surge(start: 98 * second, end: 106 * second, factor: 3)
    let arrivals = Arrivals(
      .diurnal(mean: 500, peak: 1000, period: 8 * second), surges: [surge], seconds: 112)
    let cells = arrivals.counts(56, every: 2 * second).enumerated().map { index, count in
      let part = Double(index) / 4
      let expected =
        8 * (integral(part + 0.25, mean: 500, peak: 1000) - integral(part, mean: 500, peak: 1000))
      return (observed: count, expected: (49..<53).contains(index) ? 3 * expected : expected)
    }
    #expect(isPlausible(cells: cells, constraints: 0))
  }
}
