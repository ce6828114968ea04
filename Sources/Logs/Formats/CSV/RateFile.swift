/// The periods of a file of counts, one at a time.
package struct RateFile {
  private var units: LogUnits
  private var rows: RateRows

  /// The periods of `source`.
  package init(_ source: RecordedBytes, _ options: LogOptions) throws(TraceProblem) {
    units = try LogUnits(source, .records)
    rows = RateRows(options)
  }

  /// The next period: when it begins, in nanoseconds since the epoch or the file's own zero, and the requests in it; nil at the end.
  ///
  /// - Throws: ``TraceCode/period`` where a row is none.
  package mutating func next() throws(TraceProblem) -> (start: Int64, count: Int64)? {
    while try units.next() {
      guard !units.isTooLong else { throw problem("it is longer than is read") }
      let bytes = units.buffer
      switch rows.parse(bytes.span.extracting(units.range)) {
      case .blank, .header: continue
      case .period(let start, let count): return (start, count)
      case .refused(let reason): throw problem("it cannot be read (\(reason.rawValue))")
      }
    }
    return nil
  }

  private func problem(_ text: String) -> TraceProblem {
    TraceProblem(
      .period, "the row is no period with a count: \(text)", line: units.number,
      suggestion: "write a header such as period,count, and times as seconds or dates")
  }
}
