import GRDBSQLite

/// Turns records into rows, in large transactions.
///
/// It is used by one thread at a time: the one that opens the database, then the writer's queue.
final class RowWriter: @unchecked Sendable {
  /// Rows after which a transaction is committed even within a replication; bounds what a crash loses.
  private static let rowsPerTransaction = 250_000

  private let connection: OpaquePointer
  private let begin: SQLiteStatement
  private let commit: SQLiteStatement
  private let batches: BatchWriter
  /// Whether pages are laid out in the end.
  private let isArranged: Bool
  /// How many replications a variant may have; the keys of replications rest on it.
  private let mostReplications: Int
  private var variants = 0
  /// How many rows of conclusions there are.
  private var summaries = 0
  private var assertions = 0
  private var base: RunRecord
  private var inTransaction = false
  private var uncommitted = 0

  /// Creates the schema and the run's own rows in a fresh database and commits them, as partial.
  init(
    _ run: RunRecord, mostReplications: Int, as form: RecordedForm, isArranged: Bool,
    on connection: OpaquePointer
  ) throws(SQLiteFailure) {
    self.connection = connection
    self.isArranged = isArranged
    self.mostReplications = mostReplications
    base = run
    begin = try SQLiteStatement("BEGIN IMMEDIATE", on: connection)
    commit = try SQLiteStatement("COMMIT", on: connection)
    try begin.run()
    try SQLiteStatement.runScript("PRAGMA application_id = \(Schema.applicationID)", on: connection)
    try Schema.migrate(connection, from: 0)
    batches = try BatchWriter(as: form, on: connection)
    try writeRun()
    try writeVariant(run)
    try commit.run()
  }

  /// Writes what one more variant is.
  func add(_ variant: RunRecord) throws(SQLiteFailure) {
    try beginIfNeeded()
    try writeVariant(variant)
  }

  /// Writes requests and attempts.
  func write(_ batch: RecordBatch, variant: Int) throws(SQLiteFailure) {
    try beginIfNeeded()
    try batches.write(batch, of: key(batch.replication, variant))
    uncommitted += batch.requests.count + batch.attempts.count
    if uncommitted >= Self.rowsPerTransaction { try commitIfNeeded() }
  }

  /// Writes what a replication measured, and commits it.
  func write(_ record: ReplicationRecord, variant: Int) throws(SQLiteFailure) {
    try beginIfNeeded()
    let replication = key(record.replication, variant)
    let account = record.conservation
    try insert(
      into: "replication",
      [
        [
          .integer(replication), SQLValue(variant), SQLValue(record.replication), SQLValue(account.offered),
          SQLValue(account.answered), SQLValue(account.unanswered),
          .integer(Int64(clamping: record.events)),
        ]
      ])
    func rowKey(_ index: Int) -> SQLValue { .integer(RowKey.row(replication, Int64(index))) }
    let owner = SQLValue.integer(replication)
    try insert(
      into: "sample",
      record.metrics.enumerated().map { index, sample in
        [
          rowKey(index), owner, .text(sample.name), .text(JSONText.object(sample.labels)),
          SQLValue(sample.value),
        ]
      })
    try insert(
      into: "histogram",
      record.histograms.enumerated().map { index, histogram in
        [
          rowKey(index), owner, .text(histogram.name), .text(JSONText.object(histogram.labels)),
          .text(JSONText.array(histogram.buckets)),
        ]
      })
    try insert(
      into: "timeline",
      record.timeline.enumerated().map { index, series in
        [
          rowKey(index), owner, .text(series.entity), .text(series.metric),
          .text(JSONText.array(series.values)),
        ]
      })
    try insert(
      into: "response_window",
      record.responseWindows.enumerated().map { index, window in
        [rowKey(index), owner] + ResponseWindowTable.values(of: window)
      })
    try insert(
      into: "episode",
      record.episodes.enumerated().map { index, episode in
        [
          rowKey(index), owner, SQLValue(episode.service), SQLValue(episode.replica),
          .integer(episode.start), .integer(episode.end), SQLValue(episode.denied),
          SQLValue(episode.allowed), .integer(Int64(episode.term.rawValue)),
        ]
      })
    try insert(
      into: "mirror",
      record.mirrors.enumerated().map { index, mirror in
        [
          rowKey(index), owner, .text(mirror.route), SQLValue(mirror.rule), .text(mirror.mirror),
          SQLValue(mirror.eligible), SQLValue(mirror.sent), SQLValue(mirror.failed),
          .real(mirror.expected), .null, .null, .null,
        ]
      })
    try insert(
      into: "fault",
      record.faults.enumerated().map { index, fault in
        [
          rowKey(index), owner, .text(fault.name), .integer(fault.start), .integer(fault.end),
          SQLValue(fault.recovery), SQLValue(fault.lost),
        ]
      })
    try commitIfNeeded()
  }

