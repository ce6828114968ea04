import Foundation
import Results
import Testing

@Suite("Queries of users")
struct QueryTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("x.sqlite")
    try Fixture.write(to: path)
  }

  @Test("values keep their types")
  func types() throws {
    var values: [SQLValue] = []
    try ResultsQuery(path: path).run(
      "SELECT NULL, 1, 0.5, 'a' || char(0) || 'b', x'00ff', ''", columns: { _ in }
    ) {
      values = $0
      return true
    }
    #expect(
      values == [.null, .integer(1), .real(0.5), .text("a\0b"), .blob([0, 255]), .text("")])
  }

  @Test(
    "a statement that does anything but read is refused, and does nothing",
    arguments: [
      "DELETE FROM run", "UPDATE run SET status = 'complete'", "DROP TABLE run", "CREATE TEMP TABLE t(x)",
      "ATTACH '/tmp/other.sqlite' AS o", "VACUUM INTO 'FOLDER/copy.sqlite'", "PRAGMA journal_mode = WAL",
      "PRAGMA writable_schema = 1", "BEGIN", "WITH x AS (SELECT 1) INSERT INTO run SELECT * FROM run",
    ])
  func refused(sql: String) throws {
    let before = try dump(path)
    let sql = sql.replacing("FOLDER", with: folder.path)
    #expect(throws: ResultsError.query(reason: "it would do more than read")) { _ = try rows(path, sql) }
    #expect(folder.names == ["x.sqlite"])
    #expect(try dump(path) == before)
  }

  @Test(
    "one statement is wanted",
    arguments: ["", "  -- nothing", "SELECT 1; SELECT 2", "SELECT 1; x", "SELECT 1\0"])
  func one(sql: String) throws {
    #expect(throws: ResultsError.query(reason: "one statement is wanted, neither none nor several")) {
      _ = try rows(path, sql)
    }
  }

  @Test("a trailing semicolon and comments are no second statement")
  func trailing() throws {
    #expect(try rows(path, "/* a */ SELECT 1; -- b\n ;") == ["1"])
  }

  @Test("a mistake is explained in SQLite's words")
  func mistake() throws {
    #expect(throws: ResultsError.query(reason: "no such column: nosuch")) {
      _ = try rows(path, "SELECT nosuch FROM v_summary")
    }
  }

  @Test("the taker of rows ends the query")
  func ends() throws {
    var count = 0
    try ResultsQuery(path: path).run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", columns: { _ in }
    ) { _ in
      count += 1
      return count < 1000
    }
    #expect(count == 1000)
  }

  @Test("an endless query can be interrupted from another thread")
  func interrupted() async throws {
    let query = try ResultsQuery(path: path)
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    let (firstRow, stream) = AsyncStream<Void>.makeStream()
    async let running: Void = {
      #expect(throws: ResultsError.query(reason: "interrupted")) {
        try query.run(endless, columns: { _ in }) { values in
          if values == [.integer(1)] { stream.yield() }
          return true
        }
      }
    }()
    for await _ in firstRow.prefix(1) {}
    query.interrupt()
    await running
  }

  @Test("table-valued functions and PRAGMA that only describe are welcome")
  func describing() throws {
    #expect(try rows(path, "PRAGMA user_version") == ["4"])
    #expect(try rows(path, "SELECT value FROM json_each('[7]')") == ["7"])
    #expect(try rows(path, "SELECT name FROM pragma_table_info('v_checks') LIMIT 1") == ["run"])
  }
}
