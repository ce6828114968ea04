import GRDBSQLite

/// Shows the blocks of a table as rows, through SQLite's interface for virtual tables.
///
/// `unpacked_request` and `unpacked_attempt` have the columns of `request` and `attempt`, exist in
/// connections that ``register(on:)`` was called for, and cannot be written.
enum BlockTable {
  /// Makes the tables known to a connection, where the views of requests and attempts then show what lies in
  /// blocks too.
  static func register(on connection: OpaquePointer) throws(SQLiteFailure) {
    try show(BlockStore(.requests, on: connection), as: "unpacked_request", on: connection)
    try show(BlockStore(.attempts, on: connection), as: "unpacked_attempt", on: connection)
    try SQLiteStatement.runScript(Views.withBlocks, on: connection)
  }

  /// Shows the blocks of a store as a table of a connection, as long as that lives.
  static func show(
    _ store: BlockStore, as name: String, on connection: OpaquePointer
  ) throws(SQLiteFailure) {
    let owned = Unmanaged.passRetained(store).toOpaque()
    // SQLite calls the last argument also where it fails.
    let code = sqlite3_create_module_v2(connection, name, module, owned) {
      if let owned = $0 { Unmanaged<BlockStore>.fromOpaque(owned).release() }
    }
    guard code == SQLITE_OK else { throw SQLiteFailure(connection) }
  }

  // Unsafe because it is a pointer: SQLite keeps it as long as a connection lives, and nobody changes what is
  // there.
  nonisolated(unsafe) private static let module: UnsafePointer<sqlite3_module> = {
    var module = sqlite3_module()
    // Without a way to create it, a table exists under its module's name.
    module.xConnect = { connect($0, $1, $4, $5) }
    module.xBestIndex = { best($0, $1) }
    module.xDisconnect = { disconnect($0) }
    module.xOpen = { open($0, $1) }
    module.xClose = { close($0) }
    module.xFilter = { filter($0, $1, $3, $4) }
    module.xNext = { next($0) }
    module.xEof = { cursor($0)?.pointee.rows.isAtEnd == false ? 0 : 1 }
    module.xColumn = { column($0, $1, $2) }
    module.xRowid = { rowid($0, $1) }
    let pointer = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    pointer.initialize(to: module)
    return UnsafePointer(pointer)
  }()

  // What SQLite is handed begins with the structure that it knows, as a C structure would: the first stored
  // property of a Swift structure lies at its address. SQLite hands the address back, from connecting to
  // disconnecting and from opening to closing.
  private struct Table {
    var base = sqlite3_vtab()
    let store: Unmanaged<BlockStore>
  }

  struct Cursor: ~Copyable {
    var base = sqlite3_vtab_cursor()
    var rows: BlockCursor
  }

  private typealias TablePointer = UnsafeMutablePointer<sqlite3_vtab>
  private typealias CursorPointer = UnsafeMutablePointer<sqlite3_vtab_cursor>

  private static func table(_ base: UnsafeMutablePointer<sqlite3_vtab>?) -> UnsafeMutablePointer<Table>? {
    UnsafeMutableRawPointer(base)?.assumingMemoryBound(to: Table.self)
  }

  /// Whose table it is.
  static func store(_ base: UnsafeMutablePointer<sqlite3_vtab>?) -> BlockStore? {
    table(base)?.pointee.store.takeUnretainedValue()
  }

  /// Whose cursor it is.
  static func cursor(_ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<Cursor>? {
    UnsafeMutableRawPointer(base)?.assumingMemoryBound(to: Cursor.self)
  }

  private static func connect(
    _ connection: OpaquePointer?, _ store: UnsafeMutableRawPointer?,
    _ result: UnsafeMutablePointer<TablePointer?>?,
    _ message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> Int32 {
    guard let connection, let result, let store else { return SQLITE_MISUSE }
    let shown = Unmanaged<BlockStore>.fromOpaque(store).takeUnretainedValue()
    let columns = (["id", "replication"] + shown.format.shown.map(\.name)).map { "\($0) INTEGER" }
    let code = sqlite3_declare_vtab(connection, "CREATE TABLE t(\(columns.joined(separator: ", ")))")
    guard code == SQLITE_OK else { return code }
    let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
    table.initialize(to: Table(store: .passRetained(shown)))
    result.pointee = UnsafeMutableRawPointer(table).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  private static func disconnect(_ base: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
    guard let table = table(base) else { return SQLITE_OK }
    table.pointee.store.release()
    table.deinitialize(count: 1)
    table.deallocate()
    return SQLITE_OK
  }

  private static func open(
    _ base: UnsafeMutablePointer<sqlite3_vtab>?, _ result: UnsafeMutablePointer<CursorPointer?>?
  ) -> Int32 {
    guard let store = store(base), let result else { return SQLITE_MISUSE }
    let cursor = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
    cursor.initialize(to: Cursor(rows: BlockCursor(store)))
    result.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }

  private static func close(_ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
    guard let cursor = cursor(base) else { return SQLITE_OK }
    cursor.deinitialize(count: 1)
    cursor.deallocate()
    return SQLITE_OK
  }

  private static func next(_ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
    guard let base, let cursor = cursor(base) else { return SQLITE_MISUSE }
    return reporting(to: base.pointee.pVtab) { () throws(SQLiteFailure) in try cursor.pointee.rows.advance() }
  }

  private static func rowid(
    _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ result: UnsafeMutablePointer<Int64>?
  ) -> Int32 {
    guard let cursor = cursor(base), let result else { return SQLITE_MISUSE }
    result.pointee = cursor.pointee.rows.id
    return SQLITE_OK
  }

  private static func column(
    _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ context: OpaquePointer?, _ column: Int32
  ) -> Int32 {
    guard let cursor = cursor(base) else { return SQLITE_MISUSE }
    do throws(SQLiteFailure) {
      let value: Int64? =
        switch column {
        case 0: cursor.pointee.rows.id
        case 1: cursor.pointee.rows.replication
        default: try cursor.pointee.rows.value(Int(column) - 2)
        }
      if let value {
        sqlite3_result_int64(context, value)
      } else {
        sqlite3_result_null(context)
      }
    } catch {
      sqlite3_result_error(context, error.message, -1)
      sqlite3_result_error_code(context, error.code)
      return error.code
    }
    return SQLITE_OK
  }

  /// Runs `body`; what it throws becomes the table's message.
  static func reporting(
    to base: UnsafeMutablePointer<sqlite3_vtab>?, _ body: () throws(SQLiteFailure) -> Void
  ) -> Int32 {
    do throws(SQLiteFailure) {
      try body()
      return SQLITE_OK
    } catch {
      guard let base else { return error.code }
      sqlite3_free(base.pointee.zErrMsg)
      base.pointee.zErrMsg = nil
      let text = error.message.utf8CString
      // SQLite frees the message with its own function, so it must come from its own memory.
      if let copy = sqlite3_malloc64(UInt64(text.count))?.assumingMemoryBound(to: CChar.self) {
        text.withUnsafeBufferPointer {
          if let from = $0.baseAddress { copy.update(from: from, count: $0.count) }
        }
        base.pointee.zErrMsg = copy
      }
      return error.code
    }
  }
}