  /// Writes the conclusions, and what makes queries fast.
  ///
  /// - Parameters:
  ///   - replications: How many replications it came to, nil for as many as were asked for.
  ///   - status: `complete` or `partial`; a partial run loses the rows of replications that did not finish.
  func conclude(
    _ conclusions: [Conclusion], replications: Int?, status: StoredRun.Status
  ) throws(SQLiteFailure) {
    try beginIfNeeded()
    for (variant, conclusion) in conclusions.enumerated() { try write(conclusion, variant: variant) }
    if let replications {
      try run("UPDATE run SET replications = \(replications)")
    }
    if status == .partial {
      for table in ["request", "attempt", "request_block", "attempt_block"] {
        try run("DELETE FROM \(table) WHERE replication NOT IN (SELECT id FROM replication)")
      }
    }
    try run(Schema.indexes)
    try run("UPDATE run SET status = '\(status.rawValue)'")
    try commitIfNeeded()
    // The rollback journal has done its work; a finished database is one file.
    try run("PRAGMA journal_mode = DELETE")
    if isArranged { try arrange() }
  }

  /// Lays the pages out in the order of the keys, so that the same results are the same bytes in whichever order the replications finished.
  ///
  /// It copies the file once, a tenth of the time that writing it took; the largest are left as they are, and so is one for which the disk
  /// has no room twice: the tables are the same in any case.
  private func arrange() throws(SQLiteFailure) {
    let size = try SQLiteStatement(
      "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", on: connection)
    var isSmall = false
    if try size.next(), case .integer(let bytes) = size[0] { isSmall = bytes <= Self.arrangedBytes }
    size.close()
    if isSmall { try? run("VACUUM") }
  }

  private static let arrangedBytes: Int64 = 1 << 30

  /// Writes what is concluded of a variant, after all that was concluded of those before it.
  func write(_ conclusion: Conclusion, variant: Int) throws(SQLiteFailure) {
    try beginIfNeeded()
    try insert(
      into: "summary",
      conclusion.summaries.enumerated().map { index, summary in
        [
          SQLValue(summaries + index), SQLValue(variant), .text(summary.name),
          .text(JSONText.object(summary.labels)), SQLValue(MetricCatalogue[summary.name]?.unit.rawValue),
          SQLValue(summary.mean), SQLValue(summary.low), SQLValue(summary.high), .real(summary.confidence),
          SQLValue(summary.n), SQLValue(summary.never),
        ]
      })
    summaries += conclusion.summaries.count
    try insert(
      into: "assertion",
      conclusion.checks.enumerated().map { index, check in
        [
          SQLValue(assertions + index), SQLValue(variant), .text(check.check), .text(check.verdict.rawValue),
          SQLValue(check.estimate), SQLValue(check.low), SQLValue(check.high), SQLValue(check.limit),
          .text(check.reason), SQLValue(check.n), SQLValue(check.isRelative ? 1 : 0),
        ]
      })
    assertions += conclusion.checks.count
    try writeMirrorIntervals(conclusion, variant: variant)
  }

