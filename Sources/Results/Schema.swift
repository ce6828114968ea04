/// The tables of a database of results; `results/README.md` describes them.
enum Schema {
  /// "WEIR" in ASCII: what `PRAGMA application_id` says of every file that Weir writes.
  static let applicationID: Int64 = 0x5745_4952

  /// The version of the newest schema, in `PRAGMA user_version`.
  static var version: Int { steps.count }

  /// Step N makes schema N + 1 out of schema N; a released step never changes.
  static let steps: [String] = [
    tables + names + Views.all, blocks, decisions + DecisionTable.creation + Views.decisions,
    ResponseWindowTable.creation,
  ]

  /// Brings a database to the newest schema, from whichever it has; call it in a transaction.
  static func migrate(_ connection: OpaquePointer, from version: Int) throws(SQLiteFailure) {
    for step in steps.dropFirst(version) { try SQLiteStatement.runScript(step, on: connection) }
    try SQLiteStatement.runScript("PRAGMA user_version = \(Schema.version)", on: connection)
  }

  // Times are integer nanoseconds from the start of the replication. Every row of what replications measured
  // has a key made of its replication and its number within it, so that tables are the same in whichever
  // order the replications finish. The seed is text: it has 64 bits without a sign.
  private static let tables = """
    CREATE TABLE run(
      id INTEGER PRIMARY KEY, status TEXT NOT NULL CHECK(status IN ('partial', 'complete')),
      scenario TEXT NOT NULL, description TEXT NOT NULL, seed TEXT NOT NULL, replications INTEGER NOT NULL,
      warm_up_ns INTEGER NOT NULL, duration_ns INTEGER NOT NULL, version TEXT NOT NULL);
    CREATE TABLE input(
      id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE override(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE assumption(id INTEGER PRIMARY KEY, code TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE not_modelled(id INTEGER PRIMARY KEY, object TEXT NOT NULL, path TEXT NOT NULL);
    CREATE TABLE variant(
      id INTEGER PRIMARY KEY, run INTEGER NOT NULL, name TEXT NOT NULL, data_plane TEXT NOT NULL,
      gateway_replicas INTEGER NOT NULL);
    CREATE TABLE service(
      variant INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY(variant, number)) WITHOUT ROWID;
    CREATE TABLE shape(
      variant INTEGER NOT NULL, number INTEGER NOT NULL, traffic TEXT NOT NULL, method TEXT NOT NULL,
      host TEXT NOT NULL, path TEXT NOT NULL, route TEXT, rule INTEGER,
      PRIMARY KEY(variant, number)) WITHOUT ROWID;
    CREATE TABLE fate(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE outcome(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE term(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE replication(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, number INTEGER NOT NULL, offered INTEGER NOT NULL,
      answered INTEGER NOT NULL, unanswered INTEGER NOT NULL, events INTEGER NOT NULL);
    CREATE TABLE sample(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, metric TEXT NOT NULL, labels TEXT NOT NULL,
      value REAL);
    CREATE TABLE histogram(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, metric TEXT NOT NULL, labels TEXT NOT NULL,
      buckets TEXT NOT NULL);
    CREATE TABLE timeline(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, entity TEXT NOT NULL, metric TEXT NOT NULL,
      per_second TEXT NOT NULL);
    CREATE TABLE episode(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, service INTEGER NOT NULL,
      replica INTEGER NOT NULL, start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL,
      denied INTEGER NOT NULL, allowed INTEGER NOT NULL, term INTEGER NOT NULL);
    CREATE TABLE mirror(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, route TEXT NOT NULL, rule INTEGER NOT NULL,
      mirror TEXT NOT NULL, eligible INTEGER NOT NULL, sent INTEGER NOT NULL, failed INTEGER NOT NULL,
      expected REAL NOT NULL, low REAL, high REAL, verdict TEXT);
    CREATE TABLE fault(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, name TEXT NOT NULL, start_ns INTEGER NOT NULL,
      end_ns INTEGER NOT NULL, recovery_ns INTEGER, lost INTEGER NOT NULL);
    CREATE TABLE request(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, request INTEGER NOT NULL,
      arrival_ns INTEGER NOT NULL, shape INTEGER NOT NULL, service INTEGER, replica INTEGER NOT NULL,
      attempts INTEGER NOT NULL, status INTEGER, fate INTEGER NOT NULL, response_ns INTEGER);
    CREATE TABLE attempt(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, request INTEGER NOT NULL,
      attempt INTEGER NOT NULL, parent INTEGER, service INTEGER NOT NULL, endpoint INTEGER,
      start_ns INTEGER NOT NULL, waiting_ns INTEGER, service_ns INTEGER, end_ns INTEGER, status INTEGER,
      outcome INTEGER NOT NULL, denied_retries INTEGER, denied_requests INTEGER, denied_limit INTEGER,
      denied_minimum_retries INTEGER, denied_minimum_limit INTEGER, denied_term INTEGER);
    CREATE TABLE summary(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, metric TEXT NOT NULL, labels TEXT NOT NULL,
      unit TEXT, mean REAL, low REAL, high REAL, confidence REAL NOT NULL, n INTEGER NOT NULL,
      never INTEGER);
    CREATE TABLE assertion(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, "check" TEXT NOT NULL, verdict TEXT NOT NULL,
      estimate REAL, low REAL, high REAL, "limit" REAL, reason TEXT NOT NULL);

    """

