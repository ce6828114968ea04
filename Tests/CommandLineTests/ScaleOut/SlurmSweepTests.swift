import Foundation
import Testing

/// A sweep on a real Slurm of two nodes, one of which is lost in the middle.
@Suite(
  "Sweeps on Slurm",
  .enabled(if: SlurmCluster.canRun, "needs root, and munge, slurmctld, slurmd and slurm-client of Debian"))
struct SlurmSweepTests {
  static let jobs = 40
  static let shards = 8
  /// `WEIR_LONG_LAWS=1` tries twenty instants at which the node is lost, one after another.
  static let seeds = ProcessInfo.processInfo.environment["WEIR_LONG_LAWS"] == "1" ? Array(1...20) : [1]
  /// About half a second a job.
  #if DEBUG
    static let duration = "1000s"
  #else
    static let duration = "16000s"
  #endif

  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(
      ScenarioText(duration: Self.duration, replications: "1", more: "  checks: [success_ratio >= 90%]").text,
      to: "small.yaml")
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

  /// When the node is lost, and which shards fail the first time; chosen by a seed, so that the seeds together spread over the whole sweep.
  struct Misfortune {
    let seed: Int
    /// So many of the jobs are done when the node is lost,
    var jobsDone: Int { seed * 17 % 36 }
    /// or this long after, in microseconds.
    var delay: UInt32 { UInt32(seed * 137 % 500) * 1000 }
    /// Ends with 75, as where a disk is full.
    var full: Int { seed * 3 % SlurmSweepTests.shards }
    /// Is killed, as where memory is short.
    var killed: Int { (full + 1 + seed % (SlurmSweepTests.shards - 1)) % SlurmSweepTests.shards }
  }

  @Test(
    "the shards of an array job merge to the bytes of one machine, though two fail once and a node is lost with all that runs on it"
  )
  func lostNode() async throws {
    let whole = try await weir.run("sweep", "grid.yaml", "--db", "whole.sqlite", "--quiet")
    #expect(whole.exitCode == 0, "\(whole.stderr)")
    let bytes = FileManager.default.contents(atPath: folder.path(of: "whole.sqlite"))
    for seed in Self.seeds {
      let misfortune = Misfortune(seed: seed)
      let outcome = try await onThread { try self.outcome(of: misfortune) }
      check(outcome, after: misfortune)
      #expect(outcome.merged != nil && outcome.merged == bytes, "seed \(seed)")
    }
  }

  /// What a sweep on a cluster left behind.
  struct Outcome: Sendable {
    /// The states of the shards in Slurm.
    var states: [String] = []
    /// What the shards said, in their order.
    var logs: [String] = []
    /// The names of the jobs' files.
    var files: [String] = []
    /// What merging says is missing.
    var missing: SlurmCluster.Ending?
    var merged: Data?
    /// Processes of the cluster after its end.
    var survivors: [Int32] = []
  }

  private func check(_ outcome: Outcome, after misfortune: Misfortune) {
    let seed = misfortune.seed
    #expect(outcome.states == Array(repeating: "COMPLETED", count: Self.shards), "seed \(seed)")
    for (shard, code) in [(misfortune.full, 75), (misfortune.killed, 137)] {
      let log = outcome.logs[shard]
      #expect(log.contains("exit code \(code); queued again, restart 1 of at most 3"), "seed \(seed): \(log)")
      #expect(log.contains("attempt 2 "), "seed \(seed): \(log)")
    }
    #expect(outcome.logs.contains(where: isCut), "seed \(seed): \(outcome.logs.joined())")
    #expect(Set(outcome.files) == Set((0..<Self.jobs).map { "\($0).sqlite" }), "seed \(seed)")
    #expect(outcome.missing?.stdout == "" && outcome.missing?.exitCode == 0, "seed \(seed)")
    #expect(outcome.survivors == [], "seed \(seed)")
  }

  /// Whether the log of a shard tells of an attempt that began and of no end to it.
  private func isCut(_ log: String) -> Bool {
    let lines = log.split(separator: "\n")
    return zip(lines, lines.dropFirst()).contains { $0.hasSuffix(": begins") && $1.hasSuffix(": begins") }
  }

  // MARK: On the cluster

  /// Tests that compute for minutes may hold all threads of the others, and a cluster does not wait.
  private func onThread(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
  }

  private func outcome(of misfortune: Misfortune) throws -> Outcome {
    let cluster = try SlurmCluster()
    defer { cluster.stop() }
    let results = "shared-\(misfortune.seed)"
    try submit(results, misfortune, to: cluster)
    try cluster.wait("\(misfortune.jobsDone) jobs") { jobFiles(results).count >= misfortune.jobsDone }
    usleep(misfortune.delay)
    try cluster.lose("n2")
    try cluster.wait("the loss of n2 to be noticed") {
      try cluster.run("sinfo", "-h", "-n", "n2", "-o", "%T").stdout.hasPrefix("down")
    }
    try cluster.wait("the end of all shards") { try cluster.run("squeue", "-h").stdout == "" }
    var outcome = Outcome()
    outcome.states = try cluster.run("squeue", "-h", "--array", "--states=all", "-o", "%T").stdout
      .split(separator: "\n").map(String.init)
    outcome.logs = (0..<Self.shards).map { folder.read("\(results)/logs/\($0).log") ?? "" }
    outcome.files = jobFiles(results)
    outcome.missing = try cluster.run(
      WeirCommand.executable.path, "merge", "grid.yaml", "--in", results, "--check", "--shards",
      "\(Self.shards)", in: folder.url)
    try cluster.run(
      WeirCommand.executable.path, "merge", "grid.yaml", "--in", results, "--out", "\(results).sqlite",
      in: folder.url)
    outcome.merged = FileManager.default.contents(atPath: folder.path(of: "\(results).sqlite"))
    cluster.stop()
    outcome.survivors = cluster.survivors
    return outcome
  }

  private func submit(_ results: String, _ misfortune: Misfortune, to cluster: SlurmCluster) throws {
    try folder.write(
      """
      #!/bin/bash
      case $SLURM_ARRAY_TASK_ID.${SLURM_RESTART_COUNT:-0} in
      \(misfortune.full).0) exit 75 ;;
      \(misfortune.killed).0) kill -KILL $$ ;;
      esac
      exec '\(WeirCommand.executable.path)' "$@"
      """, to: "bin/weir")
    chmod(folder.path(of: "bin/weir"), 0o755)
    let script = try cluster.run(
      WeirCommand.executable.path, "sweep", "grid.yaml", "--emit", "slurm", "--shards", "\(Self.shards)",
      "--out", results, in: folder.url)
    guard script.exitCode == 0 else { throw SlurmCluster.Failure(description: cluster.report) }
    try folder.write(script.stdout, to: "job.sbatch")
    let submitted = try cluster.run("sbatch", "job.sbatch", in: folder.url)
    guard submitted.exitCode == 0 else { throw SlurmCluster.Failure(description: cluster.report) }
  }

  private func jobFiles(_ results: String) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "\(results)/jobs"))) ?? []
    return names.filter { $0.hasSuffix(".sqlite") }
  }
}
