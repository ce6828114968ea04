import Foundation
import Testing

/// Sweeps on a real Slurm of two nodes.
@Suite(
  "Sweeps on Slurm", .serialized,
  .enabled(if: SlurmCluster.canRun, "needs root, and munge, slurmctld, slurmd and slurm-client of Debian"))
struct SlurmSweepTests {
  /// `WEIR_LONG_LAWS=1` tries twenty instants at which the node is lost, one after another.
  static let seeds = ProcessInfo.processInfo.environment["WEIR_LONG_LAWS"] == "1" ? Array(1...20) : [1]

  /// What a sweep left behind.
  struct Outcome: Sendable {
    /// The states of the shards in Slurm.
    var states: [String] = []
    /// What the shards said, in their order.
    var logs: [String] = []
    /// The names of the jobs' files.
    var files: [String] = []
    /// What merging said was missing, each time that it was asked.
    var missing: [SlurmCluster.Ending] = []
    /// The database of all.
    var merged: Data?
    /// Processes of the cluster after its end.
    var survivors: [Int32] = []
  }

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The database of the same sweep on one machine.
  private func whole() async throws -> Data? {
    let ending = try await WeirCommand(folder: folder).run(
      "sweep", "grid.yaml", "--db", "whole.sqlite", "--quiet")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    return FileManager.default.contents(atPath: folder.path(of: "whole.sqlite"))
  }

  // MARK: Mishaps

  /// When the node is lost, and which shards fail the first time; chosen by a seed, so that the seeds together spread over the whole sweep.
  struct Misfortune: Sendable {
    let seed: Int
    /// So many of the jobs are done, and two shards have failed, before the node is lost: few enough for three shards that are
    /// not done, more than the other node runs at once.
    var jobsDone: Int { seed * 17 % 24 }
    /// and it is after this long, in microseconds.
    var delay: UInt32 { UInt32(seed * 137 % 500) * 1000 }
    /// Ends with 75, as where a disk is full; one of the first four, which begin at once.
    var full: Int { seed * 3 % 4 }
    /// Is killed, as where memory is short; another of the first four.
    var killed: Int { (full + 1 + seed % 3) % 4 }
  }

  @Test(
    "the shards of an array job merge to the bytes of one machine, though two fail once and a node is lost with all that runs on it"
  )
  func lostNode() async throws {
    // About a third of a second a job.
    #if DEBUG
      let seconds = 1_000
    #else
      let seconds = 10_000
    #endif
    try SlurmSweep.write(in: folder, seconds: seconds)
    let whole = try #require(try await whole())
    for misfortune in Self.seeds.map(Misfortune.init) {
      let sweep = SlurmSweep(folder: folder, results: "shared-\(misfortune.seed)")
      let outcome = try await onThread { try self.outcome(of: sweep, with: misfortune) }
      check(outcome, after: misfortune)
      #expect(outcome.merged == whole, "seed \(misfortune.seed)")
    }
  }

  private func outcome(of sweep: SlurmSweep, with misfortune: Misfortune) throws -> Outcome {
    let cluster = try SlurmCluster()
    defer { cluster.stop() }
    try sweep.writeScript(
      cluster,
      first: """
        case $SLURM_ARRAY_TASK_ID.${SLURM_RESTART_COUNT:-0} in
        \(misfortune.full).0) exit 75 ;;
        \(misfortune.killed).0) kill -KILL $$ ;;
        esac
        """)
    try cluster.run("sbatch", "job.sbatch", in: folder.url)
    try cluster.wait("\(misfortune.jobsDone) jobs") {
      let logs = sweep.logs
      return sweep.files.count >= misfortune.jobsDone
        && [misfortune.full, misfortune.killed].allSatisfy { logs[$0].contains("queued again") }
    }
    usleep(misfortune.delay)
    try cluster.lose("n2")
    try cluster.wait("the loss of n2 to be noticed") {
      try cluster.run("sinfo", "-h", "-n", "n2", "-o", "%T").stdout.hasPrefix("down")
    }
    try cluster.waitForJobs()
    var outcome = Outcome(states: try cluster.states(), logs: sweep.logs, files: sweep.files)
    outcome.missing = [try sweep.missing(cluster)]
    outcome.merged = try sweep.merge(cluster)
    cluster.stop()
    outcome.survivors = cluster.survivors
    return outcome
  }

