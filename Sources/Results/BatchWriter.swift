/// Writes recorded requests and attempts in blocks, or takes the blocks apart into rows.
///
/// SQLite takes rows from the table that shows a block in five sixths of the time that binding each value
/// takes, the making of the block included. A block's key is the one that its first row has where rows are
/// written, so a row's key is that of its block and its place in it.
final class BatchWriter {
  /// One of the two kinds of rows.
  private struct Target {
    let statement: SQLiteStatement
    /// What the statement reads rows from; nil where it writes the block itself.
    let shown: BlockStore?

    init(
      _ format: BlockFormat, _ rows: String, as form: RecordedForm, on connection: OpaquePointer
    ) throws(SQLiteFailure) {
      switch form {
      case .blocks:
        shown = nil
        statement = try SQLiteStatement(
          "INSERT INTO \(format.table) VALUES (?, ?, ?, ?, ?, ?)", on: connection)
      case .rows:
        let store = BlockStore(format, on: connection)
        try BlockTable.show(store, as: "written_\(rows)", on: connection)
        shown = store
        statement = try SQLiteStatement(
          "INSERT INTO \(rows) SELECT * FROM written_\(rows)", on: connection)
      }
    }
  }

  private let connection: OpaquePointer
  private let requests: Target
  private let attempts: Target
  private var encoder = BlockEncoder()
  /// How many requests and attempts of each replication are written.
  private var written: [Int64: (requests: Int, attempts: Int)] = [:]

  /// Prepares writing into the tables, which are there.
  init(as form: RecordedForm, on connection: OpaquePointer) throws(SQLiteFailure) {
    self.connection = connection
    requests = try Target(.requests, "request", as: form, on: connection)
    attempts = try Target(.attempts, "attempt", as: form, on: connection)
  }

  /// Writes the rows of a batch after those of its replication that are written already.
  ///
  /// - Parameter replication: The key of the replication.
  func write(_ batch: RecordBatch, of replication: Int64) throws(SQLiteFailure) {
    let before = written[replication] ?? (0, 0)
    for part in Self.parts(batch.requests.count) {
      encoder.encode(batch.requests.span.extracting(part))
      try write(part, of: replication, after: before.requests, to: requests)
    }
    for part in Self.parts(batch.attempts.count) {
      encoder.encode(batch.attempts.span.extracting(part))
      try write(part, of: replication, after: before.attempts, to: attempts)
    }
    try DecisionTable.write(batch.decisions, of: replication, on: connection)
    written[replication] = (
      before.requests + batch.requests.count, before.attempts + batch.attempts.count
    )
  }

  /// Ends the statements, so that the connection can close.
  func close() {
    requests.statement.close()
    attempts.statement.close()
  }

  /// Writes the block that was just made.
  private func write(
    _ part: Range<Int>, of replication: Int64, after count: Int, to target: Target
  ) throws(SQLiteFailure) {
    let place = BlockStore.Place(
      id: RowKey.row(replication, Int64(count + part.lowerBound)), rowCount: part.count,
      firstRequest: encoder.requests.low, lastRequest: encoder.requests.high)
    if let shown = target.shown {
      try shown.hold(encoder.withBlock { $0.withUnsafeBytes { [UInt8]($0) } }, place)
      return try target.statement.run()
    }
    let statement = target.statement
    statement.bind(1, place.id)
    statement.bind(2, replication)
    statement.bind(3, Int64(place.rowCount))
    statement.bind(4, place.firstRequest)
    statement.bind(5, place.lastRequest)
    try encoder.withBlock { block throws(SQLiteFailure) in try statement.run(withBytes: block, at: 6) }
  }

  /// Ranges of at most a block's rows.
  private static func parts(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: BlockFormat.rowLimit).map { $0..<min($0 + BlockFormat.rowLimit, count) }
  }
}
