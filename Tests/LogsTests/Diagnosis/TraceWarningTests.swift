import Engine
import Logs
import Testing

@Suite("What is wrong with a log")
struct TraceWarningTests {
  private static let second: Int64 = 1_000_000_000

  /// The codes of the warnings about a log of these arrivals, in nanoseconds.
  private func codes(_ arrivals: [Int64], digits: Int = 3) throws -> [TraceWarning.Code]? {
    try RecordedLog.diagnosis(of: arrivals, digits: digits)?.warnings.map(\.code)
  }

  @Test("none of 200 sound logs is warned about, at rates from one in a minute to a thousand a second")
  func sound() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let rate = [1.0 / 60, 0.5, 8, 100, 1000][Int(seed % 5)]
      let arrivals = RecordedLog.poisson(rate: rate, count: 60, seed: seed)
      #expect(try codes(arrivals) == [], "seed \(seed), rate \(rate)")
    }
  }

  @Test("nor is an even stream, such as load tests and probes make")
  func even() throws {
    for milliseconds in [10, 1_000, 10_000, 60_000, 3_600_000] as [Int64] {
      // A millisecond more or less, so that the clock's ticks show.
      let arrivals = (0..<200).map { Int64($0) * milliseconds * 1_000_000 + Int64($0 % 2) * 1_000_000 }
      #expect(try codes(arrivals) == [], "\(milliseconds) ms")
    }
  }

  @Test("a clock of whole seconds is coarse, and falsely precise where it writes milliseconds")
  func coarse() throws {
    let arrivals = RecordedLog.poisson(rate: 3, count: 500, seed: 1).map { $0 / Self.second * Self.second }
    #expect(try codes(arrivals, digits: 0) == [.coarseClock])
    #expect(try codes(arrivals, digits: 3) == [.coarseClock, .falsePrecision])
  }

  @Test("ticks of 3 s in a log of milliseconds are coarse, and false precision")
  func slowTicks() throws {
    let arrivals = RecordedLog.poisson(rate: 3, count: 2000, seed: 2).map { time in
      let tick = time / (3 * Self.second)
      return tick * 3 * Self.second + tick % 3 * 1_000_000
    }
    #expect(try codes(arrivals) == [.coarseClock, .falsePrecision])
  }

  @Test("minutes that are always the same are doctored, and make pauses")
  func doctored() throws {
    let arrivals = RecordedLog.poisson(rate: 0.5, count: 600, seed: 3).map { time in
      time / (60 * Self.second) * 3600 * Self.second + 300 * Self.second + time % (60 * Self.second)
    }
    let found = try #require(try RecordedLog.diagnosis(of: arrivals))
    #expect(found.warnings.map(\.code) == [.doctoredClock, .gaps])
    #expect(found.warnings.first?.count == 600)
  }

  @Test("one-minute windows hours apart are pauses")
  func windows() throws {
    let window = RecordedLog.poisson(rate: 8, count: 480, seed: 4)
    let arrivals = (0..<5 as Range<Int64>).flatMap { number in window.map { $0 + number * 5000 * Self.second }
    }
    let found = try #require(try RecordedLog.diagnosis(of: arrivals))
    #expect(found.warnings.map(\.code) == [.gaps])
    #expect(found.warnings.first?.count == 4)
  }

  @Test("lines in the order of their end are out of order, and counted")
  func outOfOrder() throws {
    var arrivals = RecordedLog.poisson(rate: 8, count: 100, seed: 5)
    arrivals.swapAt(10, 11)
    arrivals.swapAt(50, 51)
    let found = try #require(try RecordedLog.diagnosis(of: arrivals))
    #expect(found.warnings.map(\.code) == [.outOfOrder])
    #expect(found.warnings.first?.count == 2)
  }

  @Test("what the import counts is told with its number, and what it does not is not")
  func counted() {
    var evidence = TraceEvidence()
    evidence.accounting.duplicates.count = 3
    evidence.accounting.healthChecks.count = 1200
    evidence.accounting.missingHost.count = 5
    evidence.accounting.missingDuration.count = 7
    evidence.remarks = ["ts is taken to be seconds"]
    var diagnosis = TraceDiagnosis()
    diagnosis.records = 5000
    let warnings = diagnosis.warnings(evidence)
    #expect(
      warnings.map(\.code) == [
        .duplicatedRequests, .endOfRequest, .healthChecks, .missingHost, .guessed,
      ])
    #expect(warnings.map(\.count) == [3, 7, 1200, 5, 1])
    #expect(warnings[2].message == "probes of health, which are no users: 1,200 of 5,000")
    #expect(diagnosis.warnings(TraceEvidence()) == [])
  }

  @Test("some formats tell of load tests, and others are often samples")
  func formats() {
    var diagnosis = TraceDiagnosis()
    diagnosis.records = 10
    func codes(_ formats: [LogFormat]) -> [TraceWarning.Code] {
      diagnosis.formats = formats
      return diagnosis.warnings(TraceEvidence()).map(\.code)
    }
    #expect(codes([.k6CSV]) == [.closedLoop])
    #expect(codes([.envoy, .har]) == [.closedLoop])
    #expect(codes([.otlp, .k6JSON]) == [.closedLoop, .sampled])
    #expect(codes([.envoy, .csv, .vegetaCSV]) == [])
  }

  @Test("lines that cannot be read are told by reason, with the first of them and their files")
  func refused() {
    var evidence = TraceEvidence()
    evidence.accounting.refusals[.number] = .init(
      count: 5, first: [2, 3, 9].map { LogPlace(file: 0, line: $0) })
    evidence.accounting.refusals[.cut] = .init(count: 1, first: [LogPlace(file: 1, line: 7)])
    var diagnosis = TraceDiagnosis()
    diagnosis.refused = 6
    let start = "lines that cannot be read: 6, by reason and line: "
    #expect(diagnosis.warnings(evidence).map(\.message) == [start + "cut 1 (7); number 5 (2, 3, 9, …)"])
    evidence.isOneFile = false
    #expect(
      diagnosis.warnings(evidence).map(\.message) == [start + "cut 1 (2:7); number 5 (1:2, 1:3, 1:9, …)"])
  }

  @Test("digits that promise a thousand times more than there is are false")
  func promised() {
    var evidence = TraceEvidence()
    var diagnosis = TraceDiagnosis()
    diagnosis.resolution = 1_000_000
    evidence.accounting.clock.add(0, promising: 1)
    #expect(diagnosis.warnings(evidence).map(\.code) == [.falsePrecision])
    evidence.accounting.clock = ClockResolution()
    evidence.accounting.clock.add(0, promising: 10_000)
    #expect(diagnosis.warnings(evidence) == [])
    // Whole seconds that are written as such promise nothing else.
    evidence.accounting.clock = ClockResolution()
    evidence.accounting.clock.add(0, promising: 1_000_000_000)
    diagnosis.resolution = 1_000_000_000
    #expect(diagnosis.warnings(evidence).map(\.code) == [.coarseClock])
  }

  @Test("numbers in messages read well")
  func numbers() {
    #expect(PlainNumber.time(3_000_000_000) == "3 s")
    #expect(PlainNumber.time(1_500_000) == "1.5 ms")
    #expect(PlainNumber.time(7) == "7 ns")
    #expect(PlainNumber.time(5_400_000_000_000) == "1.5 h")
    #expect(PlainNumber.decimal(0.0625) == "0.063")
    #expect(PlainNumber.decimal(1234.5) == "1,235")
    #expect(PlainNumber.decimal(0) == "0")
    #expect(PlainNumber.count(1_234_567) == "1,234,567")
  }
}
