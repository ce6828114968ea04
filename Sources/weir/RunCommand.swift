import ArgumentParser
import Foundation
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
        weir run my.yaml --set 'XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10'
        weir run my.yaml --record requests=all --replications 1 --db /tmp/every-attempt.sqlite
        weir run my.yaml --record requests=blocks --duration 1h --db /tmp/millions.sqlite
      """)

  @OptionGroup var options: ScenarioOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("Where the database is left (default: results/NAME.sqlite).", valueName: "file"))
  var db: String?

  func run() throws {
    try output.check(for: .ofRuns)
    let scenario = try ScenarioInput(options).read().settled(options)
    let path = try db ?? DefaultDatabase.path(scenario.name)
    let run = try SimulationRun(
      options, .single(scenario, .run, options), name: scenario.name, database: path
    ).execute()
    let stored = try StoredRun.read(path)
    try output.write { stored.report($0, color: $1, isStrict: options.strict) }
    try run.throwVerdict(Verdict(of: stored.checks), isStrict: options.strict)
  }
}
