import Logs
import Testing

/// What a parser says about a unit, with its texts as strings.
struct ParsedLine {
  var verdict: LineVerdict
  var record: LogRecord
  var line: [UInt8]

  func text(_ path: KeyPath<LogRecord, LogText>) -> String {
    record.string(record[keyPath: path], of: line.span)
  }
  var method: String { text(\.method) }
  var host: String { text(\.host) }
  var path: String { text(\.path) }
  var upstream: String { text(\.upstream) }
  var client: String { text(\.client) }
  var userAgent: String { text(\.userAgent) }
  var requestID: String { text(\.requestID) }
  var labels: [String] { record.labels.map { record.string($0, of: line.span) } }
  /// When the request arrived.
  var arrival: Int64 { record.isEnd ? record.stamp - (record.duration ?? 0) : record.stamp }
}

/// All units of a text in one format, and what was taken for granted.
struct ParsedText {
  private(set) var all: [ParsedLine] = []
  private(set) var numbers: [Int] = []
  private(set) var remarks: [String] = []

  init(_ format: LogFormat, _ text: String, _ options: LogOptions = LogOptions()) throws {
    try self.init(format, Array(text.utf8), options)
  }

  init(_ format: LogFormat, _ bytes: [UInt8], _ options: LogOptions = LogOptions()) throws {
    var parser = format.parser(options)
    var units = try LogUnits(RecordedBytes(bytes, limit: 1 << 40), format.form)
    while try units.next() {
      var record = LogRecord()
      let line = Array(units.buffer[units.range])
      let verdict = units.isTooLong ? LineVerdict.refused(.tooLong) : parser.parse(line.span, into: &record)
      all.append(ParsedLine(verdict: verdict, record: record, line: line))
      numbers.append(units.number)
    }
    remarks = parser.remarks
  }

  var verdicts: [LineVerdict] { all.map(\.verdict) }
  var requests: [ParsedLine] { all.filter { $0.verdict == .record } }
}
