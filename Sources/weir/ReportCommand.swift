import ArgumentParser
import Records
import Reports
import Results

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say again what was found, from the database.",
    discussion: """
      For a spreadsheet, CSV has a row for each metric of a run, check, difference of a comparison, point of a sweep with a column for \
      each metric, value that a search tried, or cell of a map of stability. Numbers are those of JSON; what is not known is empty; a \
      text that a spreadsheet would run as a formula has an apostrophe before it.

      JUnit has a test for each check of a run, variant or point, each headline of a variant, and each cell of a map; a search is one \
      test, which fails where no value passes.

      EXAMPLES
        weir report results/quickstart.sqlite
        weir report results/quickstart.sqlite --plain
        weir report results/quickstart.sqlite -o markdown > comment.md
        weir report results/quickstart-compare.sqlite -o json
        weir report results/quickstart-sweep.sqlite -o csv > sweep.csv
        weir report results/quickstart.sqlite --request slowest --request 0/1234
      """)

  @Argument(
    help: "A database that weir run, compare, sweep, find or check left.",
    completion: .file(extensions: ["sqlite"]))
  var database: String

  @Option(
    name: .customLong("request"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      Tell what one recorded request went through instead: \(RequestNames.forms). Words choose among the recorded requests of the \
      replication that were measured. Repeats.
      """, valueName: "id"),
    transform: RequestNames.name)
  var requests: [RequestName] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.check(
      for: requests.isEmpty ? .ofRuns : .ofRequests, beside: [database])
    let stored = try StoredRun.read(database)
    guard requests.isEmpty else {
      let report = try RequestReport.read(database, of: stored.run, named: requests)
      return try output.write(page: { .requests(report, of: stored) }) { report.text($0, $1) }
    }
    switch stored.run.command {
    case .compare:
      let study = try StoredStudy.read(database)
      try output.write(page: { try .comparison(study, at: database) }) { study.comparison($0, $1) }
    case .check:
      let study = try StoredStudy.read(database)
      try output.write(page: { try .check(study, at: database) }) {
        try study.checkReport($0, $1, in: database)
      }
    case .find:
      try output.check(for: .ofFinds, beside: [database])
      let study = try StoredStudy.read(database)
      try output.write(page: { .find(study) }) { try study.findReport($0, $1) }
    case .sweep:
      try output.check(for: .ofSweeps, beside: [database])
      let report = SweepReport(try StoredStudy.read(database, detailed: false))
      try output.write(page: report.page) { report.text($0, $1) }
    case .run:
      try output.write(page: { try .run(stored, at: database) }) { try stored.report($0, $1) }
    }
  }
}
