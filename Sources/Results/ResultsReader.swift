import Foundation

/// Reads a database of results.
public struct ResultsReader: Sendable {
  let database: ResultsDatabase

  /// Opens a database for reading only.
  ///
  /// - Throws: ``ResultsError/missing(path:)``, ``ResultsError/notResults(path:reason:)``,
  ///   ``ResultsError/newer(path:schema:supported:)`` or ``ResultsError/io(path:reason:)``.
  public init(path: String) throws(ResultsError) {
    database = try ResultsDatabase(path: path)
  }

  /// The run, or the base of several variants, but for its series, histograms, requests and attempts.
  public func run() throws(ResultsError) -> StoredRun {
    guard let base = try runs(where: "v.id = 0").first else {
      throw .notResults(path: database.path, reason: "it holds no run")
    }
    return base
  }

  /// Everything about all variants, but for series, histograms, requests and attempts.
  ///
  /// - Parameter detailed: Whether it holds what single replications measured, beside their accounts; of thousands of variants that is
  ///   more than a report shows, and than memory holds.
  public func study(detailed: Bool = true) throws(ResultsError) -> StoredStudy {
    let variants = try runs(where: "1", detailed: detailed)
    guard !variants.isEmpty else { throw .notResults(path: database.path, reason: "it holds no run") }
    return StoredStudy(database: database.path, variants: variants, findings: try findings())
  }

  /// What happened second by second in one replication; NaN where there is no value.
  ///
  /// - Parameter metrics: The metrics that are read; nil for all.
  public func timeline(
    replication: Int, variant: Int = 0, metrics: Set<String>? = nil
  ) throws(ResultsError) -> [TimelineSeries] {
    let names = metrics?.sorted() ?? []
    let places = names.map { _ in "?" }.joined(separator: ", ")
    let condition = metrics == nil ? "" : " AND metric IN (\(places))"
    return try map(
      "SELECT entity, metric, per_second FROM timeline WHERE id BETWEEN ? AND ?\(condition) ORDER BY id",
      try keys(replication, variant) + names.map { .text($0) }
    ) { row throws(ResultsError) in
      TimelineSeries(
        entity: try row.text(0), metric: try row.text(1), values: JSONText.numbers(try row.text(2)))
    }
  }

  /// The response times of all traffic in windows of time in one replication, in the order of time; none where the database is of a schema
  /// without them, or of a command that keeps no series.
  public func responseWindows(replication: Int, variant: Int = 0) throws(ResultsError) -> [ResponseWindow] {
    try ResponseWindowTable.windows(between: try keys(replication, variant), in: database)
  }

  /// The histograms of one replication.
  public func histograms(replication: Int, variant: Int = 0) throws(ResultsError) -> [HistogramRecord] {
    try map(
      "SELECT metric, labels, buckets FROM histogram WHERE id BETWEEN ? AND ? ORDER BY id",
      try keys(replication, variant)
    ) { row throws(ResultsError) in
      guard let buckets = JSONText.buckets(try row.text(2)) else { throw row.damaged(2, "buckets") }
      return HistogramRecord(name: try row.text(0), labels: try row.labels(1), buckets: buckets)
    }
  }

  /// The first and the last key of a replication's rows; no row has a key between them where it is not there.
  private func keys(_ replication: Int, _ variant: Int) throws(ResultsError) -> [SQLValue] {
    let found = try database.rows(
      "SELECT id FROM replication WHERE variant = ? AND number = ?",
      [SQLValue(variant), SQLValue(replication)])
    return try found.first.map { row throws(ResultsError) in RowKey.rows(try row.int64(0)) }
      ?? [.integer(0), .integer(-1)]
  }

  func map<Element>(
    _ sql: String, _ parameters: [SQLValue] = [], _ element: (StoredRow) throws(ResultsError) -> Element
  ) throws(ResultsError) -> [Element] {
    var elements: [Element] = []
    for row in try database.rows(sql, parameters) { elements.append(try element(row)) }
    return elements
  }

