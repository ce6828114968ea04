import Foundation

/// A sweep of forty jobs in eight shards, and what Slurm makes of it.
struct SlurmSweep: Sendable {
  static let jobs = 40
  static let shards = 8

  let folder: TemporaryFolder
  /// The name of the folder that the shards share.
  let results: String

  /// Writes the specification, `grid.yaml`; a job simulates so many seconds.
  static func write(in folder: TemporaryFolder, seconds: Int) throws {
    let scenario = ScenarioText(
      duration: "\(seconds)s", replications: "1", more: "  checks: [success_ratio >= 90%]")
    try folder.write(scenario.text, to: "small.yaml")
    try folder.write(
      """
      apiVersion: weir/v1
      kind: Sweep
      metadata: {name: grid}
      spec:
        scenario: small.yaml
        vary:
          "spec.services[0].endpoints": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
          spec.dataPlane.replicas: [1, 2, 3, 4]
      """, to: "grid.yaml")
  }

  /// Writes the script as `job.sbatch`, and a program in the place of weir that first does something else, in bash.
  func writeScript(_ cluster: SlurmCluster, first mishap: String) throws {
    let weir = WeirCommand.executable.path
    let program = folder.path(of: "bin/weir")
    try folder.write("#!/bin/bash\n\(mishap)\nexec '\(weir)' \"$@\"\n", to: "bin/weir")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let script = try cluster.run(
      weir, "sweep", "grid.yaml", "--emit", "slurm", "--shards", "\(Self.shards)", "--out", results,
      in: folder.url)
    guard script.exitCode == 0 else { throw SlurmCluster.Failure(description: cluster.report) }
    try folder.write(script.stdout.replacing(weir, with: program), to: "job.sbatch")
  }

  /// The command among the comments of the script that begins and ends so.
  func command(from start: String = "", to end: String = "") throws -> String {
    let commands = (folder.read("job.sbatch") ?? "").split(separator: "\n")
      .filter { $0.hasPrefix("#   \(start)") && $0.hasSuffix(end) }
    guard let command = commands.first, commands.count == 1 else {
      throw SlurmCluster.Failure(description: "\(commands.count) commands from \(start) to \(end)")
    }
    return String(command.dropFirst("#   ".count))
  }

  /// What the shards said, in their order.
  var logs: [String] { (0..<Self.shards).map { folder.read("\(results)/logs/\($0).log") ?? "" } }

  /// The names of the jobs' files.
  var files: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "\(results)/jobs"))
    return (names ?? []).filter { $0.hasSuffix(".sqlite") }
  }

  /// Merges as the script says, and returns the database.
  func merge(_ cluster: SlurmCluster) throws -> Data? {
    let database = folder.url(of: "grid.sqlite")
    try? FileManager.default.removeItem(at: database)
    try cluster.run("bash", "-c", command(to: " --out ./grid.sqlite"), in: folder.url)
    return FileManager.default.contents(atPath: database.path)
  }

  /// What is missing, asked as the script says.
  func missing(_ cluster: SlurmCluster) throws -> SlurmCluster.Ending {
    try cluster.run("bash", "-c", command(to: " --check --shards \(Self.shards)"), in: folder.url)
  }
}

/// Tests that compute for minutes may hold all threads of the others, and a cluster does not wait: so it has one of its own.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
  }
}
