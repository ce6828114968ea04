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
    static let duration = "500s"
  #else
    static let duration = "8000s"
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
    var jobsDone: Int { 2 + seed * 17 % 30 }
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
    for seed in Self.seeds {
      try await onThread { try sweep(Misfortune(seed: seed)) }
    }
  }

  /// Tests that compute for minutes may hold all threads of the others, and a cluster does not wait.
  private func onThread(_ work: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
  }

  private func sweep(_ misfortune: Misfortune) throws {
    let cluster = try SlurmCluster()
    defer {
      cluster.stop()
      #expect(cluster.survivors == [])
    }
    let results = "shared-\(misfortune.seed)"
    try submit(results, misfortune, to: cluster)
    try cluster.wait("\(misfortune.jobsDone) jobs") { jobFiles(results).count >= misfortune.jobsDone }
    usleep(misfortune.delay)
    try cluster.lose("n2")
    try cluster.wait("the loss of n2 to be noticed") {
      try cluster.run("sinfo", "-h", "-n", "n2", "-o", "%T").stdout.hasPrefix("down")
    }
    try cluster.wait("the end of all shards") { try cluster.run("squeue", "-h").stdout == "" }
    let states = try cluster.run("squeue", "-h", "--array", "--states=all", "-o", "%K %T").stdout
    #expect(states.split(separator: "\n").count == Self.shards, "\(states)")
    #expect(states.split(separator: "\n").allSatisfy { $0.hasSuffix(" COMPLETED") }, "\(states)")
    try check(results, misfortune, cluster)
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
    #expect(script.exitCode == 0)
    try folder.write(script.stdout, to: "job.sbatch")
    let submitted = try cluster.run("sbatch", "job.sbatch", in: folder.url)
    #expect(submitted.exitCode == 0, "\(submitted.stdout)")
  }

  private func jobFiles(_ results: String) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "\(results)/jobs"))) ?? []
    return names.filter { $0.hasSuffix(".sqlite") }
  }

  private func check(_ results: String, _ misfortune: Misfortune, _ cluster: SlurmCluster) throws {
    for (shard, code) in [(misfortune.full, 75), (misfortune.killed, 137)] {
      let log = folder.read("\(results)/logs/\(shard).log") ?? ""
      #expect(log.contains("exit code \(code); queued again, restart 1 of at most 3"), "\(log)")
      #expect(log.contains("attempt 2 "), "\(log)")
    }
    #expect(Set(jobFiles(results)) == Set((0..<Self.jobs).map { "\($0).sqlite" }))
    let missing = try cluster.run(
      WeirCommand.executable.path, "merge", "grid.yaml", "--in", results, "--check", "--shards",
      "\(Self.shards)", in: folder.url)
    #expect((missing.stdout, missing.exitCode) == ("", 0))
    let merged = try cluster.run(
      WeirCommand.executable.path, "merge", "grid.yaml", "--in", results, "--out", "\(results).sqlite",
      in: folder.url)
    #expect(merged.exitCode == 0)
    #expect(
      FileManager.default.contentsEqual(
        atPath: folder.path(of: "\(results).sqlite"), andPath: folder.path(of: "whole.sqlite")))
  }
}
