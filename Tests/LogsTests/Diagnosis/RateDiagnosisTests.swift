import Testing

@testable import Logs

@Suite("What is in a file of rates")
struct RateDiagnosisTests {
  private static let minute: Int64 = 60_000_000_000

  @Test("an example by hand, with two minutes missing")
  func example() {
    var rates = RateDiagnosis()
    for (start, count) in [(0, 120), (1, 600), (4, 60), (5, 600)] as [(Int64, Double)] {
      rates.add(start: start * Self.minute, length: Self.minute, count: count)
    }
    #expect(rates.periods == 4)
    #expect(rates.missing == 2)
    #expect(rates.total == 1380)
    #expect(rates.mean == 1380.0 / 240)
    #expect(rates.span == 360_000_000_000)
    #expect(rates.peak?.start == Self.minute)
    #expect(rates.peak?.rate == 10)
    #expect(rates.timeline.counts.reduce(0, +) == 1380)
    #expect(rates.warnings.map(\.code) == [.gaps])
    #expect(rates.warnings.map(\.count) == [2])
  }

  @Test("nothing, and nothing but zeros, have no infinite figures")
  func degenerate() {
    #expect(RateDiagnosis().mean == nil)
    #expect(RateDiagnosis().peak == nil)
    #expect(RateDiagnosis().warnings == [])
    var rates = RateDiagnosis()
    rates.add(start: 0, length: Self.minute, count: 0)
    #expect(rates.mean == 0)
    #expect(rates.peak?.rate == 0)
    #expect(rates.warnings == [])
  }
}
