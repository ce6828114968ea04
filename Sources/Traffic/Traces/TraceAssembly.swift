import Logs

/// Makes the times of a trace from those of its records: first the window, then the gaps, then the speed.
package struct TraceAssembly {
  private let options: TraceOptions
  private var writer = TraceRecordWriter()
  /// Of the gaps that stay, in nanoseconds.
  private var gapSum: Int64 = 0
  private var gapCount: Int64 = 0
  private var hasLongGaps = false

  package init(_ options: TraceOptions) { self.options = options }

  /// How many records the trace has.
  package var count: Int { writer.count }

  /// Whether a record that arrived at `time` is in the window.
  package func takes(_ time: Int64) -> Bool {
    time >= options.from && time < options.to ?? .max
  }

  /// Adds a record of the window, which does not arrive before the last one.
  package mutating func append(arrival: Int64, shape: Int32) throws(TraceProblem) {
    // Assumption A-TRF-15: a window begins at time zero.
    let time = arrival - options.from
    if let longest = options.longestGap, let last = writer.last {
      if time - last <= longest {
        gapSum += time - last
        gapCount += 1
      } else {
        hasLongGaps = true
      }
    }
    try writer.append(arrival: time, shape: shape)
  }

  /// The trace.
  package func trace(shapes: [RequestShape], draws: TraceDraws) throws(TraceProblem) -> RecordedTrace {
    guard writer.count > 0 else {
      throw TraceProblem(
        .nothingLeft, "no request of the trace is left to be replayed",
        suggestion: "let `from`, `to` and `where` keep some")
    }
    let records = try retimed()
    if options.loops, records.first == records.last {
      throw TraceProblem(.loop, "all records arrive at one time, so that the trace cannot be repeated")
    }
    return RecordedTrace(records, shapes: shapes, draws: draws, loops: options.loops, scale: options.scale)
  }

  /// The records without long gaps, at the speed.
  private func retimed() throws(TraceProblem) -> TraceRecords {
    // Assumption A-TRF-14: a gap that is left out becomes as long as the mean of the gaps that stay, the longest that stays where none does.
    let replacement = gapCount > 0 ? gapSum / gapCount : options.longestGap ?? 0
    let records = try writer.finish()
    guard hasLongGaps || options.speed != 1 else { return records }
    var retimed = TraceRecordWriter()
    var cursor = TraceCursor(records)
    var last: Int64?
    var skipped: Int64 = 0
    while let record = try cursor.next() {
      if let longest = options.longestGap, let last, record.arrival - last > longest {
        skipped += record.arrival - last - replacement
      }
      last = record.arrival
      try retimed.append(
        arrival: try Self.divided(record.arrival - skipped, by: options.speed), shape: record.shape)
    }
    return try retimed.finish()
  }

  private static func divided(_ time: Int64, by speed: Double) throws(TraceProblem) -> Int64 {
    guard speed != 1 else { return time }
    let divided = (Double(time) / speed).rounded()
    guard divided <= Double(CSVRecords.latest) else {
      throw TraceProblem(.number, "at this speed the trace lasts more than 73 years")
    }
    return Int64(divided)
  }
}
