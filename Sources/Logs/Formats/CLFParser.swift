/// The common log format (reference recorded-traces 3.6): `%h %l %u [%t] "%r" %>s %b`, and perhaps a number, the duration.
///
/// The stamp is the start of the request, as in Apache, which the format comes from.
struct CLFParser: LogParser {
  private var common = CommonLine()
  private var number: TrailingNumber

  init(_ options: LogOptions) { number = TrailingNumber(options.durationUnit) }

  var remarks: [String] { number.remarks }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = common.read(line, &cursor, .escaped, into: &record) { return verdict }
    // A referer or an agent: the combined format, perhaps cut off.
    guard line.firstIndex(of: UInt8(ascii: "\""), from: cursor.position) == nil else {
      return .refused(.format)
    }
    return number.read(line, from: cursor.position, into: &record) ? .record : .refused(.number)
  }
}
