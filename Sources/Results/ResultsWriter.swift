import GRDB
import GRDBSQLite
import Records

/// Writes the database of one command, on a thread of its own.
///
/// Everything goes into a neighbour of the target, `NAME.partial.sqlite` for `NAME.sqlite`, which is marked
/// partial from its first commit on and moved onto the target at once in the end. Killed at any instant, the
/// process leaves the target as it was, and a neighbour that opens and says that it is partial.
///
/// All methods may be called from any thread. Batches of one replication must be handed over in order; those
/// of different replications in any, which changes nothing in any table. What fails on the writer's thread
/// is thrown by the next call.
public final class ResultsWriter: Sendable {
  /// What is known of a database's rows before they are written.
  public enum Layout: Sendable {
    /// Replications may finish in any order, and a killed process leaves what it had committed; pages are laid out in the end.
    case arranged
    /// As ``arranged``, with little beside the schema: its tables take a fifth of the space, for more time by the row.
    case small
    /// All rows come in an order that is always the same, and nobody wants a part of them: there is no journal, and no second copy.
    case ordered
  }

  /// Rows that may wait: about 20 MB.
  private static let rowsInBacklog = 1 << 17

  private let file: ResultsFile
  private let database: DatabaseQueue
  private let rows: RowWriter
  private let backlog: Backlog

