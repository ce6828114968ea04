import ArgumentParser
import Foundation
import Records
import Reports
import Results

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a scenario, record it into SQLite and say what happened.",
    discussion: """
      The database is results/NAME.sqlite unless --db says otherwise; it is replaced whole when the run is complete.

      EXAMPLES
        weir run quickstart
        weir run quickstart -o json > quickstart.json
        weir run quickstart --plain --report csv=quickstart.csv
        weir run my.yaml --set 'XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10'
        weir run my.yaml --record requests=all --replications 1 --db /tmp/every-attempt.sqlite
        weir run my.yaml --record requests=blocks --duration 1h --db /tmp/millions.sqlite
        weir run budget-outage --explain-request auto
        weir run my.yaml --explain-request 0/1234 --explain-request denied -o json
      """)

  @OptionGroup var options: ScenarioOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("Where the database is left (default: results/NAME.sqlite).", valueName: "file"),
    completion: .file())
  var db: String?

  @Option(
    name: .customLong("explain-request"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      Tell what one request went through, attempt by attempt, with what the retry budget counted at each decision: \
      \(RequestNames.forms). Words look at the measured requests of the replication. The replication is simulated once \
      more for it, and the request is recorded whatever --record says. As json, the explanation takes the place of the run's \
      report. Repeats.
      """, valueName: "id"),
    transform: RequestNames.name)
  var explained: [RequestName] = []

  func run() throws {
    try output.check(for: .ofRuns, beside: options.files + [db].compactMap(\.self))
    let scenario = try ScenarioInput(options).read().settled(options)
    try output.refuse(scenario.namedFiles)
    let path = try db ?? DefaultDatabase.path(scenario.name)
    let run = try SimulationRun(
      options, .single(scenario, .run, options), name: scenario.name, database: path
    ).execute(explaining: explained)
    let stored = try StoredRun.read(path)
    let requests = try run.explained.map {
      try RequestReport.read(path, of: stored.run, explained: $0, configuration: scenario.configuration)
    }
    try output.write(page: { try .run(stored, at: path, explaining: requests) }) {
      try stored.report($0, $1, isStrict: options.strict, explaining: requests)
    }
    try run.throwVerdict(Verdict(of: stored.checks), isStrict: options.strict)
  }
}
