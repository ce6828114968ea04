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
    try output.checkFiles()
    let scenario = try ScenarioInput(options).read()
    let path = try db ?? Self.defaultDatabase(scenario.name)
    let run = try SimulationRun(options, scenario: scenario, command: .run, database: path).execute()
    let stored = try StoredRun.read(path)
    try output.write { stored.report($0, color: $1) }
    try run.throwVerdict(isStrict: options.strict)
  }

  /// `results/NAME.sqlite` in the current folder, whose `results` is made if need be.
  private static func defaultDatabase(_ name: String) throws -> String {
    do {
      try FileManager.default.createDirectory(atPath: "results", withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotCreate, "cannot create the folder results: \(error.localizedDescription)")
    }
    return "results/\(name).sqlite"
  }
}
