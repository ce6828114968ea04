import GRDBSQLite

/// An error of SQLite's, before it is known which file it concerns.
struct SQLiteFailure: Error, Equatable {
  /// The extended result code.
  let code: Int32
  /// SQLite's message.
  let message: String

  /// An error that SQLite did not find itself.
  init(code: Int32, message: String) {
    self.code = code
    self.message = message
  }

  /// The last error of a connection.
  init(_ connection: OpaquePointer) {
    code = sqlite3_extended_errcode(connection)
    message = String(cString: sqlite3_errmsg(connection))
  }
}

/// A prepared statement of SQLite's C interface.
///
/// GRDB's own binding and reading of text stops at the first NUL, and costs twice the time of a row; names
/// and paths in the recorded data are hostile, and rows are many, so every row goes through here.
final class SQLiteStatement {
  private let connection: OpaquePointer
  private var handle: OpaquePointer?
  /// The columns of a result, 0 for a statement that returns none.
  let columnCount: Int32

  /// Prepares the first statement of `sql`.
  convenience init(_ sql: String, on connection: OpaquePointer) throws(SQLiteFailure) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw SQLiteFailure(connection) }
    self.init(handle, on: connection)
  }

  private init(_ handle: OpaquePointer, on connection: OpaquePointer) {
    self.connection = connection
    self.handle = handle
    columnCount = sqlite3_column_count(handle)
  }

  deinit { close() }

  /// Ends the statement, which a connection demands before it closes; then it does nothing any more.
  func close() {
    sqlite3_finalize(handle)
    handle = nil
  }

  /// Binds parameter `index`, from 1.
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  /// Binds any value to parameter `index`, from 1.
  func bind(_ index: Int32, _ value: SQLValue) throws(SQLiteFailure) {
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code =
      switch value {
      case .null: sqlite3_bind_null(handle, index)
      case .integer(let number): sqlite3_bind_int64(handle, index, number)
      case .real(let number): sqlite3_bind_double(handle, index, number)
      case .text(var text):
        text.withUTF8 {
          $0.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text64(
              handle, index, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
          }
        }
      case .blob(let bytes): sqlite3_bind_blob64(handle, index, bytes, UInt64(bytes.count), copied)
      }
    guard code == SQLITE_OK else { throw SQLiteFailure(connection) }
  }

  /// Runs a statement that returns no rows and makes it ready for the next values.
  func run() throws(SQLiteFailure) {
    guard sqlite3_step(handle) == SQLITE_DONE else {
      let failure = SQLiteFailure(connection)
      sqlite3_reset(handle)
      throw failure
    }
    sqlite3_reset(handle)
  }

  /// Binds bytes to parameter `index`, from 1, without copying them, runs, and forgets them.
  func run(withBytes bytes: RawSpan, at index: Int32) throws(SQLiteFailure) {
    defer { sqlite3_bind_null(handle, index) }
    // The pointer is used while the statement runs, within the closure.
    try bytes.withUnsafeBytes { bytes throws(SQLiteFailure) in
      let code = sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), nil)
      guard code == SQLITE_OK else { throw SQLiteFailure(connection) }
      try run()
    }
  }

  /// Binds `values` in order and runs.
  func run(_ values: [SQLValue]) throws(SQLiteFailure) {
    var index: Int32 = 0
    for value in values {
      index += 1
      try bind(index, value)
    }
    try run()
  }

  /// Goes to the next row; false after the last.
  func next() throws(SQLiteFailure) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw SQLiteFailure(connection)
    }
  }

  /// The name of a column, from 0.
  func columnName(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
  }

  /// The value of a column of the current row, from 0.
  subscript(column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      .text(
        String(
          decoding: UnsafeRawBufferPointer(
            start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column))),
          as: UTF8.self))
    case SQLITE_BLOB:
      .blob(
        Array(
          UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))))
    default: .null
    }
  }
}

extension SQLiteStatement {
  /// Prepares `sql` where it is exactly one statement; nil where it is none, or more.
  static func only(_ sql: String, on connection: OpaquePointer) throws(SQLiteFailure) -> SQLiteStatement? {
    // The text goes on after a NUL, SQLite does not.
    guard !sql.utf8.contains(0) else { return nil }
    let bytes = sql.utf8CString.map { $0 }
    var handle: OpaquePointer?
    var rest: OpaquePointer?
    let codes = bytes.withUnsafeBufferPointer { text -> (first: Int32, rest: Int32) in
      var tail: UnsafePointer<CChar>?
      let first = sqlite3_prepare_v2(
        connection, text.baseAddress, Int32(clamping: text.count), &handle, &tail)
      guard first == SQLITE_OK, let tail else { return (first, SQLITE_OK) }
      return (first, sqlite3_prepare_v2(connection, tail, -1, &rest, nil))
    }
    defer { sqlite3_finalize(rest) }
    guard codes.first == SQLITE_OK else { throw SQLiteFailure(connection) }
    guard let handle else { return nil }
    let statement = SQLiteStatement(handle, on: connection)
    return codes.rest == SQLITE_OK && rest == nil ? statement : nil
  }

  /// Runs statements that return nothing of interest, such as those of a schema.
  static func runScript(_ sql: String, on connection: OpaquePointer) throws(SQLiteFailure) {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteFailure(connection) }
  }
}
