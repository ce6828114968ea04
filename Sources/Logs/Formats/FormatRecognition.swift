/// Finds out in which format a log is.
package enum FormatRecognition {
  /// Lines that are tried.
  private static let mostLines = 200

  /// The format that reads the most of the lines at the beginning of a log as requests; among equals the one that is listed first.
  ///
  /// - Returns: Nil where no format reads half of the lines that are not blank.
  package static func format(of beginning: [UInt8], _ options: LogOptions) -> LogFormat? {
    let lines = firstLines(beginning)
    guard !lines.isEmpty else { return nil }
    var best: (format: LogFormat, records: Int)?
    var record = LogRecord()
    for format in LogFormat.allCases {
      var parser = format.parser(options)
      var records = 0
      var refused = 0
      for line in lines {
        record.removeAll()
        switch parser.parse(line.span, into: &record) {
        case .record: records += 1
        case .refused: refused += 1
        case .noRequest: break
        }
      }
      if records > (best?.records ?? 0), records >= refused { best = (format, records) }
    }
    return best?.format
  }

  /// The lines that are not blank; the last one may be cut off and counts only where it is the only one.
  private static func firstLines(_ bytes: [UInt8]) -> [[UInt8]] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines = text.prefix(1 << 20).split(separator: UInt8(ascii: "\n"), maxSplits: mostLines)
    if lines.count > 1, text.last != UInt8(ascii: "\n") || lines.count > mostLines { lines.removeLast() }
    return lines.map { $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0) }
  }
}
