import Documents
import Logs
import Testing

@Suite(
  "Figures of recorded traces", .enabled(if: SharedTraces.areThere, "the traces are not beside the package"))
struct RecordedFigureTests {
  /// The figures of a trace in the reference, recorded-traces 1, as they are printed there; nil where it has none.
  struct Known: Sendable, CustomTestStringConvertible {
    var file: String
    var records: Int
    var rate: String?
    var peak: Int?
    var variation: String?
    var second: String?
    var minute: String?
    /// Seconds.
    var gap: String?
    /// Nanoseconds.
    var resolution: Int64?
    var inversions: Int? = 0
    var warnings: [TraceWarning.Code]
    var testDescription: String { file }
  }

  static let files = [
    Known(
      file: "nasa_http_1995-07-01_10k.tsv.gz", records: 9999, rate: "0.76", peak: 8, variation: "1.42",
      second: "1.24", minute: "6.1", gap: "76", resolution: 1_000_000_000,
      warnings: [.coarseClock, .missingHost, .guessed]),
    Known(
      file: "nasa_http_1995-08-01_10k.tsv.gz", records: 9999, rate: "0.35", peak: 9, variation: "1.54",
      second: "1.37", minute: "5.6", gap: "74", resolution: 1_000_000_000,
      warnings: [.coarseClock, .missingHost, .guessed]),
    Known(
      file: "zanbil_shop_nginx_2019-01-22_1k.log.gz", records: 1000, rate: "5.65", peak: 23,
      variation: "2.18", second: "2.88", minute: "4.6", gap: "2", resolution: 1_000_000_000,
      warnings: [.coarseClock, .endOfRequest, .missingHost]),
    Known(
      file: "azure_llm_conv_2023-11-16.csv.gz", records: 19_366, rate: "5.53", peak: 19, variation: "1.09",
      second: "1.33", minute: "20.8", gap: "4.3", resolution: 1000, warnings: [.missingHost, .guessed]),
    Known(
      file: "azure_llm_code_2023-11-16.csv.gz", records: 8819, rate: "2.57", peak: 67, variation: "13.2",
      second: "13.2", minute: "158", gap: "217", resolution: 1000, warnings: [.missingHost, .guessed]),
    Known(
      file: "mooncake_conversation_1h.jsonl.gz", records: 12_031, rate: "3.40", peak: 28, variation: "3.03",
      second: "7.9", minute: "2.8", gap: "3", resolution: 3_000_000_000,
      warnings: [.coarseClock, .falsePrecision, .missingHost, .guessed]),
    Known(
      file: "elastic_apache_combined_10k_TIMESTAMPS_DOCTORED.log.gz", records: 10_000,
      resolution: 1_000_000_000, inversions: 4915,
      warnings: [.doctoredClock, .coarseClock, .gaps, .missingHost, .outOfOrder]),
    Known(
      file: "nezha_trainticket_gateway_requests_2023-01-29_30.csv.gz", records: 7088, resolution: 1_000_000,
      warnings: [.falsePrecision, .gaps, .missingHost]),
    Known(
      file: "nezha_onlineboutique_frontend_requests_2022-08-22_23.csv.gz", records: 46_874, resolution: 1,
      warnings: [.gaps, .missingHost]),
    Known(
      file: "azure_functions_2021_200.csv", records: 199, resolution: 1, inversions: nil,
      warnings: [.missingHost, .guessed]),
    Known(file: "caddy_sample.jsonl", records: 4, warnings: []),
    Known(
      file: "haproxy_sample_2019-02-25.log", records: 13, resolution: 1_000_000, inversions: nil,
      warnings: [.missingHost, .outOfOrder]),
  ]

  @Test("a trace has the figures that the reference measured, to its last digit", arguments: files)
  func figures(_ known: Known) throws {
    var options = LogOptions()
    options.spread = .none
    let diagnostics = Diagnostics()
    let log = LogImport(files: [SharedTraces.file(known.file)], options: options).read(
      diagnostics: diagnostics)
    let found = try TraceDiagnosis(try #require(log, "\(diagnostics.all)"))
    #expect(found.records == known.records)
    expect(found.rate, known.rate)
    if let peak = known.peak { #expect(found.peakSecond?.count == peak) }
    expect(found.interarrivalCV, known.variation)
    expect(found.dispersion1s, known.second)
    expect(found.dispersion60s, known.minute)
    expect(found.longestGap.map { Double($0.length) / 1e9 }, known.gap)
    #expect(found.resolution == known.resolution)
    if let inversions = known.inversions { #expect(found.inversions == inversions) }
    #expect(found.warnings.map(\.code) == known.warnings, "\(found.warnings)")
  }

  @Test(
    "raw spans, a minute of them each, have sound clocks",
    arguments: [
      "nezha_onlineboutique_raw_spans_faultfree_2022-08-23T17_00.csv.gz",
      "nezha_onlineboutique_raw_spans_networkdelay_2022-08-22T04_28.csv.gz",
      "nezha_trainticket_raw_spans_faultfree_08_50.csv.gz",
      "nezha_trainticket_raw_spans_networkdelay_2023-01-30T11_52.csv.gz",
    ])
  func rawSpans(_ file: String) throws {
    let log = LogImport(files: [SharedTraces.file(file)]).read(diagnostics: Diagnostics())
    let codes = try TraceDiagnosis(try #require(log)).warnings.map(\.code)
    #expect(codes.contains(.falsePrecision) == file.contains("trainticket"))
    #expect(!codes.contains(.doctoredClock) && !codes.contains(.coarseClock) && !codes.contains(.gaps))
  }

  /// Whether a figure is within half a unit of the last digit that is printed.
  private func expect(_ found: Double?, _ printed: String?) {
    guard let printed, let known = Double(printed) else { return }
    let digits = printed.split(separator: ".").dropFirst().first?.count ?? 0
    let half = (0..<digits).reduce(0.5) { half, _ in half / 10 }
    #expect(found.map { abs($0 - known) <= half } == true, "\(found ?? .nan) and not \(printed)")
  }

  @Test("the WorldCup has the periods, requests and peak that the reference tells")
  func rates() throws {
    let file = SharedTraces.file("worldcup98_per_minute_88d.csv.gz")
    let found = try RateDiagnosis(RecordedBytes(file: file, limit: 1 << 30), LogOptions())
    #expect(found.periods == 125_300)
    #expect(found.total == 1_352_804_107)
    #expect(found.missing == 10)
    #expect(found.mean.map { Int($0.rounded()) } == 180)
    #expect(found.peakRate.map { Int($0.rounded()) } == 3824)
    #expect(found.peak.map { LogClock.text($0.start) } == "1998-07-07T21:41:00Z")
    #expect(found.first.map(LogClock.text) == "1998-04-30T21:30:00Z")
    #expect(found.last.map(LogClock.text) == "1998-07-26T22:00:00Z")
  }
}
