import Documents
import Foundation
import Logs
import Testing

/// The recorded traces that lie beside the package, where they do.
enum SharedTraces {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/traces").standardizedFileURL
  static let areThere = FileManager.default.fileExists(atPath: folder.path)

  static func file(_ name: String) -> String { folder.appending(path: name).path }
}

@Suite("recorded traces", .enabled(if: SharedTraces.areThere, "the traces are not beside the package"))
struct SharedTracesTests {
  /// What is known about a file: the measurements of the reference, recorded-traces 1, and counts of its rows.
  struct Known: Sendable, CustomTestStringConvertible {
    var file: String
    var format: LogFormat
    var records: Int
    var others = 0
    /// Seconds from the first arrival to the last one, and how exactly they are known.
    var span: Double
    var tolerance: Double
    var testDescription: String { file }
  }

  static let files = [
    Known(
      file: "nezha_trainticket_gateway_requests_2023-01-29_30.csv.gz", format: .csv, records: 7088,
      span: 29.47 * 3600, tolerance: 120),
    Known(
      file: "nezha_onlineboutique_frontend_requests_2022-08-22_23.csv.gz", format: .csv, records: 46_874,
      span: 37.13 * 3600, tolerance: 120),
    Known(
      file: "azure_llm_conv_2023-11-16.csv.gz", format: .csv, records: 19_366, span: 58.4 * 60, tolerance: 6),
    Known(
      file: "azure_llm_code_2023-11-16.csv.gz", format: .csv, records: 8819, span: 57.3 * 60, tolerance: 6),
    Known(
      file: "mooncake_conversation_1h.jsonl.gz", format: .ndjson, records: 12_031, span: 3540, tolerance: 6),
    Known(
      file: "nasa_http_1995-07-01_10k.tsv.gz", format: .csv, records: 9999, span: 13_183, tolerance: 0),
    Known(
      file: "nasa_http_1995-08-01_10k.tsv.gz", format: .csv, records: 9999, span: 28_481, tolerance: 0),
    Known(file: "azure_functions_2021_200.csv", format: .csv, records: 199, span: 1200, tolerance: 60),
    Known(file: "caddy_sample.jsonl", format: .caddy, records: 4, span: 2.55 * 3600, tolerance: 200),
    Known(
      file: "nezha_onlineboutique_raw_spans_faultfree_2022-08-23T17_00.csv.gz", format: .csv, records: 502,
      others: 22_969 - 502, span: 60, tolerance: 2),
    Known(
      file: "nezha_onlineboutique_raw_spans_networkdelay_2022-08-22T04_28.csv.gz", format: .csv, records: 479,
      others: 22_164 - 479, span: 60, tolerance: 2),
    // The reference counts line ends, of which the last row has none; its last request begins 167.593 s after the first.
    Known(
      file: "nezha_trainticket_raw_spans_faultfree_08_50.csv.gz", format: .csv, records: 71,
      others: 4890 - 71,
      span: 167.593, tolerance: 0.001),
    Known(
      file: "nezha_trainticket_raw_spans_networkdelay_2023-01-30T11_52.csv.gz", format: .csv, records: 41,
      others: 2694 - 41, span: 60, tolerance: 3),
  ]

  @Test("every trace is recognised and has the requests and the span that were measured", arguments: files)
  func traces(_ known: Known) throws {
    let diagnostics = Diagnostics()
    var options = LogOptions()
    options.spread = .none
    let imported = LogImport(files: [SharedTraces.file(known.file)], options: options).read(
      diagnostics: diagnostics)
    var log = try #require(imported, "\(diagnostics.all)")
    #expect(log.formats == [known.format])
    #expect(log.accounting.records == known.records)
    #expect(log.accounting.refused == 0)
    #expect(log.accounting.noRequests[.otherSample]?.count ?? 0 == known.others)
    var arrivals: [Int64] = []
    while let entry = try log.next() { arrivals.append(entry.arrival) }
    let (first, last) = (try #require(arrivals.first), try #require(arrivals.last))
    #expect(abs(Double(last - first) / 1e9 - known.span) <= known.tolerance)
  }

  @Test("the counts of the WorldCup are no requests, and can be read as rates")
  func rates() throws {
    let file = SharedTraces.file("worldcup98_per_minute_88d.csv.gz")
    let diagnostics = Diagnostics()
    #expect(LogImport(files: [file]).read(diagnostics: diagnostics).map(\.formats) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.counts.rawValue])
    var rates = try RateFile(RecordedBytes(file: file, limit: 1 << 30), LogOptions())
    var (periods, total, peak): (Int, Int64, (start: Int64, count: Int64)) = (0, 0, (0, 0))
    while let period = try rates.next() {
      periods += 1
      total += period.count
      if period.count > peak.count { peak = period }
    }
    #expect(periods == 125_300)
    #expect(total == 1_352_804_107)
    #expect(peak.count / 60 == 3823)
    // 1998-07-07 21:41 UTC
    #expect(peak.start == 899_847_660_000_000_000)
  }
}
