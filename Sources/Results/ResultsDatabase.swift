import Foundation
import GRDB
import GRDBSQLite

/// A database of Weir's, open for reading only.
struct ResultsDatabase: Sendable {
  /// The path, as it was given.
  let path: String
  private let queue: DatabaseQueue

  /// Opens a database and makes sure that this version can read it.
  init(path: String) throws(ResultsError) {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path: path)
    }
    if isFolder.boolValue { throw .notResults(path: path, reason: "it is a folder, not a database") }
    do {
      queue = try Self.open(path)
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_NOTADB, .SQLITE_CORRUPT:
        throw .notResults(path: path, reason: "it is no database of weir's, or a damaged one")
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        throw .io(path: path, reason: "a run is still writing it")
      default: throw .io(path: path, reason: error.message ?? "\(error.resultCode)")
      }
    } catch {
      throw .io(path: path, reason: "\(error)")
    }
    try refuseForeign()
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // A killed run left a transaction half-way; only an opening that may write can take it back.
      configuration.readonly = false
      try DatabaseQueue(path: path, configuration: configuration).close()
      configuration.readonly = true
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  private func refuseForeign() throws(ResultsError) {
    let application = try integer("PRAGMA application_id")
    guard application == Schema.applicationID else {
      throw .notResults(path: path, reason: "it is a database, but none of weir's")
    }
    let version = Int(try integer("PRAGMA user_version"))
    guard version <= Schema.version else {
      throw .newer(path: path, schema: version, supported: Schema.version)
    }
  }

  private func integer(_ sql: String) throws(ResultsError) -> Int64 {
    guard case .integer(let value)? = try rows(sql).first?.values.first else { return 0 }
    return value
  }

  /// Makes the blocks of requests and attempts readable as tables, where there are any.
  func showBlocks() throws(ResultsError) {
    let tables = try rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('request_block', 'attempt_block')")
    guard tables.count == 2 else { return }
    let blocks = try rows("SELECT id FROM request_block UNION ALL SELECT id FROM attempt_block LIMIT 1")
    guard !blocks.isEmpty else { return }
    try access { connection throws(SQLiteFailure) in try BlockTable.register(on: connection) }
  }

  /// All rows of a query of our own.
  func rows(_ sql: String, _ parameters: [SQLValue] = []) throws(ResultsError) -> [StoredRow] {
    try access { connection throws(SQLiteFailure) in
      let statement = try SQLiteStatement(sql, on: connection)
      var rows: [StoredRow] = []
      for (index, value) in parameters.enumerated() { try statement.bind(Int32(index + 1), value) }
      while try statement.next() {
        rows.append(StoredRow(values: (0..<statement.columnCount).map { statement[$0] }, path: path))
      }
      return rows
    }
  }

  /// Works with the connection while nobody else does.
  func access<Result>(
    _ body: (OpaquePointer) throws(SQLiteFailure) -> Result
  ) throws(ResultsError) -> Result {
    do {
      return try queue.unsafeRead { database in
        guard let connection = database.sqliteConnection else {
          throw ResultsError.closed(path: path)
        }
        return try body(connection)
      }
    } catch let failure as SQLiteFailure {
      switch failure.code & 0xFF {
      case SQLITE_CORRUPT, SQLITE_NOTADB:
        throw .notResults(path: path, reason: "it is damaged: \(failure.message)")
      default: throw .io(path: path, reason: failure.message)
      }
    } catch {
      throw error as? ResultsError ?? .io(path: path, reason: "\(error)")
    }
  }

  /// Makes what runs on the connection stop soon; from any thread.
  func interrupt() { queue.interrupt() }
}

/// A row of one of our own tables; a value of a wrong type means that the file is damaged.
struct StoredRow {
  /// The values in the order of the query's columns.
  let values: [SQLValue]
  /// The database, for messages.
  let path: String

  func text(_ column: Int) throws(ResultsError) -> String {
    guard case .text(let text) = values[column] else { throw damaged(column, "a text") }
    return text
  }

  func optionalText(_ column: Int) throws(ResultsError) -> String? {
    values[column] == .null ? nil : try text(column)
  }

  func int64(_ column: Int) throws(ResultsError) -> Int64 {
    guard case .integer(let value) = values[column] else { throw damaged(column, "an integer") }
    return value
  }

  func int(_ column: Int) throws(ResultsError) -> Int { Int(try int64(column)) }

  /// A number of requests, which can be added to those of other replications.
  func count(_ column: Int) throws(ResultsError) -> Int {
    let count = try int(column)
    guard (0...1 << 40).contains(count) else { throw damaged(column, "a number of requests") }
    return count
  }

  func optionalInt64(_ column: Int) throws(ResultsError) -> Int64? {
    values[column] == .null ? nil : try int64(column)
  }

  func real(_ column: Int) throws(ResultsError) -> Double {
    switch values[column] {
    case .real(let value): return value
    case .integer(let value): return Double(value)
    default: throw damaged(column, "a number")
    }
  }

  func optionalReal(_ column: Int) throws(ResultsError) -> Double? {
    values[column] == .null ? nil : try real(column)
  }

  func labels(_ column: Int) throws(ResultsError) -> Labels {
    guard let labels = JSONText.labels(try text(column)) else { throw damaged(column, "labels") }
    return labels
  }

  /// The case of an enumeration with this raw value.
  func name<Name: RawRepresentable<String>>(_ column: Int, _: Name.Type) throws(ResultsError) -> Name {
    guard let name = Name(rawValue: try text(column)) else { throw damaged(column, "\(Name.self)") }
    return name
  }

  /// As ``name(_:_:)``, nil for NULL.
  func optionalName<Name: RawRepresentable<String>>(
    _ column: Int, _ type: Name.Type
  ) throws(ResultsError) -> Name? {
    guard try optionalText(column) != nil else { return nil }
    return try name(column, type)
  }

  func damaged(_ column: Int, _ expected: String) -> ResultsError {
    .notResults(path: path, reason: "it is damaged: \(expected) was expected, not \(values[column])")
  }
}
