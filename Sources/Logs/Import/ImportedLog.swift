/// The requests of one or many logs, in the order of their arrival.
package struct ImportedLog {
  /// The format of each file.
  package let formats: [LogFormat]
  /// What was asked for.
  package let shapes: ShapeTable
  /// Who served it.
  package let upstreams: InternedTexts
  /// What became of every line.
  package let accounting: ImportAccounting

  private let entries: [LogEntry]
  private var position = 0

  init(
    formats: [LogFormat], shapes: ShapeTable, upstreams: InternedTexts, accounting: ImportAccounting,
    entries: [LogEntry]
  ) {
    self.formats = formats
    self.shapes = shapes
    self.upstreams = upstreams
    self.accounting = accounting
    self.entries = entries
  }

  /// The next request, nil at the end.
  ///
  /// A copy of the log that was made before goes on from where it was then.
  ///
  /// - Throws: ``TraceCode/temporaryFile`` where what was put aside cannot be read back.
  package mutating func next() throws(TraceProblem) -> LogEntry? {
    guard position < entries.count else { return nil }
    defer { position += 1 }
    return entries[position]
  }
}