  /// Creates the neighbour of `path`, its schema, and the rows of `run`.
  ///
  /// - Parameters:
  ///   - path: The target; its folder must exist. A database of Weir's that is there stays until the run is
  ///     complete and is then replaced whole.
  ///   - run: What is run, or the base of several variants, with at most 65,536 replications.
  ///   - variants: How many variants there may be, the base included. All of them together have at most
  ///     2²⁷ replications.
  ///   - form: How the requests and attempts are written that ``append(_:)`` hands over.
  ///   - layout: What is known of the rows beforehand.
  /// - Throws: ``ResultsError/cannotCreate(path:reason:)``.
  public init(
    path: String, run: RunRecord, variants: Int = 1, as form: RecordedForm = .rows, layout: Layout = .arranged
  ) throws(ResultsError) {
    let most = RowKey.replications(ofEach: variants)
    guard run.replications <= most else {
      throw .cannotCreate(path: path, reason: "more than \(most) replications")
    }
    let file = try ResultsFile(target: path)
    do {
      database = try DatabaseQueue(
        path: file.partial, configuration: Self.configuration(layout))
      rows = try database.writeWithoutTransaction { database in
        guard let connection = database.sqliteConnection else {
          throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        return try RowWriter(
          run, mostReplications: most, as: form, isArranged: layout != .ordered, on: connection)
      }
    } catch {
      file.remove()
      throw .cannotCreate(path: path, reason: Self.reason(error))
    }
    self.file = file
    backlog = Backlog(path: path, limit: Self.rowsInBacklog)
  }

  /// Makes sure, before a long run, that a database can be written at `path`, and leaves no trace.
  ///
  /// - Throws: ``ResultsError/cannotCreate(path:reason:)``.
  public static func check(path: String) throws(ResultsError) { try ResultsFile(target: path).remove() }

  /// How many replications each of `variants` variants may have in one database.
  package static func mostReplications(ofEach variants: Int) -> Int {
    RowKey.replications(ofEach: variants)
  }

  deinit {
    guard backlog.close() else { return }
    closeDatabase()
    file.release()
  }

  /// Hands over what one more variant is; variants are numbered in this order, from 1 on.
  ///
  /// - Throws: What made an earlier write fail.
  public func add(_ variant: RunRecord) throws(ResultsError) {
    try handOver(1) { rows throws(SQLiteFailure) in try rows.add(variant) }
  }

  /// Hands over requests and attempts; returns at once unless too much is waiting already.
  ///
  /// - Parameter variant: The number of the variant, 0 for the base.
  /// - Throws: What made an earlier write fail.
  public func append(_ batch: RecordBatch, variant: Int = 0) throws(ResultsError) {
    try handOver(batch.requests.count + batch.attempts.count) { rows throws(SQLiteFailure) in
      try rows.write(batch, variant: variant)
    }
  }

  /// Hands over what a finished replication measured, after its last batch.
  ///
  /// - Parameter variant: The number of the variant, 0 for the base.
  /// - Throws: What made an earlier write fail.
  public func finish(_ replication: ReplicationRecord, variant: Int = 0) throws(ResultsError) {
    let weight =
      replication.metrics.count + replication.timeline.reduce(0) { $0 + $1.values.count }
      + replication.histograms.reduce(0) { $0 + $1.buckets.count }
      + replication.responseWindows.reduce(0) { $0 + $1.buckets.count }
    try handOver(weight) { rows throws(SQLiteFailure) in
      try rows.write(replication, variant: variant)
    }
  }

  /// Hands over what is concluded of a variant ahead of the end, where all conclusions together are too many to keep.
  ///
  /// They come in the order of the variants, each after its replications, and are not handed over again.
  /// - Throws: What made an earlier write fail.
  public func conclude(_ conclusion: Conclusion, variant: Int) throws(ResultsError) {
    try handOver(conclusion.summaries.count + conclusion.checks.count) { rows throws(SQLiteFailure) in
      try rows.write(conclusion, variant: variant)
    }
  }

  /// Waits for everything, writes the conclusions, and moves the database onto the target.
  ///
  /// - Parameters:
  ///   - conclusions: One for each variant, the base first; none where each has been handed over.
  ///   - findings: What is concluded from all variants together.
  ///   - replications: How many replications it came to, where that was not known at the start.
  /// - Throws: What made this or an earlier write fail; the target is then as it was.
  public func complete(
    _ conclusions: [Conclusion], findings: Findings = Findings(), replications: Int? = nil
  ) throws(ResultsError) {
    try conclude(conclusions, findings, replications, .complete)
  }

  /// As ``complete(_:findings:replications:)`` for an interrupted run: the target holds the replications
  /// that finished, and says that it is partial.
  public func abandon(_ conclusions: [Conclusion], findings: Findings = Findings()) throws(ResultsError) {
    try conclude(conclusions, findings, nil, .partial)
  }

  /// Throws everything away; the target stays as it was.
  public func discard() {
    guard backlog.close() else { return }
    closeDatabase()
    file.remove()
  }

  private func handOver(
    _ weight: Int, _ write: @escaping @Sendable (RowWriter) throws(SQLiteFailure) -> Void
  ) throws(ResultsError) {
    try backlog.add(weight)
    database.asyncWriteWithoutTransaction { [rows, backlog, file] _ in
      if backlog.firstFailure == nil {
        do throws(SQLiteFailure) {
          try write(rows)
        } catch {
          backlog.fail(.io(path: file.partial, reason: error.message))
        }
      }
      backlog.remove(weight)
    }
  }

  private func conclude(
    _ conclusions: [Conclusion], _ findings: Findings, _ replications: Int?, _ status: StoredRun.Status
  ) throws(ResultsError) {
    try backlog.conclude()
    do {
      // The queue keeps the order: what was handed over before is written when its turn comes.
      try database.writeWithoutTransaction { [rows, backlog] _ in
        if let failure = backlog.firstFailure { throw failure }
        try rows.write(findings)
        try rows.conclude(conclusions, replications: replications, status: status)
        rows.close()
      }
      try database.close()
      try file.moveIntoPlace()
    } catch {
      let failure = error as? ResultsError ?? .io(path: file.partial, reason: Self.reason(error))
      backlog.fail(failure)
      throw failure
    }
    _ = backlog.close()
  }

  private func closeDatabase() {
    database.writeWithoutTransaction { [rows] _ in rows.close() }
    // The file is thrown away or stays partial: a failure here changes nothing for anybody.
    try? database.close()
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let failure as SQLiteFailure: failure.message
    case let failure as DatabaseError: failure.message ?? "\(failure.resultCode)"
    default: "\(error)"
    }
  }

  // Appended pages need no copy in a rollback journal, which a write-ahead log would make. Without syncing,
  // a killed process loses nothing that it wrote; against a power cut the target is synced before it moves.
  private static func configuration(_ layout: Layout) -> Configuration {
    let pageSize = layout == .small ? 1024 : 16_384
    let journal = layout == .ordered ? "OFF" : "TRUNCATE"
    var configuration = Configuration()
    configuration.label = "weir.results"
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(pageSize); PRAGMA journal_mode = \(journal); PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA synchronous = OFF; PRAGMA cache_size = -4096
          """)
    }
    return configuration
  }
}
