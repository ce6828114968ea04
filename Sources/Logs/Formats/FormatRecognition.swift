/// Finds out in which format a log is.
package enum FormatRecognition {
  /// Units that are tried.
  private static let mostUnits = 200
  private static let mostBytes = 1 << 20

  /// The format that reads the most of the units at the beginning of a log as requests; among equals the one that is listed first. A
  /// general format counts only where no other fits.
  ///
  /// - Returns: Nil where no format reads half of the units that are not blank.
  package static func format(of beginning: [UInt8], _ options: LogOptions) -> LogFormat? {
    let beginning = beginning.count > mostBytes ? Array(beginning.prefix(mostBytes)) : beginning
    var best: (format: LogFormat, records: Int)?
    for format in LogFormat.allCases {
      let found = tally(beginning, format, options)
      guard found.records > 0, found.records >= found.refused else { continue }
      if let best,
        best.format.isGeneral == format.isGeneral ? found.records <= best.records : format.isGeneral
      {
        continue
      }
      best = (format, found.records)
    }
    return best?.format
  }

  /// How many of the first units are requests, and how many cannot be read.
  private static func tally(
    _ beginning: [UInt8], _ format: LogFormat, _ options: LogOptions
  ) -> (records: Int, refused: Int) {
    var records = 0
    var refused = 0
    var count = 0
    var record = LogRecord()
    var parser = format.parser(options)
    do throws(TraceProblem) {
      var units = try LogUnits(RecordedBytes(beginning, limit: .max), format.form)
      while count < mostUnits, try units.next() {
        count += 1
        record.removeAll()
        switch parser.parse(units.buffer.span.extracting(units.range), into: &record) {
        case .record: records += 1
        case .noRequest(.otherSample) where format == .rates: records += 1
        case .noRequest: break
        // The last one may be cut off, which counts only where it is the only one.
        case .refused: if !units.isUnended || count == 1 { refused += 1 }
        }
      }
    } catch {
      // What can be read until then counts.
    }
    return (records, refused)
  }
}