  private func runs(where condition: String, detailed: Bool = true) throws(ResultsError) -> [StoredRun] {
    try map(
      """
      SELECT r.status, r.scenario, r.description, r.seed, r.replications, r.warm_up_ns, r.duration_ns,
        r.version, r.command, r.warm_up_note, r.specification, v.id, v.name, v.data_plane, v.gateway_replicas,
        iif(v.seed = '', r.seed, v.seed)
      FROM run r JOIN variant v ON v.run = r.id WHERE \(condition) ORDER BY v.id
      """
    ) { row throws(ResultsError) in
      let variant = try row.int(11)
      return StoredRun(
        database: database.path, status: try row.name(0, StoredRun.Status.self), run: try record(row),
        replications: try replications(of: variant, detailed: detailed),
        summaries: try summaries(of: variant),
        checks: try checks(of: variant))
    }
  }

  private func record(_ row: StoredRow) throws(ResultsError) -> RunRecord {
    guard let seed = UInt64(try row.text(15)) else { throw row.damaged(15, "a seed") }
    var run = RunRecord(
      scenario: try row.text(1), seed: seed, replications: try row.int(4), warmUp: try row.int64(5),
      duration: try row.int64(6), dataPlane: try row.text(13), gatewayReplicas: try row.int(14),
      version: try row.text(7))
    run.description = try row.text(2)
    run.command = try row.name(8, Command.self)
    run.warmUpNote = try row.text(9)
    run.specification = try row.text(10)
    run.variant = try row.text(12)
    let variant = SQLValue(try row.int(11))
    run.settings = try map("SELECT path, value FROM setting WHERE variant = ? ORDER BY number", [variant]) {
      row throws(ResultsError) in Setting(path: try row.text(0), value: try row.text(1))
    }
    run.inputs = try map("SELECT file, text FROM \(own("input")) ORDER BY id", [variant]) {
      row throws(ResultsError) in .init(file: try row.text(0), text: try row.text(1))
    }
    run.overrides = try map("SELECT text FROM \(own("override")) ORDER BY id", [variant]) {
      row throws(ResultsError) in try row.text(0)
    }
    run.assumptions = try map("SELECT code, text FROM \(own("assumption")) ORDER BY id", [variant]) {
      row throws(ResultsError) in .init(id: try row.text(0), text: try row.text(1))
    }
    run.notModelled = try map("SELECT object, path FROM \(own("not_modelled")) ORDER BY id", [variant]) {
      row throws(ResultsError) in .init(object: try row.text(0), path: try row.text(1))
    }
    run.services = try map("SELECT name FROM service WHERE variant = ? ORDER BY number", [variant]) {
      row throws(ResultsError) in try row.text(0)
    }
    run.shapes = try map(
      "SELECT traffic, method, host, path, route, rule FROM \(own("shape")) ORDER BY number", [variant]
    ) { row throws(ResultsError) in
      .init(
        traffic: try row.text(0), method: try row.text(1), host: try row.text(2), path: try row.text(3),
        route: try row.optionalText(4), rule: try row.optionalInt64(5).map(Int.init))
    }
    return run
  }

  /// A variant's rows of a table, the base's where it has none of its own.
  private func own(_ table: String) -> String {
    """
    \(table) WHERE variant = (
      SELECT ifnull(max(variant), 0) FROM \(table) WHERE variant IN (0, ?1))
    """
  }

  private func replications(of variant: Int, detailed: Bool) throws(ResultsError) -> [StoredRun.Replication] {
    try map(
      """
      SELECT id, number, offered, answered, unanswered, events FROM replication WHERE variant = ?
      ORDER BY id
      """, [SQLValue(variant)]
    ) { row throws(ResultsError) in
      let keys = RowKey.rows(try row.int64(0))
      var replication = StoredRun.Replication(number: try row.int(1))
      replication.conservation = Conservation(
        offered: try row.count(2), answered: try row.count(3), unanswered: try row.count(4))
      replication.events = UInt64(clamping: try row.int64(5))
      guard detailed else { return replication }
      replication.metrics = try metrics(keys)
      replication.episodes = try episodes(keys)
      replication.mirrors = try mirrors(keys)
      replication.faults = try faults(keys)
      return replication
    }
  }

