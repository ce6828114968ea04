import ArgumentParser
import Reports
import Results

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask the database of a run in SQL.",
    discussion: """
      One statement that reads. The views v_summary, v_timeline, v_retry_budget_exhaustion, v_mirror_ratio, v_request, v_attempt, \
      v_checks and v_histogram have times in seconds from the start of a replication. 'pragma table_info(v_summary)' lists the columns \
      of one. Requests and attempts that were recorded as blocks are in v_request and v_attempt here, and nowhere else.

      EXAMPLES
        weir query results/quickstart.sqlite 'select * from v_retry_budget_exhaustion'
        weir query results/quickstart.sqlite -o csv "select second, value from v_timeline where metric = 'goodput'"
      """)

  /// In which form rows are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case csv
    case markdown
  }

  @Argument(help: "A database that weir run left.", completion: .file(extensions: ["sqlite"]))
  var database: String

  @Argument(help: "One SQL statement.")
  var sql: String

  @Option(name: .shortAndLong, help: "The form of the output.")
  var output: Format = .table

  @OptionGroup var plain: PlainOption

  /// Rows that are held to be laid out; a larger answer is for sqlite3 itself.
  private static let rowLimit = 1_000_000

  /// What to write instead, in place of what SQLite says of a table or column that is not there.
  private static func remedy(for error: ResultsError) -> String {
    guard case .query(let reason) = error else { return "" }
    if reason.hasPrefix("no such table") {
      return
        "; there are v_summary, v_timeline, v_retry_budget_exhaustion, v_mirror_ratio, v_request, v_attempt, "
        + "v_checks and v_histogram"
    }
    if reason.hasPrefix("no such column") {
      return "; a text stands in single quotes, and 'pragma table_info(VIEW)' lists the columns"
    }
    return ""
  }

  func run() throws {
    var columns: [String] = []
    var rows: [[SQLValue]] = []
    do throws(ResultsError) {
      try ResultsQuery(path: database).run(
        sql, columns: { columns = $0 },
        row: { row in
          rows.append(row)
          return rows.count <= Self.rowLimit
        })
    } catch {
      let failure = Failure(error)
      throw Failure(failure.code, failure.message + Self.remedy(for: error))
    }
    if rows.count > Self.rowLimit {
      throw Failure(
        .badInput, "more than \(Self.rowLimit) rows: add a LIMIT, or let SQL count and group them")
    }
    let report = QueryReport(columns: columns, rows: rows)
    switch output {
    case .table: try Output.write(report.table(plain.screenStyle()))
    case .json: try Output.write(report.json())
    case .csv: try Output.write(report.csv())
    case .markdown: try Output.write(report.markdown())
    }
  }
}
