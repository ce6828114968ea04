import Testing
import Traffic

@Suite("Surges")
struct SurgeTests {
  static let processes: [ArrivalProcess] = [
    .constant(rate: 300), .poisson(rate: 300),
    .stages([.init(rate: 400, duration: 15 * second), .init(rate: 200, duration: 15 * second)]),
    .modulated([.init(rate: 500, mean: second), .init(rate: 100, mean: 3 * second)]),
    .diurnal(mean: 200, peak: 300, period: 7 * second),
  ]

  @Test("a surge changes nothing outside its window", arguments: processes, [3, 1.5, 0.25, 0])
  func outside(process: ArrivalProcess, factor: Double) {
    let surge = Surge(start: 10 * second, end: 20 * second, factor: factor)
    let plain = Arrivals(process, weights: [3, 1], seconds: 30)
    let changed = Arrivals(process, weights: [3, 1], surges: [surge], seconds: 30)
    #expect(changed.outside(surge) == plain.outside(surge))
    #expect(changed.times.count != plain.times.count)
  }

  @Test("a surge of a Poisson process multiplies the rate in its window", arguments: [3, 1.5, 0.25])
  func poisson(factor: Double) {
    let surge = Surge(start: 10 * second, end: 110 * second, factor: factor)
    let arrivals = Arrivals(.poisson(rate: 200), surges: [surge], seconds: 120)
    let counts = arrivals.counts(11, every: 10 * second).dropFirst()
    #expect(isPlausible(cells: counts.map { ($0, 2000 * factor) }, constraints: 0))
    let inside = arrivals.times.filter { $0 >= surge.start && $0 < surge.end }
    #expect(kolmogorovSmirnov(inside.map { Double($0 - surge.start) / 1e11 }) { $0 } < 2.225)
  }

  @Test("a surge of more than 1 keeps every arrival that was there")
  func superposition() {
    let surge = Surge(start: 2 * second, end: 4 * second, factor: 2)
    let plain = Set(Arrivals(.poisson(rate: 100), seconds: 10).times)
    #expect(plain.isSubset(of: Arrivals(.poisson(rate: 100), surges: [surge], seconds: 10).times))
  }

  @Test("a surge of less than 1 only takes arrivals away, a smaller one more of them")
  func thinning() {
    func inside(_ factor: Double) -> Set<Int64> {
      Set(
        Arrivals(
          .poisson(rate: 300), surges: [.init(start: 0, end: 10 * second, factor: factor)], seconds: 10
        ).times)
    }
    #expect(inside(0.5).isSubset(of: inside(1)))
    #expect(inside(0.2).isSubset(of: inside(0.5)))
    #expect(inside(0).isEmpty)
  }

  @Test("a surge of a constant process is evenly spaced")
  func constant() {
    let surge = Surge(start: 2 * second, end: 3 * second, factor: 2.5)
    let times = Arrivals(.constant(rate: 2), surges: [surge], seconds: 5).times
    let expected: [Int64] = [500, 1000, 1500, 2000, 2200, 2400, 2600, 2800, 3000, 3500, 4000, 4500]
    #expect(times == expected.map { $0 * 1_000_000 })
  }

  @Test("surges at one time multiply, and one more does not shift what another adds")
  func overlap() {
    let long = Surge(start: 2 * second, end: 8 * second, factor: 2)
    let early = Surge(start: 0, end: second, factor: 4)
    let one = Arrivals(.poisson(rate: 500), surges: [long], seconds: 10)
    let two = Arrivals(.poisson(rate: 500), surges: [long, early], seconds: 10)
    #expect(two.outside(early) == one.outside(early))
    let both = Surge(start: 4 * second, end: 6 * second, factor: 3)
    let overlapping = Arrivals(.poisson(rate: 5000), surges: [long, both], seconds: 10)
    let counts = overlapping.counts(10, every: second)
    let factors: [Double] = [1, 1, 2, 2, 6, 6, 2, 2, 1, 1]
    #expect(isPlausible(cells: zip(counts, factors).map { ($0, 5000 * $1) }, constraints: 0))
  }

  @Test("a surge of a trace repeats records, and one below 1 leaves some out")
  func trace() throws {
    let text = "arrival\n" + (0..<1000).map { "\(Double($0) / 100)\n" }.joined()
    let trace = try #require(readTrace(bytes: Array(text.utf8), diagnostics: .init()))
    let surge = Surge(start: 2 * second, end: 4 * second, factor: 3)
    let tripled = Arrivals(.trace(trace), surges: [surge], seconds: 20)
    #expect(tripled.times.count == 1000 + 2 * 200)
    #expect(tripled.records.count { $0 == 250 } == 3)
    let half = Arrivals(.trace(trace), surges: [.init(start: 0, end: 10 * second, factor: 2.5)], seconds: 20)
    // 2000 and about half of 1000, of which the standard deviation is 15.8; 3.89 of them are 62.
    #expect(abs(half.times.count - 2500) <= 62)
    #expect(Set(half.records).count == 1000)
    let thinned = Arrivals(
      .trace(trace), surges: [.init(start: 0, end: 10 * second, factor: 0.5)], seconds: 20)
    #expect(abs(thinned.times.count - 500) <= 62)
    #expect(Set(thinned.records).count == thinned.records.count)
  }
}