  private func check(_ outcome: Outcome, after misfortune: Misfortune) {
    let seed = misfortune.seed
    #expect(outcome.states == Array(repeating: "COMPLETED", count: SlurmSweep.shards), "seed \(seed)")
    for (shard, code) in [(misfortune.full, 75), (misfortune.killed, 137)] {
      let log = outcome.logs[shard]
      #expect(
        log.contains("exit code \(code); queued again, restart 1 of at most 3"), "seed \(seed): \(log)")
      #expect(log.split(separator: "\n").count { $0.hasSuffix(": begins") } > 1, "seed \(seed): \(log)")
    }
    #expect(outcome.logs.contains(where: isCut), "seed \(seed): \(outcome.logs.joined())")
    #expect(Set(outcome.files) == Set((0..<SlurmSweep.jobs).map { "\($0).sqlite" }), "seed \(seed)")
    #expect(outcome.missing == [SlurmCluster.Ending(stdout: "", exitCode: 0)], "seed \(seed)")
    #expect(outcome.survivors == [], "seed \(seed)")
  }

  /// Whether the log of a shard tells of an attempt that began and of no end to it.
  private func isCut(_ log: String) -> Bool {
    let lines = log.split(separator: "\n").filter { $0.hasSuffix(": begins") || $0.contains(": exit code") }
    return zip(lines, lines.dropFirst()).contains { $0.hasSuffix(": begins") && $1.hasSuffix(": begins") }
  }

  // MARK: Commands

  @Test(
    "shards that are cancelled stay so, and the commands in the script run them again and merge to the bytes of one machine"
  )
  func cancelled() async throws {
    try SlurmSweep.write(in: folder, seconds: 10)
    let sweep = SlurmSweep(folder: folder, results: "it's shared")
    let whole = try #require(try await whole())
    let outcome = try await onThread { try self.outcomeOfCancelling(sweep) }
    for shard in [3, 5] {
      let lines = outcome.logs[shard].split(separator: "\n")
      #expect(lines.count { $0.hasSuffix(": begins") } == 2, "\(lines)")
      #expect(
        lines.contains { $0.hasSuffix(": exit code 143; not queued again: Slurm says COMPLETING") },
        "\(lines)")
      #expect(lines.last?.hasSuffix(": exit code 0") == true, "\(lines)")
    }
    #expect(
      outcome.states.count { $0 == "CANCELLED" } == 2 && outcome.states.count { $0 == "COMPLETED" } == 6)
    #expect(
      outcome.missing == [
        SlurmCluster.Ending(stdout: "3,5\n", exitCode: 3), SlurmCluster.Ending(stdout: "", exitCode: 0),
      ])
    #expect(outcome.merged == whole)
  }

  private func outcomeOfCancelling(_ sweep: SlurmSweep) throws -> Outcome {
    let cluster = try SlurmCluster()
    defer { cluster.stop() }
    try sweep.writeScript(
      cluster,
      first: """
        case $SLURM_ARRAY_TASK_ID in
        3 | 5) [[ -e again ]] || exec sleep 1000 ;;
        esac
        """)
    try cluster.run("bash", "-c", sweep.command(from: "sbatch job"), in: folder.url)
    try cluster.wait("all shards but those that wait") {
      try cluster.states().count { $0 == "COMPLETED" } == 6
        && [3, 5].allSatisfy { sweep.logs[$0].hasSuffix(": begins\n") }
    }
    try cluster.run("scancel", "1_3", "1_5")
    try cluster.waitForJobs()
    var outcome = Outcome(states: try cluster.states())
    try folder.write("", to: "again")
    outcome.missing.append(try sweep.missing(cluster))
    try cluster.run("bash", "-c", sweep.command(from: "sbatch --array"), in: folder.url)
    try cluster.waitForJobs()
    outcome.logs = sweep.logs
    outcome.missing.append(try sweep.missing(cluster))
    outcome.merged = try sweep.merge(cluster)
    return outcome
  }
}