  private func writeMirrorIntervals(_ conclusion: Conclusion, variant: Int) throws(SQLiteFailure) {
    let interval = try SQLiteStatement(
      "UPDATE mirror SET low = ?2, high = ?3, verdict = ?4 WHERE id = ?1", on: connection)
    for (number, intervals) in conclusion.mirrorIntervals.sorted(by: { $0.key < $1.key }) {
      for (index, mirror) in intervals.enumerated() {
        try interval.run([
          .integer(RowKey.row(key(number, variant), Int64(index))), .real(mirror.low), .real(mirror.high),
          .text(mirror.verdict.rawValue),
        ])
      }
    }
  }

  private func key(_ replication: Int, _ variant: Int) -> Int64 {
    RowKey.replication(replication, variant: variant, most: mostReplications)
  }

  /// Ends the statements, so that the connection can close.
  func close() {
    for statement in [begin, commit] { statement.close() }
    batches.close()
  }

  private func writeRun() throws(SQLiteFailure) {
    try insert(
      into: "run",
      [
        [
          .integer(1), .text(StoredRun.Status.partial.rawValue), .text(base.scenario),
          .text(base.description), .text(String(base.seed)), SQLValue(base.replications),
          .integer(base.warmUp), .integer(base.duration), .text(base.version), .text(base.command.rawValue),
          .text(base.warmUpNote), .text(base.specification),
        ]
      ])
  }

  /// Writes the next variant; of what it has in common with the base, only the base's rows are there.
  private func writeVariant(_ run: RunRecord) throws(SQLiteFailure) {
    let number = variants
    variants += 1
    let variant = SQLValue(number)
    func differs(_ isEqual: Bool) -> Bool { number == 0 || !isEqual }
    func numbered(_ table: String, _ rows: [[SQLValue]]) throws(SQLiteFailure) {
      try insert(into: table, rows.map { [.null] + $0 + [variant] })
    }
    try insert(
      into: "variant",
      [
        [
          variant, .integer(1), .text(run.variant), .text(run.dataPlane), SQLValue(run.gatewayReplicas),
          .text(String(run.seed)),
        ]
      ])
    try insert(
      into: "setting",
      run.settings.enumerated().map { [variant, SQLValue($0), .text($1.path), .text($1.value)] })
    if differs(run.inputs == base.inputs) {
      try numbered(
        "input", run.inputs.map { [.text($0.file), .text(SHA256.hexadecimal($0.text)), .text($0.text)] })
    }
    if differs(run.overrides == base.overrides) {
      try numbered("override", run.overrides.map { [.text($0)] })
    }
    if differs(run.assumptions == base.assumptions) {
      try numbered("assumption", run.assumptions.map { [.text($0.id), .text($0.text)] })
    }
    if differs(run.notModelled == base.notModelled) {
      try numbered("not_modelled", run.notModelled.map { [.text($0.object), .text($0.path)] })
    }
    try insert(into: "service", run.services.enumerated().map { [variant, SQLValue($0), .text($1)] })
    if differs(run.shapes == base.shapes) { try writeShapes(run.shapes, of: variant) }
  }

  private func writeShapes(_ shapes: [RunRecord.Shape], of variant: SQLValue) throws(SQLiteFailure) {
    try insert(
      into: "shape",
      shapes.enumerated().map { index, shape in
        [
          variant, SQLValue(index), .text(shape.traffic), .text(shape.method), .text(shape.host),
          .text(shape.path), SQLValue(shape.route), SQLValue(shape.rule),
        ]
      })
  }

  func insert(into table: String, _ rows: [[SQLValue]]) throws(SQLiteFailure) {
    guard let first = rows.first else { return }
    let statement = try SQLiteStatement(Self.insertion(into: table, columns: first.count), on: connection)
    for row in rows { try statement.run(row) }
  }

  private static func insertion(into table: String, columns: Int) -> String {
    "INSERT INTO \(table) VALUES (" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
  }

  func beginIfNeeded() throws(SQLiteFailure) {
    guard !inTransaction else { return }
    try begin.run()
    inTransaction = true
  }

  private func commitIfNeeded() throws(SQLiteFailure) {
    guard inTransaction else { return }
    try commit.run()
    inTransaction = false
    uncommitted = 0
  }

  private func run(_ sql: String) throws(SQLiteFailure) {
    try SQLiteStatement.runScript(sql, on: connection)
  }
}
