/// Reads single requests that a database of results holds, whether as rows or in blocks.
public struct RequestReader: Sendable {
  private let database: ResultsDatabase
  /// What stands for the tables in queries.
  private let requests: String
  private let attempts: String

  /// Opens a database for reading only.
  ///
  /// - Throws: As ``ResultsReader/init(path:)``.
  public init(path: String) throws(ResultsError) {
    database = try ResultsDatabase(path: path)
    try database.showBlocks()
    let hasBlocks = try !database.rows("SELECT 1 FROM sqlite_temp_master WHERE name = 'v_request'").isEmpty
    func source(_ table: String) -> String {
      hasBlocks
        ? "(SELECT * FROM main.\(table) UNION ALL SELECT * FROM unpacked_\(table))" : "main.\(table)"
    }
    requests = source("request")
    attempts = source("attempt")
  }

  /// How many requests of a replication are recorded that arrived in `measured`, in nanoseconds from time zero. O(recorded requests).
  public func count(replication: Int, measured: Range<Int64>) throws(ResultsError) -> Int {
    let rows = try database.rows(
      "SELECT count(*) FROM \(requests) WHERE replication = ? AND arrival_ns >= ? AND arrival_ns < ?",
      Self.keys(replication, measured))
    return try rows.first?.int(0) ?? 0
  }

  /// The numbers of the recorded requests that a choice comes to, the slowest first; none for ``RequestChoice/automatic``.
  ///
  /// O(recorded requests of the replication), but by number O(log of them).
  ///
  /// - Parameter measured: when requests arrive that the choices other than by number look at, in nanoseconds from time zero.
  public func pick(
    _ choice: RequestChoice, replication: Int, measured: Range<Int64>
  ) throws(ResultsError) -> [Int64] {
    let chosen = "replication = ?1 AND arrival_ns >= ?2 AND arrival_ns < ?3"
    let keys = Self.keys(replication, measured)
    switch choice {
    case .automatic: return []
    case .number(let number):
      return try numbers(
        "SELECT request FROM \(requests) WHERE replication = ? AND request = ? LIMIT 1",
        [keys[0], .integer(number)])
    case .slowest:
      return try numbers(
        """
        SELECT request FROM \(requests) WHERE \(chosen) AND response_ns IS NOT NULL
        ORDER BY response_ns DESC, request LIMIT \(RequestChoice.slowestCount)
        """, keys)
    case .fate(let fate):
      return try numbers(
        "SELECT request FROM \(requests) WHERE \(chosen) AND fate = ?4 ORDER BY request LIMIT 1",
        keys + [.integer(Int64(fate.rawValue))])
    case .denied:
      return try numbers(
        """
        SELECT request FROM \(attempts) a WHERE replication = ?1 AND denied_term IS NOT NULL AND EXISTS
          (SELECT 1 FROM \(requests) q WHERE q.replication = ?1 AND q.request = a.request
            AND q.arrival_ns >= ?2 AND q.arrival_ns < ?3)
        ORDER BY end_ns, request LIMIT 1
        """, keys)
    }
  }

  /// All that is recorded of a request, nil where nothing is.
  public func story(replication: Int, number: Int64) throws(ResultsError) -> RequestStory? {
    let key = RowKey.replication(replication)
    let found = try database.rows(
      """
      SELECT request, arrival_ns, shape, service, replica, attempts, status, fate, response_ns
      FROM \(requests) WHERE replication = ? AND request = ? LIMIT 1
      """, [.integer(key), .integer(number)])
    guard let row = found.first else { return nil }
    guard let fate = Fate(rawValue: try row.whole(7)) else { throw row.damaged(7, "a fate") }
    let request = RequestRow(
      request: number, arrival: try row.whole(1), shape: try row.whole(2),
      service: try row.whole(3, absent: -1), replica: try row.whole(4), attempts: try row.whole(5),
      status: try row.whole(6, absent: 0), fate: fate, response: try row.whole(8, absent: -1))
    return RequestStory(
      request: request, attempts: try attempts(of: number, replication: key),
      decisions: try DecisionTable.decisions(replication: key, request: number, in: database))
  }

  private func attempts(of number: Int64, replication key: Int64) throws(ResultsError) -> [AttemptRow] {
    let rows = try database.rows(
      """
      SELECT attempt, parent, service, endpoint, start_ns, waiting_ns, service_ns, end_ns, status, outcome,
        denied_retries, denied_requests, denied_limit, denied_minimum_retries, denied_minimum_limit, denied_term
      FROM \(attempts) WHERE replication = ? AND request = ? ORDER BY attempt
      """, [.integer(key), .integer(number)])
    var attempts: [AttemptRow] = []
    for row in rows {
      guard let outcome = AttemptRow.Outcome(rawValue: try row.whole(9)) else {
        throw row.damaged(9, "an outcome")
      }
      attempts.append(
        AttemptRow(
          request: number, attempt: try row.whole(0), parent: try row.whole(1, absent: 0),
          service: try row.whole(2), endpoint: try row.whole(3, absent: -1), start: try row.whole(4),
          waiting: try row.whole(5, absent: -1), serviceTime: try row.whole(6, absent: -1),
          end: try row.whole(7, absent: -1), status: try row.whole(8, absent: 0), outcome: outcome,
          denial: try row.numbers(from: 10)))
    }
    return attempts
  }

  private func numbers(_ sql: String, _ parameters: [SQLValue]) throws(ResultsError) -> [Int64] {
    var numbers: [Int64] = []
    for row in try database.rows(sql, parameters) { numbers.append(try row.int64(0)) }
    return numbers
  }

  private static func keys(_ replication: Int, _ measured: Range<Int64>) -> [SQLValue] {
    [
      .integer(RowKey.replication(replication)), .integer(measured.lowerBound), .integer(measured.upperBound),
    ]
  }
}

extension RunRecord {
  /// When requests arrive that are measured, in nanoseconds from time zero.
  public var timesMeasured: Range<Int64> {
    let (end, overflow) = warmUp.addingReportingOverflow(duration)
    return warmUp..<max(warmUp, overflow ? .max : end)
  }
}
