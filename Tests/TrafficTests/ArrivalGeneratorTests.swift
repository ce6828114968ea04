import Testing
import Traffic

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Arrivals")
struct ArrivalGeneratorTests {
  @Test("a constant process is evenly spaced, from one period on")
  func constant() {
    let arrivals = Arrivals(.constant(rate: 4), seconds: 2)
    #expect(arrivals.times == [250, 500, 750, 1000, 1250, 1500, 1750].map { $0 * 1_000_000 })
    #expect(arrivals.shapes == Array(repeating: 0, count: 7))
    #expect(arrivals.records == Array(repeating: -1, count: 7))
  }

  @Test("a constant process does not drift: a third of a second stays within half a nanosecond for a day")
  func noDrift() {
    let arrivals = Arrivals(.constant(rate: 3), seconds: 86_400)
    #expect(arrivals.times.count == 3 * 86_400 - 1)
    // The nearest whole number to (index + 1) / 3 s.
    let distances = arrivals.times.enumerated().map { abs($1 * 3 - Int64($0 + 1) * second) }
    #expect(distances.max() == 1)
  }

  @Test("no arrival comes at the end or after it")
  func end() {
    #expect(Arrivals(.constant(rate: 1), seconds: 3).times == [1, 2].map { $0 * second })
    let arrivals = Arrivals(.poisson(rate: 1000), seconds: 5)
    #expect(arrivals.times.allSatisfy { $0 < 5 * second })
  }

  @Test("Poisson gaps are exponential")
  func poissonGaps() {
    let times = Arrivals(.poisson(rate: 500), seconds: 200).times
    let gaps = zip(times, times.dropFirst()).map { Double($1 - $0) / 1e9 }
    #expect(gaps.count > 90_000)
    #expect(kolmogorovSmirnov(gaps) { 1 - exp(-500 * $0) } < 2.225)
  }

  @Test("Poisson counts of equal times have the variance of a Poisson distribution")
  func poissonCounts() {
    let arrivals = Arrivals(.poisson(rate: 100), seconds: 2000)
    let counts = arrivals.counts(2000, every: second)
    // Against the known mean: no degree of freedom is lost.
    #expect(isPlausible(cells: counts.map { ($0, 100) }, constraints: 0))
  }

  @Test("stages follow the integral of a rate that ramps, jumps and holds on")
  func stages() {
    let process = ArrivalProcess.stages([
      .init(rate: 400, duration: 20 * second),
      .init(rate: 100, duration: 10 * second),
      .init(rate: 0, duration: 10 * second, step: true),
      .init(rate: 300, duration: 10 * second, step: true),
    ])
    let arrivals = Arrivals(process, seconds: 60)
    // Per five seconds: the mean of the rates at both ends, times 5.
    let expected: [Double] = [250, 750, 1250, 1750, 1625, 875, 0, 0, 1500, 1500, 1500, 1500]
    let counts = arrivals.counts(12, every: 5 * second)
    #expect(counts[6] == 0 && counts[7] == 0)
    let cells = zip(counts, expected).filter { $0.1 > 0 }.map { (observed: $0.0, expected: $0.1) }
    #expect(isPlausible(cells: cells, constraints: 0))
  }

  @Test("arrivals within a ramp have its distribution")
  func ramp() {
    let times = Arrivals(.stages([.init(rate: 1000, duration: 100 * second)]), seconds: 100).times
    #expect(kolmogorovSmirnov(times.map { Double($0) / 1e11 }) { $0 * $0 } < 2.225)
    let down = Arrivals(
      .stages([.init(rate: 1000, duration: 0), .init(rate: 0, duration: 100 * second)]), seconds: 200
    ).times
    #expect(kolmogorovSmirnov(down.map { Double($0) / 1e11 }) { 2 * $0 - $0 * $0 } < 2.225)
  }

  @Test("shapes come by their weights, and an entry of weight 0 never")
  func shapes() {
    let arrivals = Arrivals(.poisson(rate: 1000), weights: [7, 0, 2, 1], seconds: 50)
    let counts = (0..<4).map { shape in arrivals.shapes.count { $0 == shape } }
    let total = Double(arrivals.shapes.count)
    #expect(counts[1] == 0)
    #expect(
      isPlausible(cells: [(counts[0], 0.7 * total), (counts[2], 0.2 * total), (counts[3], 0.1 * total)]))
  }

  @Test(
    "times ascend and the size of the buffer changes nothing",
    arguments: [
      ArrivalProcess.constant(rate: 333), .poisson(rate: 333),
      .stages([.init(rate: 500, duration: 5 * second), .init(rate: 20, duration: 5 * second)]),
      .modulated([.init(rate: 500, mean: second), .init(rate: 20, mean: 2 * second)]),
      .diurnal(mean: 300, peak: 500, period: 7 * second),
    ])
  func batches(process: ArrivalProcess) {
    let surges = [
      Surge(start: 2 * second, end: 4 * second, factor: 3),
      Surge(start: 6 * second, end: 7 * second, factor: 0.2),
    ]
    let whole = Arrivals(process, weights: [1, 1], surges: surges, seconds: 10, capacity: 100_000)
    #expect(Arrivals(process, weights: [1, 1], surges: surges, seconds: 10, capacity: 7) == whole)
    #expect(whole.times == whole.times.sorted())
  }

  static let random: [ArrivalProcess] = [
    .poisson(rate: 100), .diurnal(mean: 100, peak: 150, period: 8 * second),
    .modulated([
      .init(rate: 50, mean: second), .init(rate: 200, mean: second), .init(rate: 400, mean: second / 10),
    ]),
  ]

  /// The first, the hundredth and the five hundredth arrival of each.
  static let frozen: [[Int64]] = [
    [20_366_228, 1_019_798_249, 4_629_015_251], [40_724_426, 1_629_662_561, 4_421_906_605],
    [40_732_455, 948_101_212, 4_467_135_777],
  ]

  @Test(
    "seed, replication and the source's name each make another stream, and the same ones the same",
    arguments: random)
  func keys(process: ArrivalProcess) {
    let base = Arrivals(process, seconds: 10)
    #expect(Arrivals(process, seconds: 10) == base)
    #expect(Arrivals(process, seed: 43, seconds: 10).times != base.times)
    #expect(Arrivals(process, replication: 1, seconds: 10).times != base.times)
    #expect(Arrivals(process, source: "bots", seconds: 10).times != base.times)
  }

  @Test("arrivals are the same on every machine and in every version", arguments: zip(random, frozen))
  func frozenTimes(process: ArrivalProcess, expected: [Int64]) {
    let times = Arrivals(process, seconds: 10).times
    #expect([times[0], times[99], times[499]] == expected)
  }

  @Test("a longer run begins as the shorter one", arguments: random)
  func longer(process: ArrivalProcess) {
    let short = Arrivals(process, seconds: 10)
    let long = Arrivals(process, seconds: 20)
    #expect(Array(long.times.prefix(short.times.count)) == short.times)
    #expect(long.times.dropFirst(short.times.count).allSatisfy { $0 >= 10 * second })
  }

  @Test("twice the rate halves the times of the same arrivals")
  func scaling() {
    let slow = Arrivals(.poisson(rate: 100), seconds: 20).times
    let fast = Arrivals(.poisson(rate: 200), seconds: 10).times
    #expect(slow.count == fast.count)
    #expect(zip(slow, fast).allSatisfy { abs($0 - 2 * $1) <= 2 })
  }
}
