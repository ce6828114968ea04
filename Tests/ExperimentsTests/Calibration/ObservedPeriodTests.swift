import Experiments
import Testing

@Suite("Recorded time")
struct ObservedPeriodTests {
  private let hour = 3_600_000_000_000.0

  @Test("a Poisson process is one period, as long as it was recorded but for a mean gap or two")
  func steady() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var sample = SyntheticSample(seed: seed)
      let arrivals = sample.poisson(rate: 2, count: 2_000)
      let observed = ObservedPeriods(arrivals: arrivals)
      #expect(observed.periods.count == 1)
      #expect(observed.strays == 0)
      // 2000 gaps of half a second with a standard error of 500 ms √2000.
      #expect(abs(observed.exposure / 1e9 - 1_000) < 4 * 0.5 * 2_000.0.squareRoot())
    }
  }

  @Test("a night with a tenth of the day's requests is recorded time, an outage in it is not")
  func night() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var sample = SyntheticSample(seed: seed)
      var arrivals: [Int64] = []
      for hours in 0..<6 {
        let rate = hours.isMultiple(of: 2) ? 10.0 : 1.0
        arrivals += sample.poisson(rate: rate, count: Int(rate) * 300, start: Double(arrivals.last ?? 0))
      }
      #expect(ObservedPeriods(arrivals: arrivals).periods.count == 1)
      let end = Double(arrivals.last ?? 0) + 120e9
      arrivals += sample.poisson(rate: 1, count: 300, start: end)
      #expect(ObservedPeriods(arrivals: arrivals).periods.map(\.requests.count) == [9_900, 300])
    }
  }

  @Test("hours without requests are no recorded time, however many pieces there are")
  func gaps() {
    var sample = SyntheticSample(seed: 3)
    let arrivals = (0..<7).flatMap { piece in
      sample.poisson(rate: 5, count: 300, start: Double(piece) * 5 * hour)
    }
    let observed = ObservedPeriods(arrivals: arrivals)
    #expect(observed.periods.map(\.requests) == (0..<7).map { $0 * 300..<($0 + 1) * 300 })
    #expect(abs(observed.exposure / 1e9 - 7 * 60) < 4 * (7.0 * 300).squareRoot() / 5)
    #expect(observed.strays == 0)
  }

  @Test("a few requests by themselves are strays")
  func strays() {
    var sample = SyntheticSample(seed: 4)
    let arrivals =
      sample.poisson(rate: 1, count: 9) + sample.poisson(rate: 1, count: 200, start: hour)
      + sample.poisson(rate: 1, count: 1, start: 9 * hour)
    let observed = ObservedPeriods(arrivals: arrivals)
    #expect(observed.periods.map(\.requests) == [9..<209])
    #expect(observed.strays == 10)
  }

  @Test("windows of a minute are whole minutes, and what lies outside is left out")
  func windows() {
    // A request a second, 59.0 s from first to last, three minutes later two minutes on end, and strays before the first.
    let second: Int64 = 1_000_000_000
    let stray = [Int64(0), 7, 13].map { $0 * second }
    let first = (0..<60).map { (20 + Int64($0)) * second }
    let second2 = (0..<120).map { (300 + Int64($0)) * second }
    let observed = ObservedPeriods(arrivals: stray + first + second2, window: 60e9)
    #expect(observed.periods.map(\.length) == [60e9, 60e9, 60e9])
    #expect(observed.periods.map(\.requests.count) == [60, 60, 60])
    #expect(observed.periods.map(\.start) == [20e9, 300e9, 360e9])
    #expect(observed.strays == 3)
  }

  @Test("what is cut into pieces keeps every request, each in its piece")
  func pieces() {
    var sample = SyntheticSample(seed: 5)
    let arrivals = sample.poisson(rate: 1, count: 1_000)
    let observed = ObservedPeriods(arrivals: arrivals)
    let division = HeldBack(observed, arrivals: arrivals, hasWindows: false, share: 0.3)
    #expect(division.fitted.count == 7)
    #expect(division.held.count == 3)
    #expect(!division.isOfWindows)
    #expect(division.fitted.requestCount + division.held.requestCount == 1_000)
    #expect(abs(division.fitted.seconds + division.held.seconds - observed.exposure / 1e9) < 1e-6)
    for period in division.fitted + division.held {
      for request in period.requests {
        let arrival = Double(arrivals[request])
        #expect(period.start <= arrival && arrival < period.start + period.length)
      }
    }
    // Numbers 1, 5 and 8 of ten, so that the beginning, the middle and the end are both fitted and held back.
    let starts = division.held.map { ($0.start - observed.periods[0].start) / observed.exposure * 10 }
    #expect(starts.map { $0.rounded() } == [1, 5, 8])
  }

  @Test("of two windows one is held back whole, of one window pieces", arguments: [0.05, 0.3, 0.95])
  func fewWindows(share: Double) {
    let second: Int64 = 1_000_000_000
    let one = (0..<60).map { Int64($0) * second }
    let two = one + one.map { $0 + 7_200 * second }
    func division(_ arrivals: [Int64]) -> HeldBack {
      HeldBack(
        ObservedPeriods(arrivals: arrivals, window: 60e9), arrivals: arrivals, hasWindows: true, share: share)
    }
    #expect(division(two).isOfWindows)
    #expect(division(two).fitted.map(\.requests) == [0..<60])
    #expect(division(two).held.map(\.requests) == [60..<120])
    #expect(!division(one).isOfWindows)
    #expect(division(one).fitted.count + division(one).held.count == 10)
  }

  @Test("hostile times are no crash")
  func hostile() {
    let extremes: [[Int64]] = [
      [], [0], [.min, .max], Array(repeating: 5, count: 100), [.min] + Array(repeating: .max, count: 30),
      (0..<40).map { Int64.min + Int64($0) } + (0..<40).map { Int64.max - 40 + Int64($0) },
    ]
    for arrivals in extremes {
      for window in [nil, 1, 60e9, 1e18] {
        let observed = ObservedPeriods(arrivals: arrivals, window: window)
        #expect(observed.strays + observed.periods.reduce(0) { $0 + $1.requests.count } == arrivals.count)
      }
    }
  }
}
