import ArgumentParser
import Documents
import Experiments
import Foundation
import Records
import Scenarios

/// What `run` and `check` have in common: the scenario and what the command line changes about it.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "A scenario file, or the name of a scenario of the gallery.", completion: .scenario)
  var scenario: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value: spec.seed=3, or 'KIND/NAMESPACE/NAME:PATH=VALUE' in a manifest. Repeats.",
      valueName: "path=value"))
  var sets: [String] = []

  @Option(
    name: .customLong("overlay"), parsing: .singleValue,
    help: ArgumentHelp(
      "Merge the documents of a file onto those of the same kind, namespace and name. Repeats.",
      valueName: "file"), completion: .file())
  var overlays: [String] = []

  @Option(help: "The seed of every random draw.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("How long is measured, such as 5m.", valueName: "time"))
  var duration: String?

  @Option(help: ArgumentHelp("How many replications are run.", valueName: "n"))
  var replications: Int?

  @Option(
    name: .customLong("assert"), parsing: .singleValue,
    help: ArgumentHelp("Add a check, such as 'success_ratio >= 99.9%'. Repeats.", valueName: "check"))
  var assertions: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Which requests are recorded with their attempts: none, sample:N (one in N), failures, all, or blocks (all, at a \
      fraction of the cost, but for weir query alone). (default: \(RecordingArgument(.standard)))
      """,
      valueName: "requests=which"),
    transform: RecordingArgument.init(text:))
  var record = RecordingArgument(.standard)

  @Option(help: ArgumentHelp("Use at most this many cores.", valueName: "n"))
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Exit with 2 where a check is inconclusive.")
  var strict = false

  @Flag(name: .shortAndLong, help: "Say nothing of progress, notes and warnings.")
  var quiet = false

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs wants at least 1, found \(jobs)") }
    if let replications, !(1...10_000).contains(replications) {
      throw ValidationError("--replications wants 1 to 10000, found \(replications)")
    }
  }

  /// The files that the command line names, or may name.
  var files: [String] { [scenario] + overlays }

  /// The changes of the command line in the form of `--set`.
  var changes: [String] {
    var changes = sets
    if let seed { changes.append("spec.seed=\(seed)") }
    if let duration { changes.append("spec.duration=\(duration)") }
    if let replications { changes.append("spec.replications=\(replications)") }
    return changes
  }
}
