/// Writes requests in Weir's trace form: CSV with a header, times in seconds from the first arrival, a cell empty where the log does not
/// tell what belongs there, a column left out where no request has it.
package struct TraceForm {
  /// What was written.
  package struct Summary: Sendable, Equatable {
    /// How many requests.
    package var count = 0
    /// When the first one arrived, in nanoseconds since the epoch or the log's own zero; 0 where there is none.
    package var origin: Int64 = 0
    /// From the first arrival to the last one, in nanoseconds.
    package var span: Int64 = 0
    /// The columns.
    package var columns: [String] = []
    /// The field of the clock that is always the same, so that these are no arrivals.
    package var doctored: ClockFields.Doctored?
  }

  /// The columns after the arrival and the shape, in their order.
  private static let columns: [(field: KnownFields, name: String)] = [
    (.status, "status"), (.duration, "duration"), (.upstream, "upstream"),
    (.upstreamDuration, "upstream_duration"), (.attempts, "attempts"), (.outcome, "outcome"),
    (.client, "client"),
  ]

  private let known: KnownFields
  /// By number, with a comma before each cell.
  private let shapes: CellTexts
  private let upstreams: CellTexts
  private let clients: CellTexts
  private let outcomes: [[UInt8]]
  private let names: [String]

  /// Prepares to write the requests of `log`.
  package init(_ log: ImportedLog) {
    var known = log.known
    let fields: [KnownFields] = [.method, .host, .path]
    for number in 0..<Int32(log.shapes.count) {
      for (field, cell) in zip(fields, log.shapes.cells(number)) where !cell.isEmpty { known.insert(field) }
      if known.isSuperset(of: [.method, .host, .path]) { break }
    }
    let shown = fields.map(known.contains)
    shapes = CellTexts(log.shapes.count) { number in
      zip(log.shapes.cells(number), shown).filter(\.1).map(\.0)
    }
    upstreams = CellTexts(log.upstreams.count) { [log.upstreams[$0]] }
    clients = CellTexts(log.clients.count) { [log.clients[$0]] }
    outcomes = LogOutcome.allCases.map { Array($0.word.utf8) }
    names =
      ["arrival"] + zip(["method", "host", "path"], shown).filter(\.1).map(\.0)
      + Self.columns.filter { known.contains($0.field) }.map(\.name)
    self.known = known
  }

  /// Writes all requests of `log`.
  ///
  /// - Throws: a ``WriteProblem`` where the output takes no more, or a ``TraceProblem`` where the log cannot be read on.
  package func write(
    _ log: consuming ImportedLog, to output: inout PackedOutput, step: (Int) throws -> Void = { _ in }
  ) throws -> Summary {
    var summary = Summary(columns: names)
    var clock = ClockFields()
    output.buffer += Array(names.joined(separator: ",").utf8)
    output.buffer.append(UInt8(ascii: "\n"))
    while let entry = try log.next() {
      if summary.count == 0 { summary.origin = entry.arrival }
      summary.span = entry.arrival - summary.origin
      clock.add(entry.arrival)
      guard summary.span <= CSVRecords.latest else {
        throw TraceProblem(
          .number, "the requests span more than 73 years, the most that a trace may", line: entry.place.line,
          suggestion: "leave out those with a wrong clock: --from, --to")
      }
      append(entry, at: summary.span, to: &output.buffer)
      summary.count += 1
      if output.buffer.count >= PackedOutput.piece {
        try output.flush()
        try step(summary.count)
      }
    }
    summary.doctored = clock.doctored
    return summary
  }

  private func append(_ entry: LogEntry, at time: Int64, to bytes: inout [UInt8]) {
    bytes.append(seconds: time)
    shapes.append(entry.shape, to: &bytes)
    if known.contains(.status) { append(whole: Int64(entry.status), to: &bytes) }
    if known.contains(.duration) { append(seconds: entry.duration, to: &bytes) }
    if known.contains(.upstream) { upstreams.append(entry.upstream, to: &bytes) }
    if known.contains(.upstreamDuration) { append(seconds: entry.upstreamDuration, to: &bytes) }
    if known.contains(.attempts) { append(whole: Int64(entry.attempts), to: &bytes) }
    if known.contains(.outcome) {
      bytes.append(UInt8(ascii: ","))
      if entry.outcome != .ok { bytes += outcomes[Int(entry.outcome.rawValue)] }
    }
    if known.contains(.client) { clients.append(entry.client, to: &bytes) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func append(whole value: Int64, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if value >= 0 { bytes.append(whole: UInt64(value)) }
  }

  private func append(seconds value: Int64, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if value >= 0 { bytes.append(seconds: value) }
  }
}
