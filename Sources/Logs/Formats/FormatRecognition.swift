/// Finds out in which format a log is.
package enum FormatRecognition {
  /// Units that are tried.
  private static let mostUnits = 200
  private static let mostBytes = 1 << 20

  /// What the units are in one format.
  private struct Reading {
    var format: LogFormat
    var records = 0
    var refused = 0
    /// Whether a stamp is earlier than the one above.
    var goesBack = false
  }

  /// The format that reads the units at the beginning of a log as requests.
  ///
  /// The one that is listed first among those that read nine tenths of what the best one does: a format that asks for more than another
  /// does not lose by a line that is cut. A general format counts only where no other fits. NGINX and Apache write the same text, but
  /// NGINX writes the end of a request, at which it also writes the line, so its stamps never go back; Apache writes the beginning, so the
  /// stamps of a log that is not very quiet do.
  ///
  /// - Returns: Nil where no format reads half of the units that are not blank.
  package static func format(of beginning: [UInt8], _ options: LogOptions) -> LogFormat? {
    let beginning = beginning.count > mostBytes ? Array(beginning.prefix(mostBytes)) : beginning
    let fitting = LogFormat.allCases.map { reading(beginning, $0, options) }
      .filter { $0.records > 0 && $0.records >= $0.refused }
    let special = fitting.filter { !$0.format.isGeneral }
    let readings = special.isEmpty ? fitting : special
    let most = readings.map(\.records).max() ?? 0
    guard let first = readings.first(where: { $0.records * 10 >= most * 9 }) else { return nil }
    return first.format == .nginx && first.goesBack ? .apache : first.format
  }

  private static func reading(_ beginning: [UInt8], _ format: LogFormat, _ options: LogOptions) -> Reading {
    var reading = Reading(format: format)
    var parser = format.parser(options)
    var record = LogRecord()
    var latest = Int64.min
    var count = 0
    do throws(TraceProblem) {
      var units = try LogUnits(RecordedBytes(beginning, limit: .max), format.form)
      while count < mostUnits, try units.next() {
        count += 1
        record.removeAll()
        switch parser.parse(units.buffer.span.extracting(units.range), into: &record) {
        case .record:
          reading.records += 1
          reading.goesBack = reading.goesBack || record.stamp < latest
          latest = record.stamp
        case .noRequest(.otherSample) where format == .rates: reading.records += 1
        case .noRequest: break
        // The last one may be cut off, which counts only where it is the only one.
        case .refused: if !units.isUnended || count == 1 { reading.refused += 1 }
        }
      }
    } catch {
      // What can be read until then counts.
    }
    return reading
  }
}