  private func metrics(_ keys: [SQLValue]) throws(ResultsError) -> [MetricSample] {
    try map("SELECT metric, labels, value FROM sample WHERE id BETWEEN ? AND ? ORDER BY id", keys) {
      row throws(ResultsError) in
      MetricSample(try row.text(0), try row.labels(1), try row.optionalReal(2))
    }
  }

  private func episodes(_ keys: [SQLValue]) throws(ResultsError) -> [EpisodeRecord] {
    try map(
      """
      SELECT service, replica, start_ns, end_ns, denied, allowed, term FROM episode WHERE id BETWEEN ? AND ?
      ORDER BY id
      """, keys
    ) { row throws(ResultsError) in
      guard let term = UInt8(exactly: try row.int64(6)).flatMap(AttemptRow.Denial.Term.init) else {
        throw row.damaged(6, "a term")
      }
      return EpisodeRecord(
        service: try row.int(0), replica: try row.int(1), start: try row.int64(2), end: try row.int64(3),
        denied: try row.int(4), allowed: try row.int(5), term: term)
    }
  }

  private func mirrors(_ keys: [SQLValue]) throws(ResultsError) -> [StoredRun.Mirror] {
    try map(
      """
      SELECT route, rule, mirror, eligible, sent, failed, expected, low, high, verdict FROM mirror
      WHERE id BETWEEN ? AND ? ORDER BY id
      """, keys
    ) { row throws(ResultsError) in
      let record = MirrorRecord(
        route: try row.text(0), rule: try row.int(1), mirror: try row.text(2),
        eligible: try row.count(3), sent: try row.count(4), failed: try row.count(5),
        expected: try row.real(6))
      guard row.values[9] != .null else { return StoredRun.Mirror(record: record, interval: nil) }
      return StoredRun.Mirror(
        record: record,
        interval: MirrorInterval(
          low: try row.real(7), high: try row.real(8), verdict: try row.name(9, Verdict.self)))
    }
  }

  private func faults(_ keys: [SQLValue]) throws(ResultsError) -> [FaultRecord] {
    try map(
      "SELECT name, start_ns, end_ns, recovery_ns, lost FROM fault WHERE id BETWEEN ? AND ? ORDER BY id",
      keys
    ) { row throws(ResultsError) in
      FaultRecord(
        name: try row.text(0), start: try row.int64(1), end: try row.int64(2),
        recovery: try row.optionalInt64(3), lost: try row.int(4))
    }
  }

  private func summaries(of variant: Int) throws(ResultsError) -> [Summary] {
    try map(
      """
      SELECT metric, labels, mean, low, high, confidence, n, never FROM summary WHERE variant = ? ORDER BY id
      """, [SQLValue(variant)]
    ) { row throws(ResultsError) in
      Summary(
        name: try row.text(0), labels: try row.labels(1), mean: try row.optionalReal(2),
        low: try row.optionalReal(3), high: try row.optionalReal(4), confidence: try row.real(5),
        n: try row.int(6), never: try row.optionalInt64(7).map(Int.init))
    }
  }

  private func checks(of variant: Int) throws(ResultsError) -> [CheckResult] {
    try map(
      """
      SELECT "check", verdict, estimate, low, high, "limit", reason, n, is_relative FROM assertion WHERE variant = ?
      ORDER BY id
      """, [SQLValue(variant)]
    ) { row throws(ResultsError) in
      CheckResult(
        check: try row.text(0), verdict: try row.name(1, Verdict.self), estimate: try row.optionalReal(2),
        low: try row.optionalReal(3), high: try row.optionalReal(4), limit: try row.optionalReal(5),
        n: try row.int(7), isRelative: try row.int(8) != 0, reason: try row.text(6))
    }
  }
}
