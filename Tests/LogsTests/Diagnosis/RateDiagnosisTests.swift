import Logs
import Testing

@Suite("What is in a file of rates")
struct RateDiagnosisTests {
  private static let minute: Int64 = 60_000_000_000

  private func diagnosis(_ text: String) throws -> RateDiagnosis {
    try RateDiagnosis(RecordedBytes(Array(text.utf8), limit: 1 << 20), LogOptions())
  }

  @Test("an example by hand, with two minutes missing")
  func example() throws {
    let rates = try diagnosis(
      """
      period,count
      2026-01-01 00:00:00,120
      2026-01-01 00:01:00,600
      2026-01-01 00:04:00,60
      2026-01-01 00:05:00,600

      """)
    #expect(rates.periods == 4)
    #expect(rates.length == 60_000_000_000)
    #expect(rates.missing == 2)
    #expect(rates.total == 1380)
    #expect(rates.mean == 1380.0 / 240)
    #expect(rates.span == 360_000_000_000)
    #expect(rates.first.map(LogClock.text) == "2026-01-01T00:00:00Z")
    #expect(rates.last.map(LogClock.text) == "2026-01-01T00:06:00Z")
    #expect(rates.peak.map { LogClock.text($0.start) } == "2026-01-01T00:01:00Z")
    #expect(rates.peakRate == 10)
    #expect(rates.timeline.counts.reduce(0, +) == 1380)
    #expect(rates.warnings.map(\.code) == [.gaps])
    #expect(rates.warnings.map(\.count) == [2])
  }

  @Test("nothing but zeros, one period, and periods of many lengths have no infinite figures")
  func degenerate() throws {
    let zeros = try diagnosis("start,count\n0,0\n60,0\n")
    #expect(zeros.mean == 0)
    #expect(zeros.peakRate == 0)
    #expect(zeros.warnings == [])
    let one = try diagnosis("start,count\n5,7\n")
    #expect(one.mean == nil)
    #expect(one.peakRate == nil)
    #expect(one.missing == nil)
    #expect(one.total == 7)
    let uneven = try diagnosis("start,count\n0,7\n60,7\n150,7\n")
    #expect(uneven.length == nil)
    #expect(uneven.mean == nil)
    #expect(uneven.span == 150_000_000_000)
    #expect(uneven.warnings == [])
  }

  @Test("what is no file of rates, has no periods or goes back is refused")
  func bad() {
    for text in [
      "", "period,count\n", "period,count\n60,1\n0,1\n", "period,count\n60,1\n60,1\n", "a,b\n1,2\n",
    ] {
      #expect(throws: TraceProblem.self, "\(text)") { try diagnosis(text) }
    }
  }
}
