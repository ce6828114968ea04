import GRDBSQLite

/// Runs the user's SQL on a database of results, without a way to change that or any other file.
public struct ResultsQuery: Sendable {
  private let database: ResultsDatabase

  /// Opens a database for reading only.
  ///
  /// - Throws: As ``ResultsReader/init(path:)``.
  public init(path: String) throws(ResultsError) {
    database = try ResultsDatabase(path: path)
    try database.showBlocks()
  }

  /// Runs one statement and hands over its rows one by one.
  ///
  /// - Parameters:
  ///   - sql: One statement that reads.
  ///   - columns: Takes the names of the columns, before any row.
  ///   - row: Takes a row's values; false ends the query.
  /// - Throws: ``ResultsError/query(reason:)`` where the statement is wrong, writes, is more than one, or was
  ///   interrupted; ``ResultsError/notResults(path:reason:)`` where what it reads is damaged.
  public func run(
    _ sql: String, columns: ([String]) -> Void, row: ([SQLValue]) -> Bool
  ) throws(ResultsError) {
    let refusal = try database.access { connection throws(SQLiteFailure) -> ResultsError? in
      sqlite3_set_authorizer(connection, authorize, nil)
      defer { sqlite3_set_authorizer(connection, nil, nil) }
      do throws(SQLiteFailure) {
        guard let statement = try SQLiteStatement.only(sql, on: connection) else {
          return .query(reason: "one statement is wanted, neither none nor several")
        }
        let indices = 0..<statement.columnCount
        columns(indices.map { statement.columnName($0) })
        while try statement.next() {
          if !row(indices.map { statement[$0] }) { break }
        }
        return nil
      } catch {
        switch error.code & 0xFF {
        case SQLITE_AUTH: return .query(reason: "it would do more than read")
        case SQLITE_CORRUPT:
          return .notResults(path: database.path, reason: "it is damaged: \(error.message)")
        default: return .query(reason: error.message)
        }
      }
    }
    if let refusal { throw refusal }
  }

  /// Makes a query that runs in another thread end with an error.
  public func interrupt() { database.interrupt() }
}

/// SQLite asks this about everything that a statement would do. Opening the file for reading is not enough:
/// `ATTACH` and `VACUUM INTO` write elsewhere.
private func authorize(
  _: UnsafeMutableRawPointer?, action: Int32, name: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?,
  _: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?
) -> Int32 {
  switch action {
  case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: return SQLITE_OK
  case SQLITE_UPDATE:
    // Asked for when a table-valued function such as json_each is first met; SQLite itself refuses to
    // change its own table.
    return name.map { String(cString: $0) } == "sqlite_master" ? SQLITE_OK : SQLITE_DENY
  case SQLITE_PRAGMA:
    let describing = [
      "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "user_version",
      "application_id", "integrity_check", "quick_check",
    ]
    let pragma = name.map { String(cString: $0).lowercased() } ?? ""
    return describing.contains(pragma) ? SQLITE_OK : SQLITE_DENY
  default: return SQLITE_DENY
  }
}
