import ArgumentParser
import Foundation
import Scenarios

/// What `sweep` and `merge` have in common: everything that decides the results.
struct SweepOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A file of kind Sweep, a scenario file, or the name of a scenario of the gallery.", valueName: "spec"),
    completion: .scenario)
  var spec: String

  @Option(
    name: .customLong("vary"), parsing: .singleValue,
    help: ArgumentHelp(
      "Run with each of these values: spec.dataPlane.replicas=1,5,20, or a range LOW..HIGH; what --set changes can be varied. Repeats.",
      valueName: "path=values"))
  var vary: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run so many points of a Latin hypercube over the ranges, in place of all combinations.", valueName: "n"
    ))
  var points: Int?

  @Option(help: ArgumentHelp("How many values a range has, without --points.", valueName: "n"))
  var steps: Int = defaultSteps

  private static let defaultSteps = 5

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change one value at every point. Repeats.", valueName: "path=value"))
  var sets: [String] = []

  @Option(
    name: .customLong("overlay"), parsing: .singleValue,
    help: ArgumentHelp("Lay the documents of a file over those of the scenario. Repeats.", valueName: "file"),
    completion: .file())
  var overlays: [String] = []

  @Option(help: "The seed of every random draw.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("How long is measured, such as 5m.", valueName: "time"))
  var duration: String?

  @Option(help: ArgumentHelp("How many replications are run of each point.", valueName: "n"))
  var replications: Int?

  @Option(
    name: .customLong("assert"), parsing: .singleValue,
    help: ArgumentHelp("Add a check, such as 'success_ratio >= 99.9%'. Repeats.", valueName: "check"))
  var assertions: [String] = []

  @Option(
    name: .customLong("jobs"),
    help: ArgumentHelp("Use at most this many cores (default: all; 1 a shard with --emit).", valueName: "n"))
  var cores: Int?

  @Flag(name: .shortAndLong, help: "Say nothing of progress, notes and warnings.")
  var quiet = false

  func validate() throws {
    if let cores, cores < 1 { throw ValidationError("--jobs wants at least 1, found \(cores)") }
    if !(2...64).contains(steps) { throw ValidationError("--steps wants 2 to 64, found \(steps)") }
    if let replications, !(1...10_000).contains(replications) {
      throw ValidationError("--replications wants 1 to 10000, found \(replications)")
    }
  }

  /// The changes that all points have in common, in the form of `--set`.
  var changes: [String] {
    var changes = sets
    if let seed { changes.append("spec.seed=\(seed)") }
    if let duration { changes.append("spec.duration=\(duration)") }
    if let replications { changes.append("spec.replications=\(replications)") }
    return changes
  }

  /// The most cores that are used.
  var jobs: Int { cores ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The options that decide the results, as words of a command line, without the overlays.
  var deciding: [String] {
    var words = vary.map { "--vary=\($0)" }
    if let points { words.append("--points=\(points)") }
    if steps != Self.defaultSteps { words.append("--steps=\(steps)") }
    words += sets.map { "--set=\($0)" }
    if let seed { words.append("--seed=\(seed)") }
    if let duration { words.append("--duration=\(duration)") }
    if let replications { words.append("--replications=\(replications)") }
    return words + assertions.map { "--assert=\($0)" }
  }

  /// The files that the command line names, or may name.
  var files: [String] { [spec] + overlays }
}
