import GRDBSQLite

/// The table of what was decided after the failed attempts of explained requests.
///
/// Its key is what a decision is about, so it is the same in whichever order replications finish.
enum DecisionTable {
  /// The step of the ``Schema`` that makes it.
  static let creation = """
    CREATE TABLE decision(
      replication INTEGER NOT NULL, request INTEGER NOT NULL, attempt INTEGER NOT NULL, kind TEXT NOT NULL,
      wait_ns INTEGER, retries INTEGER, requests INTEGER, "limit" INTEGER, minimum_retries INTEGER,
      minimum_limit INTEGER, term INTEGER, PRIMARY KEY(replication, request, attempt)) WITHOUT ROWID;

    """

  /// Writes decisions of a replication, which has this key.
  static func write(
    _ decisions: [RetryDecision], of replication: Int64, on connection: OpaquePointer
  ) throws(SQLiteFailure) {
    guard !decisions.isEmpty else { return }
    let statement = try SQLiteStatement(
      "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", on: connection)
    for decision in decisions {
      let numbers = decision.numbers
      let counts = [
        numbers?.retries, numbers?.requests, numbers?.limit, numbers?.minimumRetries, numbers?.minimumLimit,
      ]
      try statement.run(
        [
          .integer(replication), .integer(decision.request), .integer(Int64(decision.attempt)),
          .text(decision.kind.rawValue), decision.wait < 0 ? .null : .integer(decision.wait),
        ] + counts.map { SQLValue($0.map(Int64.init)) } + [SQLValue(numbers.map { Int64($0.term.rawValue) })])
    }
  }

  /// The decisions about a request of a replication's key, in order; none where the database is of a schema without the table.
  static func decisions(
    replication: Int64, request: Int64, in database: ResultsDatabase
  ) throws(ResultsError) -> [RetryDecision] {
    let tables = try database.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'decision'")
    guard !tables.isEmpty else { return [] }
    let rows = try database.rows(
      """
      SELECT attempt, kind, wait_ns, retries, requests, "limit", minimum_retries, minimum_limit, term
      FROM decision WHERE replication = ? AND request = ? ORDER BY attempt
      """, [.integer(replication), .integer(request)])
    var decisions: [RetryDecision] = []
    for row in rows {
      decisions.append(
        RetryDecision(
          request: request, attempt: try row.whole(0), kind: try row.name(1, RetryDecision.Kind.self),
          wait: try row.optionalInt64(2) ?? -1, numbers: try row.numbers(from: 3)))
    }
    return decisions
  }
}

extension StoredRow {
  /// An integer of this size; `absent` stands for NULL.
  func whole<Number: FixedWidthInteger>(_ column: Int, absent: Number? = nil) throws(ResultsError) -> Number {
    if let absent, values[column] == .null { return absent }
    guard let number = Number(exactly: try int64(column)) else { throw damaged(column, "a smaller integer") }
    return number
  }

  /// What a budget counted, in six columns of which the last names the term; nil where that is NULL.
  func numbers(from first: Int) throws(ResultsError) -> AttemptRow.Denial? {
    guard values[first + 5] != .null else { return nil }
    guard let term = AttemptRow.Denial.Term(rawValue: try whole(first + 5)) else {
      throw damaged(first + 5, "a term")
    }
    return AttemptRow.Denial(
      retries: try whole(first), requests: try whole(first + 1), limit: try whole(first + 2),
      minimumRetries: try whole(first + 3), minimumLimit: try whole(first + 4), term: term)
  }
}