  // Many rows of one replication in a blob (`BlockFormat`). The key is that of the first of them, so a row's
  // key is the same as in the tables of single rows.
  private static let blocks = """
    CREATE TABLE request_block(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, rows INTEGER NOT NULL,
      first_request INTEGER NOT NULL, last_request INTEGER NOT NULL, data BLOB NOT NULL);
    CREATE TABLE attempt_block(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, rows INTEGER NOT NULL,
      first_request INTEGER NOT NULL, last_request INTEGER NOT NULL, data BLOB NOT NULL);

    """

  // What is true of the base and of a variant alike is stored once, with the base: a variant without rows of
  // its own in input, override, assumption, not_modelled or shape has those of variant 0.
  private static let decisions = """
    ALTER TABLE run ADD COLUMN command TEXT NOT NULL DEFAULT 'run';
    ALTER TABLE run ADD COLUMN warm_up_note TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN specification TEXT NOT NULL DEFAULT '';
    ALTER TABLE variant ADD COLUMN seed TEXT NOT NULL DEFAULT '';
    ALTER TABLE input ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE override ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE assumption ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE not_modelled ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE assertion ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE assertion ADD COLUMN is_relative INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE setting(
      variant INTEGER NOT NULL, number INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY(variant, number)) WITHOUT ROWID;
    CREATE TABLE difference(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, metric TEXT NOT NULL, labels TEXT NOT NULL,
      unit TEXT, better TEXT, base REAL, value REAL, difference REAL, relative REAL, low REAL, high REAL,
      confidence REAL NOT NULL, n INTEGER NOT NULL, narrowing REAL, significant INTEGER NOT NULL,
      verdict TEXT NOT NULL, headline INTEGER NOT NULL);
    CREATE TABLE rank(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, metric TEXT NOT NULL, labels TEXT NOT NULL,
      rank INTEGER NOT NULL);
    CREATE TABLE change(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, object TEXT NOT NULL, path TEXT NOT NULL,
      at TEXT NOT NULL, line TEXT NOT NULL, "from" TEXT, "to" TEXT);
    CREATE TABLE search(
      id INTEGER PRIMARY KEY, path TEXT NOT NULL, goal TEXT, outcome TEXT NOT NULL, best TEXT,
      low TEXT, high TEXT, confidence REAL NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE stability(
      id INTEGER PRIMARY KEY, variant INTEGER NOT NULL, load TEXT NOT NULL, trigger_size TEXT NOT NULL,
      verdict TEXT NOT NULL, recovered INTEGER NOT NULL, n INTEGER NOT NULL, low REAL NOT NULL,
      high REAL NOT NULL, recovery_s REAL, sustained_by TEXT NOT NULL);
    CREATE TABLE stability_cut(
      id INTEGER PRIMARY KEY, stability INTEGER NOT NULL, variant INTEGER NOT NULL, loops TEXT NOT NULL,
      recovered INTEGER NOT NULL, n INTEGER NOT NULL);

    """

  private static let names =
    rows(of: "fate", Fate.allCases.map { ($0.rawValue, $0.name) })
    + rows(of: "outcome", AttemptRow.Outcome.allCases.map { ($0.rawValue, $0.name) })
    + rows(of: "term", AttemptRow.Denial.Term.allCases.map { ($0.rawValue, $0.name) })

  private static func rows(of table: String, _ names: [(UInt8, String)]) -> String {
    "INSERT INTO \(table) VALUES " + names.map { "(\($0), '\($1)')" }.joined(separator: ", ") + ";\n"
  }

  /// What makes queries of single requests fast; built when all rows are there, which is faster.
  ///
  /// SQLite takes a table that it knows nothing of for one of a million rows, and then reads all requests
  /// rather than begin with the few replications, which the indexes begin with.
  static let indexes = """
    CREATE INDEX request_by_number ON request(replication, request);
    CREATE INDEX attempt_by_request ON attempt(replication, request, attempt);
    ANALYZE replication;
    """
}
