/// Writes recorded requests and attempts as blocks, a row of a table each.
///
/// A block's key is the one that its first row has where plain rows are written, so a row's key is that of its
/// block and its place in it.
final class BlockWriter {
  private let request: SQLiteStatement
  private let attempt: SQLiteStatement
  private var encoder = BlockEncoder()

  /// Prepares writing into the tables, which are there.
  init(on connection: OpaquePointer) throws(SQLiteFailure) {
    request = try Self.insertion(into: "request_block", on: connection)
    attempt = try Self.insertion(into: "attempt_block", on: connection)
  }

  /// Writes the rows of a batch, which follow `written` ones of its replication.
  func write(_ batch: RecordBatch, after written: (requests: Int64, attempts: Int64)) throws(SQLiteFailure) {
    let replication = RowKey.replication(batch.replication)
    let requests = batch.requests.span
    for part in Self.parts(requests.count) {
      encoder.encode(requests.extracting(part))
      try insert(request, replication, written.requests + Int64(part.lowerBound), rows: part.count)
    }
    let attempts = batch.attempts.span
    for part in Self.parts(attempts.count) {
      encoder.encode(attempts.extracting(part))
      try insert(attempt, replication, written.attempts + Int64(part.lowerBound), rows: part.count)
    }
  }

  /// Ends the statements, so that the connection can close.
  func close() {
    request.close()
    attempt.close()
  }

  private func insert(
    _ statement: SQLiteStatement, _ replication: Int64, _ sequence: Int64, rows: Int
  ) throws(SQLiteFailure) {
    statement.bind(1, RowKey.row(replication, sequence))
    statement.bind(2, replication)
    statement.bind(3, Int64(rows))
    statement.bind(4, encoder.requests.low)
    statement.bind(5, encoder.requests.high)
    try encoder.withBlock { block throws(SQLiteFailure) in try statement.run(withBytes: block, at: 6) }
  }

  private static func insertion(
    into table: String, on connection: OpaquePointer
  ) throws(SQLiteFailure) -> SQLiteStatement {
    try SQLiteStatement("INSERT INTO \(table) VALUES (?, ?, ?, ?, ?, ?)", on: connection)
  }

  /// Ranges of at most a block's rows.
  private static func parts(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: BlockFormat.rowLimit).map { $0..<min($0 + BlockFormat.rowLimit, count) }
  }
}
