import Engine
import Logs
import Testing

@Suite("Arrivals in windows")
struct WindowCountsTests {
  private static let second: Int64 = 1_000_000_000

  /// The index of dispersion, by windows of a second, of arrivals at these milliseconds, and the peak.
  private func found(_ milliseconds: [Int64]) -> (dispersion: Double?, peak: (count: Int, start: Int64)) {
    var counts = WindowCounts(width: Self.second)
    for time in milliseconds { counts.add(time * 1_000_000) }
    let span = UInt64(((milliseconds.last ?? 0) - (milliseconds.first ?? 0)) * 1_000_000)
    return counts.finished(span: span)
  }

  @Test("an example by hand: 3, 0, 1 and 2 requests in a second")
  func example() {
    // Windows begin at whole seconds. Mean 1.5, variance (2.25 + 2.25 + 0.25 + 0.25) / 4 = 1.25.
    let found = found([10_100, 10_200, 10_900, 12_500, 13_000, 13_999])
    #expect(found.dispersion == 1.25 / 1.5)
    #expect(found.peak.count == 3)
    #expect(found.peak.start == 10 * Self.second)
  }

  @Test(
    "of two windows at the ends that are covered in part, the last one counts only where they make a whole one"
  )
  func ends() {
    // From 10.9 s to 13.1 s: 2.2 s, so three windows, of 1, 2 and 1 requests, and not a fourth one: mean 4/3, variance 2/9.
    #expect(found([10_900, 11_000, 11_500, 12_100, 13_100]).dispersion == 2.0 / 9 / (4.0 / 3))
    // Of two windows, which may both be covered in part, nothing can be told.
    #expect(found([10_900, 11_000, 11_500, 12_100]).dispersion == nil)
    // From 10.1 s to 12.9 s: three windows, of 1, 2 and 1: mean 4/3, variance 2/9.
    #expect(found([10_100, 11_000, 11_500, 12_900]).dispersion == 2.0 / 9 / (4.0 / 3))
  }

  @Test(
    "the peak is taken over all windows, also one that does not count for the dispersion, and is the first of equals"
  )
  func peak() {
    let found = found([10_900, 11_000, 12_100, 12_100])
    #expect(found.peak.count == 2)
    #expect(found.peak.start == 12 * Self.second)
    #expect(self.found([10_000, 10_100, 11_000, 11_100]).peak.start == 10 * Self.second)
  }

  @Test("one window tells no dispersion, nor does nothing at all")
  func tooFew() {
    #expect(found([10_100, 10_200]).dispersion == nil)
    #expect(found([]).dispersion == nil)
    #expect(found([]).peak.count == 0)
  }

  @Test("windows lie alike before zero")
  func negative() {
    // At -1.5 s, -0.5 s and 0.5 s: one request in each second.
    #expect(found([-1500, -500, 500]).dispersion == 0)
    #expect(found([-1500, -1400, 500]).peak.start == -2 * Self.second)
  }

  @Test("equal counts have a dispersion of 0 exactly, and a Poisson process one of 1")
  func laws() {
    #expect(found((0..<10_000).map { Int64($0) * 100 }).dispersion == 0)
    var draws = RandomStream(seed: 7, replication: 0, purpose: 0, entity: 0).draws(0)
    var time = 0.0
    var counts = WindowCounts(width: Self.second)
    var last: Int64 = 0
    for _ in 0..<200_000 {
      time += draws.exponential() / 10
      last = Int64(time * 1e9)
      counts.add(last)
    }
    // 20,000 windows: the index has a standard error of √(2 / 20,000) = 0.01.
    let dispersion = counts.finished(span: UInt64(last)).dispersion ?? 0
    #expect(abs(dispersion - 1) < 0.04)
  }
}
