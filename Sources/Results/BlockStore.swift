import GRDBSQLite

/// The blocks of one table of a database: where they are, and the last few that were read.
///
/// What it holds is 32 bytes for each block of the database, and a few blocks.
final class BlockStore {
  /// A block that a query can want.
  struct Place {
    /// Its key, that of its first row.
    let id: Int64
    let rowCount: Int
    let firstRequest: Int64
    let lastRequest: Int64

    /// The key of its replication.
    var replication: Int64 { RowKey.replication(of: id) }
    /// The key after that of its last row.
    var end: Int64 { id + Int64(rowCount) }
  }

  let format: BlockFormat
  private let connection: OpaquePointer
  private var list: [Place]?
  private var recent: [(id: Int64, block: Block)] = []

  /// Blocks that are kept: as many as a request's rows may be spread over where requests take long.
  private static let kept = 8
  /// No block of the writer's has more bytes, by far.
  private static let byteLimit = 1 << 22

  init(_ format: BlockFormat, on connection: OpaquePointer) {
    self.format = format
    self.connection = connection
  }

  /// Shows one block that is not in the database.
  func hold(_ bytes: [UInt8], _ place: Place) throws(SQLiteFailure) {
    do throws(Block.Damage) {
      recent = [(place.id, try Block(bytes, format))]
    } catch {
      throw damage(place.id, error.reason)
    }
    list = [place]
  }

  /// All blocks, ascending by key.
  func places() throws(SQLiteFailure) -> [Place] {
    if let list { return list }
    let statement = try SQLiteStatement(
      """
      SELECT id, replication, rows, first_request, last_request FROM main.\(format.table) ORDER BY id
      """, on: connection)
    var places: [Place] = []
    while try statement.next() {
      let values = (0..<statement.columnCount).map { statement[$0] }
      guard case .integer(let id) = values[0] else { throw damage(0, "a key is no integer") }
      guard let place = Place(values), id >= (places.last?.end ?? 0) else {
        throw damage(id, "its key, its replication, its rows and its requests do not fit together")
      }
      places.append(place)
    }
    list = places
    return places
  }

  /// Reads a block, or finds it among the last.
  func block(_ place: Place) throws(SQLiteFailure) -> Block {
    if let index = recent.firstIndex(where: { $0.id == place.id }) {
      if index > 0 { recent.insert(recent.remove(at: index), at: 0) }
      return recent[0].block
    }
    let bytes = try bytes(of: place)
    let block: Block
    do throws(Block.Damage) {
      block = try Block(bytes, format)
      let requests = try block.requestNumbers()
      guard block.rowCount == place.rowCount, requests.min() == place.firstRequest,
        requests.max() == place.lastRequest
      else { throw Block.Damage(reason: "it holds other rows than its row says") }
    } catch {
      throw damage(place.id, error.reason)
    }
    if recent.count == Self.kept { recent.removeLast() }
    recent.insert((place.id, block), at: 0)
    return block
  }

  private func bytes(of place: Place) throws(SQLiteFailure) -> [UInt8] {
    var blob: OpaquePointer?
    guard sqlite3_blob_open(connection, "main", format.table, "data", place.id, 0, &blob) == SQLITE_OK else {
      throw damage(place.id, SQLiteFailure(connection).message)
    }
    defer { sqlite3_blob_close(blob) }
    let count = Int(sqlite3_blob_bytes(blob))
    guard count <= Self.byteLimit else { throw damage(place.id, "\(count) bytes are too many") }
    var code = SQLITE_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // SQLite fills the buffer, or fails and leaves all of it unread.
      code = sqlite3_blob_read(blob, buffer.baseAddress, Int32(count), 0)
      initialized = code == SQLITE_OK ? count : 0
    }
    guard code == SQLITE_OK else { throw SQLiteFailure(connection) }
    return bytes
  }

  /// An error that says where and what.
  func damage(_ id: Int64, _ reason: String) -> SQLiteFailure {
    SQLiteFailure(code: SQLITE_CORRUPT, message: "table \(format.table), rowid \(id): \(reason)")
  }
}

extension BlockStore.Place {
  /// What the row of a block says, which anybody may have edited: key, replication, number of rows, first and
  /// last request.
  fileprivate init?(_ values: [SQLValue]) {
    let numbers = values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    let limit = Int64(BlockFormat.rowLimit)
    guard numbers.count == 5, (0...Int64.max - limit).contains(numbers[0]),
      (1...limit).contains(numbers[2]), numbers[3] <= numbers[4]
    else { return nil }
    self.init(
      id: numbers[0], rowCount: Int(numbers[2]), firstRequest: numbers[3], lastRequest: numbers[4])
    guard replication == numbers[1], RowKey.replication(of: end - 1) == replication else { return nil }
  }
}
