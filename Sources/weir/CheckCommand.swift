import ArgumentParser
import Documents
import Experiments
import Foundation
import Reports
import Results
import Scenarios

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Simulate a scenario and judge its checks; for CI.",
    discussion: """
      Exits with 0 where all checks hold, 1 where one fails, and, with --strict, 2 where one is inconclusive. With --baseline, what \
      users notice first must be no worse than in the run of that database by more than --tolerance, and `noWorseThan` checks are \
      judged against it; at most one gate in twenty has any wrong verdict by chance. The database is kept where --db says, and \
      thrown away otherwise.

      EXAMPLES
        weir check my-scenario.yaml
        weir check my-scenario.yaml --assert 'response_time_p99 < 300ms' -o json
        weir check my-scenario.yaml --strict --report summary="$GITHUB_STEP_SUMMARY" --report junit=checks.xml
        weir run my-scenario.yaml --replications 10 --db baseline.sqlite
        weir check my-scenario.yaml --replications 10 --baseline baseline.sqlite -o markdown
      """)

  @OptionGroup var options: ScenarioOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Where the database is left.", valueName: "file"), completion: .file())
  var db: String?

  @Option(
    help: ArgumentHelp(
      "A database of weir run or check that this run must not be worse than.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "By how much a metric that no check names may be worse than in the baseline.", valueName: "share"))
  var tolerance: String = Self.usualTolerance

  private static let usualTolerance = "1%"

  func run() throws {
    try output.check(for: .ofRuns, beside: options.files + [db, baseline].compactMap(\.self))
    if let db, let baseline, Output.resolved(db) == Output.resolved(baseline) {
      throw Failure(.usage, "--db \(db) would replace the baseline")
    }
    if baseline == nil, tolerance != Self.usualTolerance {
      throw Failure(.usage, "--tolerance wants a --baseline")
    }
    var scenario = try ScenarioInput(options).read()
    try output.refuse(scenario.namedFiles)
    if scenario.checks.isEmpty, baseline == nil {
      throw Failure(
        .badInput,
        "\(scenario.name) has no checks: add `checks:` to its spec, or --assert 'success_ratio >= 99.9%', or "
          + "--baseline DB")
    }
    let gate = try baseline.map { try readGate($0, scenario) }
    if let gate { repeatAsOften(as: gate.baseline, &scenario) }
    var experiment = Experiment.single(try scenario.settled(options), .check, options)
    experiment.gate = gate
    let folder = db == nil ? try Self.temporaryFolder() : nil
    defer { if let folder { try? FileManager.default.removeItem(atPath: folder) } }
    let path = db ?? "\(folder ?? ".")/\(scenario.name).sqlite"
    let run = try SimulationRun(
      options, experiment, name: scenario.name, database: path, isKept: db != nil
    ).execute()
    var stored = try StoredStudy.read(path)
    if folder != nil { stored.forgetDatabase() }
    try output.write(page: { try .check(stored, at: path) }) {
      try stored.checkReport($0, $1, in: path, isStrict: options.strict)
    }
    try run.throwVerdict(Verdict(of: stored.variants[0].checks), isStrict: options.strict)
  }

  /// Fewer replications than the baseline has would pair with only some of its own.
  private func repeatAsOften(as baseline: StoredRun, _ scenario: inout Scenario) {
    let count = baseline.replications.count
    guard options.replications == nil, scenario.replications.until == nil,
      scenario.replications.minimum < count
    else { return }
    if !options.quiet { Terminal.say("weir: \(count) replications, as the baseline has") }
    scenario.replications = .init(minimum: count, maximum: count)
  }

  /// The gate of a baseline's database.
  ///
  /// - Throws: a failure with 65 where its run and `scenario` cannot be compared, and 64 where the tolerance is no share.
  private func readGate(_ path: String, _ scenario: Scenario) throws -> BaselineGate {
    guard let share = Quantity.share(tolerance) else {
      throw Failure(.usage, "--tolerance wants a share such as 1%, found \"\(tolerance)\"")
    }
    let run = try StoredRun.read(path)
    guard [.run, .check, .compare].contains(run.run.command) else {
      throw Failure(
        .badInput,
        "\(path) is of weir \(run.run.command.rawValue): a baseline is a database of weir run or check")
    }
    guard run.status == .complete else {
      throw Failure(.badInput, "\(path) is partial: a baseline has to be complete")
    }
    guard run.run.duration == scenario.duration,
      scenario.warmUpIsAutomatic || run.run.warmUp == scenario.warmUp
    else {
      throw Failure(
        .badInput,
        "\(path) and \(scenario.name) have different durations or warm-ups: run the baseline again")
    }
    return BaselineGate(baseline: run, tolerance: share)
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

extension StoredStudy {
  /// Lets no report name a database that is thrown away.
  fileprivate mutating func forgetDatabase() {
    database = ""
    for index in variants.indices { variants[index].database = "" }
  }
}
