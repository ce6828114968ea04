import Engine
import Logs
import Testing

@Suite("What is in a log")
struct TraceDiagnosisTests {
  private static let second: Int64 = 1_000_000_000

  @Test("an example by hand has the figures that a pencil finds")
  func example() throws {
    let lines = [
      RecordedLog.line(arrival: 250_000_000, path: "/users/1?name=anna", milliseconds: 10),
      RecordedLog.line(arrival: 3_250_000_000, path: "/users/2", milliseconds: 30, upstream: "10.0.2.2:80"),
      "no line of the format",
      RecordedLog.line(arrival: 2_250_000_000, path: "/cart", status: 503, milliseconds: 20),
      RecordedLog.line(arrival: 3_750_000_000, path: "/users/3", milliseconds: 20),
      "",
    ]
    let found = try #require(try RecordedLog.diagnosis(of: lines))
    #expect(found.formats == [.envoy])
    #expect(found.records == 4)
    #expect(found.refused == 1)
    #expect(found.filtered == 1)
    #expect(found.inversions == 1)
    #expect(found.first.map(LogClock.text) == "2026-01-01T00:00:00.25Z")
    #expect(found.last.map(LogClock.text) == "2026-01-01T00:00:03.75Z")
    #expect(found.span == 3_500_000_000)
    #expect(found.rate == 4 / 3.5)
    // Seconds 0 to 3 hold 1, 0, 1 and 2.
    #expect(found.peakSecond?.count == 2)
    #expect(found.peakSecond.map { LogClock.text($0.start) } == "2026-01-01T00:00:03Z")
    #expect(found.dispersion1s == 0.5)
    #expect(found.dispersion60s == nil)
    #expect(found.longestGap?.length == 2_000_000_000)
    #expect(found.longestGap.map { LogClock.text($0.start) } == "2026-01-01T00:00:00.25Z")
    #expect(found.statuses.map(\.status) == [200, 503])
    #expect(found.statuses.map(\.count) == [3, 1])
    #expect(found.upstreams.map(\.upstream) == ["10.0.2.1:80", "10.0.2.2:80"])
    #expect(found.upstreams.map(\.count) == [3, 1])
    #expect(found.requests.map(\.path) == ["/users/{id}", "/cart"])
    #expect(found.requests.map(\.method) == ["GET", "GET"])
    #expect(found.requests.map(\.count) == [3, 1])
    #expect(found.requests.first?.durations.mean == 20_000_000)
    #expect(found.total.durations.count == 4)
    #expect(found.timeline.counts.reduce(0, +) == 4)
    #expect(found.warnings.map(\.code) == [.refusedLines, .outOfOrder])
    #expect(found.warnings.first?.message == "lines that cannot be read: 1, by reason and line: format 1 (3)")
  }

  @Test("a Poisson process has an inter-arrival CV and dispersions of 1, within their errors")
  func poisson() throws {
    // An hour of it, because a last window that is not whole is taken for a quiet one.
    let hour = RecordedLog.poisson(rate: 1, count: 4000, seed: 21).filter { $0 < 3600 * Self.second }
    let found = try #require(try RecordedLog.diagnosis(of: hour, digits: 9))
    // Standard errors: 1/√3600 = 0.017 of the first two figures, √(2 / 3600) = 0.024, √(2 / 60) = 0.18.
    #expect(abs(try #require(found.rate) - 1) < 0.07)
    #expect(abs(try #require(found.interarrivalCV) - 1) < 0.07)
    #expect(abs(try #require(found.dispersion1s) - 1) < 0.1)
    #expect(abs(try #require(found.dispersion60s) - 1) < 0.7)
    #expect(found.resolution == 1)
  }

  @Test("a constant stream varies by nothing")
  func constant() throws {
    let found = try #require(try RecordedLog.diagnosis(of: (0..<6000).map { $0 * 100_000_000 }))
    #expect(found.interarrivalCV == 0)
    #expect(found.dispersion1s == 0)
    #expect(found.dispersion60s == 0)
    #expect(found.resolution == 100_000_000)
    #expect(found.peakSecond?.count == 10)
  }

  @Test("what one request, or many at one time, cannot tell is unknown and not infinite")
  func tooLittle() throws {
    for arrivals in [[0], Array(repeating: 0, count: 50)] as [[Int64]] {
      let found = try #require(try RecordedLog.diagnosis(of: arrivals))
      #expect(found.records == arrivals.count)
      #expect(found.span == 0)
      #expect(found.rate == nil)
      #expect(found.peakSecond?.count == arrivals.count)
      #expect(found.interarrivalCV == nil)
      #expect(found.dispersion1s == nil)
      #expect(found.dispersion60s == nil)
      #expect(found.longestGap == nil)
      #expect(found.resolution == nil)
      #expect(found.warnings == [])
    }
  }

  @Test("a log without a request has no figures")
  func nothing() throws {
    let found = try #require(try RecordedLog.diagnosis(of: ["", ""]))
    #expect(found.records == 0)
    #expect(found.filtered == 2)
    #expect(found.first == nil)
    #expect(found.peakSecond == nil)
    #expect(found.rate == nil)
    #expect(found.requests.isEmpty)
    #expect(found.timeline.counts == [])
  }

  @Test("patterns beyond a thousand are counted together, and nothing is lost")
  func manyPatterns() throws {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let lines = (0..<1500).map { index in
      let name = String([letters[index / 676], letters[index / 26 % 26], letters[index % 26]])
      return RecordedLog.line(arrival: Int64(index) * Self.second, path: "/\(name)")
    }
    let found = try #require(try RecordedLog.diagnosis(of: lines))
    #expect(found.requests.count == 1000)
    #expect(found.otherRequests.count == 500)
    #expect(found.otherRequests.durations.count == 500)
    #expect(found.total.count == 1500)
  }

  @Test("the picture has at most 64 columns, and each request is in one of them")
  func timeline() {
    for span in [0, 1, 1_000_000, 67_108_864, 1 << 40, UInt64.max] {
      var timeline = RateTimeline()
      for part in 0...100 as ClosedRange<UInt64> { timeline.add(span / 100 * part) }
      #expect(timeline.counts.count <= RateTimeline.most)
      #expect(span < 1 << 26 || timeline.counts.count > RateTimeline.most / 2 - 2)
      #expect(timeline.counts.reduce(0, +) == 101)
    }
  }
}
