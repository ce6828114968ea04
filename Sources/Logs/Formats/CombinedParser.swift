/// The combined log format of NGINX and Apache (reference recorded-traces 3.6):
/// `%h %l %u [%t] "%r" %>s %b "REFERER" "AGENT"`, and perhaps more, of which the last number may be the duration.
struct CombinedParser: LogParser {
  private var common = CommonLine()
  private var number: TrailingNumber
  /// Whether the stamp is that of the end: NGINX's `$time_local` is, Apache's `%t` is not.
  private let isEnd: Bool

  init(isEnd: Bool, _ options: LogOptions) {
    self.isEnd = isEnd
    number = TrailingNumber(options.durationUnit)
  }

  var remarks: [String] { number.remarks }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = common.read(line, &cursor, .escaped, into: &record) { return verdict }
    record.isEnd = isEnd
    guard cursor.escaped(in: line) != nil, line.has("\"", at: cursor.position) else { return .refused(.cut) }
    let start = cursor.position + 1
    guard let agent = cursor.escaped(in: line) else {
      // Agents without an end occur; all that counts stands before.
      record.userAgent = record.text(start..<line.count, of: line, .backslash)
      return .record
    }
    record.userAgent = record.text(agent, of: line, .backslash)
    return number.read(line, from: cursor.position, into: &record) ? .record : .refused(.number)
  }
}
