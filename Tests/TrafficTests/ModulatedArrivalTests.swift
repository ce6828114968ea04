import Testing
import Traffic

#if canImport(Glibc)
  import Glibc
#endif

/// Markov-modulated Poisson processes against W. Fischer, K. Meier-Hellstern, doi:10.1016/0166-5316(93)90035-S.
@Suite("Modulated arrivals")
struct ModulatedArrivalTests {
  private static let two: [ArrivalProcess.State] = [
    .init(rate: 2, mean: 2 * second), .init(rate: 20, mean: second / 2),
  ]

  /// How many arrive in the first `seconds` of each of so many replications: independent, and stationary where no
  /// warm-up is needed.
  private func counts(_ states: [ArrivalProcess.State], seconds: Int64, replications: UInt32) -> [Double] {
    (0..<replications).map {
      Double(Arrivals(.modulated(states), replication: $0, seconds: seconds).times.count)
    }
  }

  /// Whether counts have this mean and this ratio of variance and mean, each within 3.89 standard errors: a significance
  /// of 1e-4.
  private func expect(_ counts: [Double], mean: Double, dispersion: Double) {
    let number = Double(counts.count)
    let found = counts.reduce(0, +) / number
    let variance = counts.reduce(0) { $0 + pow($1 - found, 2) } / (number - 1)
    let fourth = counts.reduce(0) { $0 + pow($1 - found, 4) } / number
    #expect(abs(found - mean) < 3.89 * (mean * dispersion / number).squareRoot())
    let error = ((fourth - variance * variance) / number).squareRoot()
    #expect(abs(variance - mean * dispersion) < 3.89 * error, "\(variance / mean) for \(dispersion)")
  }

  @Test(
    "counts of two states from time zero have the mean and the index of dispersion of the stationary process",
    arguments: [1, 20])
  func twoStates(seconds: Int64) {
    // With rates l1, l2 and rates s1, s2 of leaving: IDC(t) = 1 + A (1 - (1 - exp(-s t)) / (s t)), s = s1 + s2,
    // A = 2 (l1 - l2)² s1 s2 / (s² (l1 s2 + l2 s1)).
    let (l1, l2, s1, s2) = (2.0, 20.0, 0.5, 2.0)
    let sum = s1 + s2
    let limit = 2 * (l1 - l2) * (l1 - l2) * s1 * s2 / (sum * sum * (l1 * s2 + l2 * s1))
    let time = Double(seconds)
    let dispersion = 1 + limit * (1 - (1 - exp(-sum * time)) / (sum * time))
    let mean = (l1 * s2 + l2 * s1) / sum
    expect(
      counts(Self.two, seconds: seconds, replications: 4000), mean: mean * time, dispersion: dispersion)
  }

  @Test("the index of dispersion of counts of long times in one run is its limit")
  func limit() {
    // A = 2 · 18² · 1 / (2.5² · 14); times of 100 s are 250 times as long as what is remembered, which takes A/250 off.
    let limit = 2 * 324.0 / (6.25 * 14)
    let arrivals = Arrivals(.modulated(Self.two), seconds: 150_000)
    let counts = arrivals.counts(1500, every: 100 * second).map(Double.init)
    expect(counts, mean: 560, dispersion: 1 + limit * (1 - 1 / 250))
  }

  @Test(
    "each of the other states follows as likely: the index of dispersion of three is that of the complete graph"
  )
  func threeStates() {
    // States of mean stay m, n of them, each followed by any other: covariances of the rate decay with
    // s = n / ((n - 1) m), so that IDC(t) = 1 + 2 V / (l s) (1 - (1 - exp(-s t)) / (s t)) with the mean l and the
    // variance V of the rates. One fixed order would leave three quarters of the term.
    let states = [3.0, 12, 30].map { ArrivalProcess.State(rate: $0, mean: second) }
    let variance = (9.0 + 144 + 900) / 3 - 225
    let decay = 1.5
    let dispersion = 1 + 2 * variance / (15 * decay) * (1 - (1 - exp(-decay * 20)) / (decay * 20))
    expect(counts(states, seconds: 20, replications: 4000), mean: 300, dispersion: dispersion)
  }

  @Test("states of one rate make a Poisson process, gap by gap that of the rate")
  func equalRates() {
    let states = Array(repeating: ArrivalProcess.State(rate: 300, mean: second / 100), count: 3)
    let modulated = Arrivals(.modulated(states), seconds: 20).times
    let poisson = Arrivals(.poisson(rate: 300), seconds: 20).times
    #expect(modulated.count == poisson.count && poisson.count > 5000)
    // Sums over the stays are rounded otherwise.
    #expect(zip(modulated, poisson).allSatisfy { abs($0 - $1) <= 1 })
  }

  @Test("a state of rate 0 sends nothing, and stays and arrivals are drawn apart")
  func silence() {
    let states = [
      ArrivalProcess.State(rate: 0, mean: 10 * second), .init(rate: 1000, mean: 10 * second),
    ]
    let times = Arrivals(.modulated(states), seconds: 1000).times
    // A gap of the Poisson process of 1,000 per second is longer than 50 ms once in e^50.
    let silences = zip(times, times.dropFirst()).filter { $1 - $0 > second / 20 }
    #expect((20...80).contains(silences.count))
    let slower = [states[0], ArrivalProcess.State(rate: 900, mean: 10 * second)]
    let others = Arrivals(.modulated(slower), seconds: 1000).times
    let found = zip(others, others.dropFirst()).filter { $1 - $0 > second / 20 }
    #expect(found.count == silences.count)
    #expect(zip(found, silences).allSatisfy { abs($0.0 - $1.0) < second / 20 })
  }

  @Test("a run ends though the rate is nearly 0 and the states change often")
  func nearlySilent() {
    let states = [ArrivalProcess.State(rate: 0, mean: 1000), .init(rate: 1e-300, mean: 1000)]
    let surges = [
      Surge(start: second / 2, end: 3 * second, factor: 3), .init(start: 1 << 60, end: 1 << 61, factor: 2),
    ]
    #expect(Arrivals(.modulated(states), surges: surges, seconds: 1).times == [])
  }

  @Test("what a surge adds sees the states of the source")
  func surge() {
    let states = [
      ArrivalProcess.State(rate: 0, mean: 10 * second), .init(rate: 1000, mean: 10 * second),
    ]
    let surges = [
      Surge(start: 100 * second, end: 200 * second, factor: 3),
      Surge(start: 300 * second, end: 400 * second, factor: 2),
    ]
    let plain = Arrivals(.modulated(states), seconds: 500)
    let surged = Arrivals(.modulated(states), surges: surges, seconds: 500)
    for surge in surges {
      let own = plain.times.count { $0 >= surge.start && $0 < surge.end }
      let all = surged.times.count { $0 >= surge.start && $0 < surge.end }
      // Given the states, the two counts are independent and Poisson, of means that are as 1 to factor - 1.
      let (added, ratio) = (Double(all - own), surge.factor - 1)
      #expect(own > 1000)
      #expect(abs(added - ratio * Double(own)) < 3.89 * (added + ratio * ratio * Double(own)).squareRoot())
    }
    // Nothing comes where the source is silent: no arrival is farther from one of the source than its gaps are.
    var index = 0
    let isNear = surged.times.allSatisfy { time in
      while index + 1 < plain.times.count, plain.times[index + 1] <= time { index += 1 }
      let next = plain.times[min(index + 1, plain.times.count - 1)]
      return min(abs(time - plain.times[index]), abs(next - time)) < second / 20
    }
    #expect(isNear)
  }
}
