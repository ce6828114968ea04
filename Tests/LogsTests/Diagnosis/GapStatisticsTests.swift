import Engine
import Logs
import Testing

@Suite("Times between arrivals")
struct GapStatisticsTests {
  private func statistics(_ seconds: [Double]) -> GapStatistics {
    var gaps = GapStatistics()
    var start: Int64 = 0
    for length in seconds {
      let gap = UInt64(length * 1e9)
      gaps.add(gap, from: start)
      start += Int64(gap)
    }
    return gaps
  }

  @Test("an example by hand: gaps of 1, 1, 0 and 2 seconds")
  func example() throws {
    let gaps = statistics([1, 1, 0, 2])
    // Mean 1, variance (0 + 0 + 1 + 1) / 4.
    #expect(abs(try #require(gaps.coefficientOfVariation) - 0.5.squareRoot()) < 1e-12)
    #expect(gaps.ties == 1)
    #expect(gaps.longest.length == 2_000_000_000)
    #expect(gaps.longest.start == 2_000_000_000)
  }

  @Test("equal gaps vary by 0 exactly; what cannot be told is nil, not infinite")
  func degenerate() {
    #expect(statistics(Array(repeating: 0.1, count: 1000)).coefficientOfVariation == 0)
    #expect(statistics([]).coefficientOfVariation == nil)
    #expect(statistics([1]).coefficientOfVariation == nil)
    #expect(statistics([0, 0, 0]).coefficientOfVariation == nil)
    #expect(statistics([0, 0, 0]).longest.length == 0)
  }

  @Test("gaps of a Poisson process vary by 1, those of one with batches of geometric size by more")
  func laws() throws {
    var draws = RandomStream(seed: 3, replication: 0, purpose: 0, entity: 0).draws(0)
    let poisson = statistics((0..<100_000).map { _ in draws.exponential() })
    // The standard error of the coefficient of variation of n exponential gaps is 1/√n = 0.003.
    #expect(abs(try #require(poisson.coefficientOfVariation) - 1) < 0.013)
    // With a probability of 1/2 a gap is none, else exponential: mean 1/2, second moment 1, so 1 - 1/4 over 1/4.
    let batches = statistics((0..<100_000).map { _ in draws.uniform() < 0.5 ? 0 : draws.exponential() })
    #expect(abs(try #require(batches.coefficientOfVariation) - 3.0.squareRoot()) < 0.04)
  }

  @Test("pauses are gaps of a minute and longer that the rate of the rest does not explain")
  func pauses() throws {
    let minute = Array(repeating: 0.5, count: 120)
    let blocks = statistics(minute + [300] + minute + [600] + minute)
    let span = UInt64(1080) * 1_000_000_000
    let found = try #require(blocks.pauses(span: span))
    #expect(found.count == 2)
    #expect(found.sum == 900_000_000_000)
    #expect(abs(found.rate - 361.0 / 180) < 0.01)
    // One request in two minutes has gaps of a minute, and a gap of an hour is none to speak of.
    let sparse = statistics(Array(repeating: 120, count: 50) + [1900])
    #expect(sparse.pauses(span: 7_900_000_000_000) == nil)
    // The same with one of two days.
    let long = statistics(Array(repeating: 120, count: 50) + [172_800])
    #expect(long.pauses(span: 178_800_000_000_000)?.count == 1)
    #expect(statistics([]).pauses(span: 0) == nil)
  }

  @Test("the longest times do not overflow")
  func extremes() {
    var gaps = GapStatistics()
    gaps.add(.max, from: .min)
    gaps.add(1, from: .max - 1)
    #expect(gaps.longest.length == .max)
    #expect(gaps.coefficientOfVariation.map { abs($0 - 1) < 1e-9 } == true)
    #expect(gaps.pauses(span: .max) == nil)
  }
}
