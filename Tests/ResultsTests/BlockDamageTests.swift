import Foundation
import GRDBSQLite
import Results
import Testing

@Suite("Blocks that somebody edited")
struct BlockDamageTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("x.sqlite")
    let writer = try ResultsWriter(path: path, run: Fixture.run, as: .blocks)
    for number in 0..<2 {
      for batch in Fixture.batches(number) { try writer.append(batch) }
      try writer.finish(Fixture.replication(number))
    }
    try writer.complete([Conclusion()])
  }

  /// Changes the database behind the back of Weir.
  private func edit(_ sql: String) {
    var connection: OpaquePointer?
    #expect(sqlite3_open(path, &connection) == SQLITE_OK)
    #expect(
      sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK,
      "\(String(cString: sqlite3_errmsg(connection)))")
    sqlite3_close(connection)
  }

  private func reason(_ query: String) -> String {
    do {
      return "\(try rows(path, query).count) rows"
    } catch ResultsError.notResults(_, let reason) {
      return reason
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "what is wrong is told with table and rowid",
    arguments: [
      ("data = x''", "0 bytes are too few for a block"),
      ("data = 'a text that is long enough'", "blocks of version 97 cannot be read"),
      ("data = x'02' || substr(data, 2)", "blocks of version 2 cannot be read"),
      ("data = CAST(x'02' || substr(data, 2) AS BLOB)", "blocks of version 2 cannot be read"),
      ("data = (SELECT data FROM attempt_block)", "it is no block of this table"),
      ("data = substr(data, 1, 100)", "it is cut off in its head"),
      ("data = substr(data, 1, length(data) - 1)", "its columns take LENGTH bytes, and it has "),
      ("data = CAST(data || x'00' AS BLOB)", "its columns take LENGTH bytes, and it has "),
      ("data = zeroblob(5000000)", "5000000 bytes are too many"),
      ("data = zeroblob(1000)", "blocks of version 0 cannot be read"),
      ("rows = 39", "it holds other rows than its row says"),
      ("rows = 0", "do not fit together"), ("rows = -1", "do not fit together"),
      ("rows = 16385", "do not fit together"), ("rows = 'many'", "do not fit together"),
      ("replication = 1", "do not fit together"), ("id = -5", "do not fit together"),
      ("id = 39", "do not fit together"), ("id = 9223372036854775807", "do not fit together"),
      ("first_request = 39.5", "do not fit together"),
      ("first_request = 41", "it holds other rows than its row says"),
      ("last_request = 39", "do not fit together"),
      ("last_request = 78", "it holds other rows than its row says"),
      ("data = \(head(2, "ffff"))", "it is no block of this table"),
      ("data = \(head(4, "00000000"))", "its head counts 0 rows, "),
      ("data = \(head(4, "ffffffff"))", "its head counts 4294967295 rows, "),
      ("data = \(head(8, "00000000"))", "0 kinds"), ("data = \(head(8, "29000000"))", "41 kinds"),
      ("data = \(head(12, "29000000"))", "41 denials"),
      ("data = \(head(16 + 24 + 16, "27000000"))", "the head of its column arrival_ns makes no sense"),
      ("data = \(head(16 + 24 + 20, "09"))", "the head of its column arrival_ns makes no sense"),
      ("data = \(head(16 + 24 + 21, "02"))", "the head of its column arrival_ns makes no sense"),
      ("data = \(head(16 + 24 + 23, "01"))", "the head of its column arrival_ns makes no sense"),
      ("data = \(head(16, "0000000000000080"))", "it holds other rows than its row says"),
      ("data = \(head(16 + 3 * 24, "0200000000000000"))", "is of kind 3, and there are 3"),
    ])
  func told(change: String, expected: String) throws {
    edit("UPDATE request_block SET \(change) WHERE id = 40")
    let said = reason("SELECT * FROM v_request")
    #expect(said.hasPrefix("it is damaged: table request_block, rowid "))
    for part in expected.components(separatedBy: "LENGTH") { #expect(said.contains(part), "\(said)") }
    if !change.hasPrefix("id") { #expect(said.contains("rowid 40: "), "\(said)") }
    #expect(reason("SELECT * FROM v_attempt") == "240 rows")
  }

  /// SQL for the block with some of its bytes replaced.
  private static func head(_ offset: Int, _ bytes: String) -> String {
    "CAST(substr(data, 1, \(offset)) || x'\(bytes)' || substr(data, \(offset + bytes.count / 2 + 1)) AS BLOB)"
  }

  @Test("only the blocks that can hold what is asked for are read")
  func others() throws {
    edit("UPDATE request_block SET data = x'' WHERE id <> 40")
    #expect(reason("SELECT * FROM v_request WHERE request = 50 AND replication = 0") == "1 rows")
    #expect(
      reason("SELECT * FROM v_request WHERE request BETWEEN 40 AND 79 AND replication = 0") == "40 rows")
    #expect(reason("SELECT * FROM v_request WHERE replication = 0").contains("rowid 0: 0 bytes"))
    #expect(reason("SELECT * FROM v_request WHERE request = 50").contains("rowid 68719476776: 0 bytes"))
  }

  @Test("a database without its tables of blocks is read as one without blocks")
  func missing() throws {
    edit("DROP TABLE attempt_block")
    #expect(reason("SELECT * FROM v_request") == "0 rows")
  }

  @Test("a database of the first schema, which knew no blocks, is read")
  func firstSchema() throws {
    try Fixture.write(to: path)
    edit("DROP TABLE request_block; DROP TABLE attempt_block; DROP TABLE decision")
    edit("DROP VIEW v_response_window; DROP TABLE response_window; PRAGMA user_version = 1")
    #expect(reason("SELECT * FROM v_request") == "240 rows")
    #expect(try ResultsReader(path: path).run().replications.map(\.number) == [0, 1])
    #expect(try ResultsReader(path: path).responseWindows(replication: 0).isEmpty)
  }

  @Test("buckets of response times that no run writes are an error that says so")
  func responseBuckets() throws {
    try Fixture.write(to: path)
    for text in [
      "", "[", "[[]]", "[[1,2,3]]", "[[1,2,0,0]]", "[[861,1]]", "[[-1,1]]", "[[1,x]]", "[[1,2],]3",
      "[[1,1099511627777]]", "[[1,18446744073709551615]]",
    ] {
      edit("UPDATE response_window SET first = 3, buckets = '\(text)'")
      #expect(throws: ResultsError.self, "\(text)") {
        try ResultsReader(path: path).responseWindows(replication: 0)
      }
    }
  }

  @Test(
    "windows of response times that no run writes are an error that says so",
    arguments: [
      "second = -1", "second = 9223372036854775807", "seconds = 0", "seconds = -5",
      "seconds = 9223372036854775807",
    ])
  func responseWindows(change: String) throws {
    try Fixture.write(to: path)
    edit("UPDATE response_window SET \(change)")
    #expect(throws: ResultsError.self) {
      try ResultsReader(path: path).responseWindows(replication: 0)
    }
  }

  @Test(
    "numbers of requests that cannot be added up are an error that says so",
    arguments: [
      "mirror SET eligible = -1", "mirror SET sent = 9223372036854775807",
      "replication SET answered = 9223372036854775807",
    ])
  func counts(change: String) throws {
    try Fixture.write(to: path)
    edit("UPDATE \(change)")
    let error = try #require(throws: ResultsError.self) { try ResultsReader(path: path).run() }
    #expect("\(error)".contains("a number of requests was expected"))
  }

  @Test("a table of another shape is an error")
  func otherShape() throws {
    edit("DROP TABLE request_block; CREATE TABLE request_block(id)")
    #expect(reason("SELECT * FROM v_request").contains("no such column: replication"))
    edit("DROP TABLE request_block; CREATE VIEW request_block AS SELECT * FROM attempt_block")
    #expect(reason("SELECT * FROM v_request") == "0 rows")
  }

  @Test("whichever byte is changed, the answer is rows or an error", arguments: ["request", "attempt"])
  func anyByte(table: String) throws {
    edit("DELETE FROM \(table)_block WHERE id > 0")
    guard let original = try block(table) else {
      Issue.record("there is no block")
      return
    }
    var errors = 0
    for offset in original.indices {
      for change: UInt8 in offset < 500 ? [0x01, 0x80, 0xff] : [0xff] {
        var bytes = original
        bytes[offset] ^= change
        try write(bytes, table)
        do {
          #expect(try rows(path, "SELECT * FROM v_\(table)").count == 40)
        } catch ResultsError.notResults {
          errors += 1
        }
      }
    }
    #expect(errors > 300)
    try write(original, table)
    #expect(try rows(path, "SELECT * FROM v_\(table)").count == 40)
  }

  @Test("cut off after whichever byte, it is an error")
  func anyLength() throws {
    edit("DELETE FROM attempt_block WHERE id > 0")
    guard let original = try block("attempt") else {
      Issue.record("there is no block")
      return
    }
    for length in original.indices {
      try write(Array(original[..<length]), "attempt")
      #expect(reason("SELECT * FROM v_attempt").contains("rowid 0: "))
    }
  }

  private func block(_ table: String) throws -> [UInt8]? {
    var blob: [UInt8]?
    try ResultsQuery(path: path).run("SELECT data FROM \(table)_block WHERE id = 0", columns: { _ in }) {
      row in
      if case .blob(let bytes) = row[0] { blob = bytes }
      return true
    }
    return blob
  }

  private func write(_ bytes: [UInt8], _ table: String) throws {
    let digits = bytes.map { String(format: "%02x", $0) }.joined()
    edit("PRAGMA synchronous = OFF; UPDATE \(table)_block SET data = x'\(digits)' WHERE id = 0")
  }
}
