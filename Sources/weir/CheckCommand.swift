import ArgumentParser
import Foundation
import Reports
import Results

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Simulate a scenario and judge its checks; for CI.",
    discussion: """
      Exits with 0 where all checks hold, 1 where one fails, and, with --strict, 2 where one is inconclusive. The database is \
      kept where --db says, and thrown away otherwise.

      EXAMPLES
        weir check my-scenario.yaml
        weir check my-scenario.yaml --assert 'response_time_p99 < 300ms' -o json
        weir check my-scenario.yaml --strict --report markdown="$GITHUB_STEP_SUMMARY"
      """)

  @OptionGroup var options: ScenarioOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Where the database is left.", valueName: "file"))
  var db: String?

  func run() throws {
    try output.checkFiles()
    let scenario = try ScenarioInput(options).read()
    if scenario.checks.isEmpty {
      throw Failure(
        .badInput,
        "\(scenario.name) has no checks: add `checks:` to its spec, or --assert 'success_ratio >= 99.9%'")
    }
    let folder = db == nil ? try Self.temporaryFolder() : nil
    defer { if let folder { try? FileManager.default.removeItem(atPath: folder) } }
    let path = db ?? "\(folder ?? ".")/\(scenario.name).sqlite"
    let run = try SimulationRun(options, scenario: scenario, command: .check, database: path).execute()
    var stored = try StoredRun.read(path)
    if folder != nil { stored.database = "" }
    try output.write { stored.checkReport($0, color: $1) }
    try run.throwVerdict(isStrict: options.strict)
  }

  private static func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotCreate, "cannot create a temporary folder: \(error.localizedDescription)")
    }
    return folder.path
  }
}

extension StoredRun {
  /// The report of the checks in a form.
  fileprivate func checkReport(_ format: ReportFormat, color: Bool) -> String {
    format == .json ? JSONReport.check(self) : report(format, color: color)
  }
}
