import ArgumentParser
import Experiments
import Foundation
import Results

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one database of the shards of a sweep.",
    discussion: """
      Wants every job of the sweep once, of the same specification and version; so what decides the results (--set, --seed, \
      --vary and the like) is given as it was to the shards. The database is the one that weir sweep makes on one machine, byte by \
      byte, however many shards there were and in whichever order they ran.

      Exits with 3 where jobs are missing or their files damaged, and with 65 where a file is of another sweep or version. With --check nothing is written: which jobs \
      are missing is said, and the numbers of their shards are printed, to be run again.

      EXAMPLES
        weir merge my-sweep.yaml --in /shared/my-sweep --out my-sweep.sqlite
        weir merge my-sweep.yaml --in /shared/my-sweep --check --shards 8    # prints 3,5 for sbatch --array=3,5
      """)

  @OptionGroup var options: SweepOptions

  @Option(
    name: .customLong("in"), help: ArgumentHelp("The folder of the shards.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("Where the database is left.", valueName: "file"), completion: .file())
  var out: String?

  @Flag(help: "Only say which jobs are missing, and print the numbers of their shards.")
  var check = false

  @Option(help: ArgumentHelp("How many shards there are, for --check.", valueName: "n"))
  var shards: Int?

  func validate() throws {
    if out == "" { throw ValidationError("--out wants a file, found nothing") }
    if check, out != nil { throw ValidationError("--check writes nothing: leave out --out") }
    if !check, out == nil { throw ValidationError("--out says where the database is left") }
    if check != (shards != nil) { throw ValidationError("--check and --shards go together") }
    if let shards, shards < 1 { throw ValidationError("--shards wants at least 1, found \(shards)") }
  }

  func run() throws {
    let plan = try SweepInput(options).read().plan
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Failure(.inputMissing, "\(folder): no such folder")
    }
    let jobs = SweepFolder(path: folder, plan: plan)
    let merge = SweepMerge(plan: plan, folder: jobs, cores: options.jobs)
    if let shards { return try check(merge, shards: shards) }
    guard let out else { return }
    try Output.checkFile(out)
    if Output.resolved(out).hasPrefix(Output.resolved(folder + "/jobs") + "/") {
      throw Failure(.usage, "--out \(out) is among the results that are merged: name another place")
    }
    let inventory = try Failure.translating { try merge.write(to: out) }
    try Self.refuseForeign(inventory)
    try Self.refuseOtherVersions(inventory)
    try Self.refuseMissing(inventory, of: plan)
    if !options.quiet { Terminal.say("weir: \(plan.design.count) jobs are in \(out)") }
  }

  /// Prints the numbers of the shards that are not done.
  private func check(_ merge: SweepMerge, shards: Int) throws {
    let inventory = try Failure.translating { try merge.inventory() }
    try Self.refuseForeign(inventory)
    let numbers = Set(inventory.missing.map { $0 % shards }).sorted()
    try Output.write(numbers.map(String.init).joined(separator: ","))
    try Self.refuseMissing(inventory, of: merge.plan)
  }

  private static func refuseForeign(_ inventory: SweepMerge.Inventory) throws {
    guard inventory.foreign.isEmpty else {
      throw Failure(.badInput, list(inventory.foreign).joined(separator: "\nweir: "))
    }
  }

  /// What other versions simulated is not put together with what this one did, or would do.
  private static func refuseOtherVersions(_ inventory: SweepMerge.Inventory) throws {
    let lines = otherVersions(inventory)
    guard !lines.isEmpty else { return }
    let advice = "merge with the version that ran the shards, or run them again with this one"
    throw Failure(.badInput, (list(lines) + [advice]).joined(separator: "\nweir: "))
  }

  private static func otherVersions(_ inventory: SweepMerge.Inventory) -> [String] {
    inventory.otherVersions.sorted { $0.key < $1.key }.map { version, count in
      "\(count) \(count == 1 ? "job was" : "jobs were") run by another version of weir, \(version); this is "
        + Weir.version
    }
  }

  /// Ends the command where jobs are missing.
  private static func refuseMissing(_ inventory: SweepMerge.Inventory, of plan: SweepPlan) throws {
    guard !inventory.missing.isEmpty else { return }
    let numbers = list(inventory.missing.map(String.init), most: 50).joined(separator: ", ")
    let failures = inventory.failures.map { "job \($0.job) (\(plan.name(of: $0.job))): \($0.reason)" }
    let lines =
      ["\(inventory.missing.count) of \(plan.design.count) jobs are missing: \(numbers)"]
      + list(otherVersions(inventory)) + list(inventory.unusable) + list(failures)
    throw Failure(.incomplete, lines.joined(separator: "\nweir: "))
  }

  /// The first of many texts, and how many more there are.
  private static func list(_ texts: [String], most: Int = 10) -> [String] {
    texts.count > most ? texts.prefix(most) + ["and \(texts.count - most) more"] : texts
  }
}
