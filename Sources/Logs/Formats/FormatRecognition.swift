/// Finds out in which format a log is.
package enum FormatRecognition {
  /// Lines that are tried.
  private static let mostLines = 200

  /// What the lines are in one format.
  private struct Reading {
    var format: LogFormat
    var records = 0
    var refused = 0
    /// Whether a stamp is earlier than the one above.
    var goesBack = false
  }

  /// The format that reads the lines at the beginning of a log as requests.
  ///
  /// The one that is listed first among those that read nine tenths of what the best one does: a format that asks for more than another
  /// does not lose by a line that is cut. NGINX and Apache write the same text, but NGINX writes the end of a request, at which it also
  /// writes the line, so its stamps never go back; Apache writes the beginning, so the stamps of a log that is not very quiet do.
  ///
  /// - Returns: Nil where no format reads half of the lines that are not blank.
  package static func format(of beginning: [UInt8], _ options: LogOptions) -> LogFormat? {
    let lines = firstLines(beginning)
    let readings = LogFormat.allCases.map { reading(lines, $0, options) }
      .filter { $0.records > 0 && $0.records >= $0.refused }
    let most = readings.map(\.records).max() ?? 0
    guard let first = readings.first(where: { $0.records * 10 >= most * 9 }) else { return nil }
    return first.format == .nginx && first.goesBack ? .apache : first.format
  }

  private static func reading(_ lines: [[UInt8]], _ format: LogFormat, _ options: LogOptions) -> Reading {
    var reading = Reading(format: format)
    var parser = format.parser(options)
    var record = LogRecord()
    var latest = Int64.min
    for line in lines {
      record.removeAll()
      switch parser.parse(line.span, into: &record) {
      case .record:
        reading.records += 1
        reading.goesBack = reading.goesBack || record.stamp < latest
        latest = record.stamp
      case .refused: reading.refused += 1
      case .noRequest: break
      }
    }
    return reading
  }

  /// The lines that are not blank; the last one may be cut off and counts only where it is the only one.
  private static func firstLines(_ bytes: [UInt8]) -> [[UInt8]] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines = text.prefix(1 << 20).split(separator: UInt8(ascii: "\n"), maxSplits: mostLines)
    if lines.count > 1, text.last != UInt8(ascii: "\n") || lines.count > mostLines { lines.removeLast() }
    return lines.map { $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0) }
  }
}
