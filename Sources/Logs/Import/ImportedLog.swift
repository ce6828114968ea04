/// The requests of one or many logs, in the order of their arrival.
package struct ImportedLog {
  /// The format of each file.
  package let formats: [LogFormat]
  /// What was asked for.
  package let shapes: ShapeTable
  /// Who served it.
  package let upstreams: InternedTexts
  /// Where requests came from, where that is kept.
  package let clients: InternedTexts
  /// What any request tells; what of its shape is known stands there.
  package let known: KnownFields
  /// What became of the lines of each file.
  package let accounts: [ImportAccounting]
  /// What was taken for granted about the files and may be otherwise, a sentence each that begins with the file's name.
  package let remarks: [String]
  /// What became of every line.
  package let accounting: ImportAccounting

  private var entries: SortedEntries
  private let leavesOutServerSide: Bool

  init(
    formats: [LogFormat], shapes: ShapeTable, upstreams: InternedTexts, clients: InternedTexts,
    known: KnownFields, accounts: [ImportAccounting], remarks: [String], entries: SortedEntries,
    leavesOutServerSide: Bool
  ) {
    self.formats = formats
    self.shapes = shapes
    self.upstreams = upstreams
    self.clients = clients
    self.known = known
    self.accounts = accounts
    self.remarks = remarks
    accounting = accounts.reduce(into: ImportAccounting()) { $0.add($1) }
    self.entries = entries
    self.leavesOutServerSide = leavesOutServerSide
  }

  /// The next request, nil at the end.
  ///
  /// A copy of the log that was made before goes on from where it was then.
  ///
  /// - Throws: ``TraceCode/temporaryFile`` where what was put aside cannot be read back.
  package mutating func next() throws(TraceProblem) -> LogEntry? {
    while let entry = try entries.next() {
      if !(leavesOutServerSide && entry.isServerSide) { return entry }
    }
    return nil
  }
}
