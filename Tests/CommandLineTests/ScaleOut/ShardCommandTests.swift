import Foundation
import Testing

@Suite("weir sweep --shard")
struct ShardCommandTests {
  let folder: TemporaryFolder
  var weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    // What is left there after a command is left behind.
    weir.environment["TMPDIR"] = folder.path(of: "tmp")
    try folder.write("", to: "tmp/.keep")
    try folder.write(ScenarioText().text, to: "small.yaml")
    try folder.write(Self.sweep("[1s, 2s, 3s]"), to: "times.yaml")
  }

  private static func sweep(_ durations: String) -> String {
    """
    apiVersion: weir/v1
    kind: Sweep
    metadata: {name: times}
    spec:
      scenario: small.yaml
      vary: {spec.duration: \(durations)}
    """
  }

  private var temporaryFiles: [String] { folder.files.filter { $0.hasPrefix("tmp/") && $0 != "tmp/.keep" } }

  private func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path(of: name)) }

  /// Runs a shard with variables of an engine.
  private func shard(_ text: String, _ variables: [String: String]) async throws -> WeirCommand.Ending {
    var weir = weir
    weir.environment.merge(variables) { $1 }
    return try await weir.run("sweep", "times.yaml", "--shard", text, "--out", "shared")
  }

  @Test(
    "the variable of an engine says which shard it is, and all of them merge to the bytes of one machine",
    arguments: ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "SLURM_ARRAY_TASK_ID"])
  func automatic(variable: String) async throws {
    for index in [1, 0] {
      let ending = try await shard("auto/2", [variable: "\(index)"])
      #expect(ending.exitCode == 0, "\(ending.stderr)")
      #expect(
        ending.stderr.contains(
          "weir: shard \(index)/2 (\(variable)=\(index)): \(index == 0 ? "2 jobs" : "1 job") run"))
    }
    #expect(try await weir.run("sweep", "times.yaml", "--db", "whole.sqlite").exitCode == 0)
    #expect(try await weir.run("merge", "times.yaml", "--in", "shared", "--out", "m.sqlite").exitCode == 0)
    #expect(bytes("m.sqlite") == bytes("whole.sqlite"))
    #expect(temporaryFiles == [])
  }

  @Test("no engine, two engines, and an index beyond the last shard end with 64, and nothing is run")
  func environment() async throws {
    let mistakes: [([String: String], String)] = [
      ([:], "none is set"),
      (
        ["JOB_COMPLETION_INDEX": "0", "SLURM_ARRAY_TASK_ID": "0"],
        "JOB_COMPLETION_INDEX and SLURM_ARRAY_TASK_ID are both set"
      ),
      (["SLURM_ARRAY_TASK_ID": "2"], "SLURM_ARRAY_TASK_ID=2 is not among the 2 shards"),
      (["WEIR_SHARD_COUNT": "3", "SLURM_ARRAY_TASK_ID": "1"], "auto/2 and WEIR_SHARD_COUNT=3 differ"),
    ]
    for (variables, expected) in mistakes {
      let ending = try await shard("auto/2", variables)
      #expect(ending.exitCode == 64)
      #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    }
    #expect(!folder.files.contains { $0.hasPrefix("shared") })
  }

  // MARK: Being told to end

  @Test("SIGTERM in the middle of a job ends a shard with 75, and it goes on from what was done")
  func terminated() async throws {
    // The last point takes hours.
    try folder.write(Self.sweep("[1s, 2s, 20h]"), to: "times.yaml")
    let command = try weir.start(["sweep", "times.yaml", "--shard", "0/1", "--out", "shared", "--jobs", "1"])
    let isUnderWay = await command.signal(SIGTERM) { folder.files.contains("shared/jobs/1.sqlite") }
    #expect(isUnderWay, "\(command.messages)")
    let ending = await command.ending()
    #expect(ending.exitCode == 75, "\(ending.stderr)")
    #expect(ending.stderr.contains("interrupted: 2 of 3 jobs are done"))
    #expect(
      folder.files.filter { $0.hasPrefix("shared/") } == ["shared/jobs/0.sqlite", "shared/jobs/1.sqlite"])
    #expect(temporaryFiles == [])
    let check = try await weir.run("merge", "times.yaml", "--in", "shared", "--check", "--shards", "3")
    #expect((check.exitCode, check.stdout) == (3, "2\n"))
  }

  @Test("SIGTERM while the inputs are still read ends a shard with 75")
  func early() async throws {
    // The file is a pipe into which nobody writes.
    let pipe = folder.path(of: "pipe.yaml")
    #expect(mkfifo(pipe, 0o600) == 0)
    let command = try weir.start(["sweep", "pipe.yaml", "--vary", "a=1", "--shard", "0/1", "--out", "shared"])
    // As soon as it is being read.
    let writer = await Task.detached { open(pipe, O_WRONLY) }.value
    command.signal(SIGTERM)
    let ending = await command.ending()
    close(writer)
    #expect(ending.exitCode == 75, "\(ending.stderr)")
  }

  @Test("SIGTERM ends a run with 143, which leaves what is complete as Ctrl-C does")
  func run() async throws {
    try folder.write(ScenarioText(duration: "300s", replications: "10000").text, to: "long.yaml")
    let command = try weir.start(["run", "long.yaml", "--db", "r.sqlite", "--jobs", "1"])
    let isUnderWay = await command.signal(SIGTERM) { folder.files.contains("r.partial.sqlite") }
    #expect(isUnderWay, "\(command.messages)")
    let ending = await command.ending()
    #expect(ending.exitCode == 143)
    #expect(ending.stderr.contains("interrupted: r.sqlite holds what was complete and is marked partial"))
  }

  // MARK: Folders

  @Test("where a result does not fit, the shard ends with 75 and nothing that looks whole is left")
  func full() async throws {
    let ending = try await weir.run(
      "sweep", "times.yaml", "--shard", "0/1", "--out", "shared", after: "ulimit -f 40")
    #expect(ending.exitCode == 75, "\(ending.stderr)")
    #expect(!folder.files.contains { $0.hasPrefix("shared/") })
    #expect(temporaryFiles == [])
    let again = try await weir.run("sweep", "times.yaml", "--shard", "0/1", "--out", "shared")
    #expect(again.exitCode == 0, "\(again.stderr)")
  }

  @Test("what others leave in the folder, temporary files, folders and pipes, does no harm")
  func strangers() async throws {
    try folder.write("half", to: "shared/jobs/0.sqlite.another-host-1.tmp")
    try folder.write("", to: "shared/jobs/notes.txt")
    #expect(mkfifo(folder.path(of: "shared/jobs/1.sqlite"), 0o600) == 0)
    #expect(mkfifo(folder.path(of: "shared/jobs/2.failed"), 0o600) == 0)
    let early = try await weir.run("merge", "times.yaml", "--in", "shared", "--out", "m.sqlite")
    #expect(early.exitCode == 3)
    #expect(early.stderr.contains("shared/jobs/1.sqlite: it is no file"), "\(early.stderr)")
    let ending = try await weir.run("sweep", "times.yaml", "--shard", "0/1", "--out", "shared")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let merged = try await weir.run("merge", "times.yaml", "--in", "shared", "--out", "m.sqlite")
    #expect(merged.exitCode == 0, "\(merged.stderr)")
    #expect(folder.files.contains("shared/jobs/0.sqlite.another-host-1.tmp"))
  }

  @Test(
    "results of two versions are not merged, and which shards would run again is said",
    .enabled(if: hasSQLite))
  func versions() async throws {
    #expect(try await weir.run("sweep", "times.yaml", "--shard", "0/1", "--out", "shared").exitCode == 0)
    // The database is changed, and what follows it is the checksum of what it is now.
    let change = """
      head -c -32 "$0" >job && sqlite3 job "UPDATE run SET version = '0.0.9'" &&
      (cat job; printf "$(sha256sum <job | cut -c -64 | sed 's/../\\\\x&/g')") >"$0"; rm job
      """
    var bash = weir
    bash.environment["PATH"] = "/usr/bin:/bin"
    let older = try await bash.start(
      ["-c", change, folder.path(of: "shared/jobs/1.sqlite")], executable: URL(fileURLWithPath: "/bin/bash")
    ).ending()
    #expect(older.exitCode == 0, "\(older.stderr)")
    let merged = try await weir.run("merge", "times.yaml", "--in", "shared", "--out", "m.sqlite")
    #expect(merged.exitCode == 65)
    #expect(merged.stderr.contains("1 job was run by another version of weir, 0.0.9"), "\(merged.stderr)")
    #expect(!folder.files.contains("m.sqlite"))
    let check = try await weir.run("merge", "times.yaml", "--in", "shared", "--check", "--shards", "3")
    #expect((check.exitCode, check.stdout) == (3, "1\n"))
  }

  @Test("what is varied may name files: what is in them makes another sweep, too")
  func variedFile() async throws {
    try folder.write("10ms\n20ms\n", to: "one.txt")
    try folder.write("10ms\n30ms\n", to: "two.txt")
    let vary = "spec.services[0].serviceTime.empirical={file: one.txt},{file: two.txt}"
    let arguments = [
      "sweep", "small.yaml", "--set", "spec.services[0].serviceTime={empirical: {values: [1ms]}}", "--vary",
      vary,
      "--out", "shared", "--shard",
    ]
    let first = try await weir.start(arguments + ["0/2"]).ending()
    #expect(first.exitCode == 0, "\(first.stderr)")
    try folder.write("10ms\n31ms\n", to: "two.txt")
    let other = try await weir.start(arguments + ["1/2"]).ending()
    #expect(other.exitCode == 64)
    #expect(other.stderr.contains("shared/jobs/0.sqlite belongs to another sweep"), "\(other.stderr)")
  }

  @Test("what no shard does anything with is refused with 64")
  func senseless() async throws {
    let shard = ["sweep", "times.yaml", "--shard", "0/1", "--out"]
    let emission = ["sweep", "times.yaml", "--shards", "2", "--emit"]
    let mistakes: [([String], String)] = [
      (shard + [""], "--out wants a folder"),
      (shard + ["shared", "-o", "json"], "no report is made by"),
      (shard + ["shared", "--image", "x"], "--image is for --emit kubernetes"),
      (emission + ["kubernetes", "--out", "shared"], "leave out --out"),
      (emission + ["kubernetes", "--output-file", "x"], "no report is made by"),
      (emission + ["kubernetes", "--image", ""], "--image wants the name of an image"),
      (emission + ["slurm"], "--emit slurm wants --out"),
      (["sweep", "times.yaml", "--dry-run", "--db", "x"], "--dry-run leaves no database"),
      (["sweep", "times.yaml", "--emit", "slurm", "--out", "x"], "--emit and --shards go together"),
      (
        ["sweep", "times.yaml", "--emit", "slurm", "--out", "x", "--shards", "4"],
        "--shards wants at most 3, as many as there are jobs, found 4"
      ),
      (
        ["merge", "times.yaml", "--in", "tmp", "--out", "tmp/jobs/0.sqlite"],
        "is among the results that are merged"
      ),
    ]
    try FileManager.default.createDirectory(
      atPath: folder.path(of: "tmp/jobs"), withIntermediateDirectories: true)
    for (arguments, expected) in mistakes {
      let ending = try await weir.start(arguments).ending()
      #expect(ending.exitCode == 64, "\(arguments): \(ending.stderr)")
      #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    }
  }

  @Test("inputs that pods would not find are refused before a manifest is written")
  func unreachable() async throws {
    try folder.write("10ms\n20ms\n", to: "times.txt")
    let absolute = try await weir.run(
      "sweep", "times.yaml", "--emit", "kubernetes", "--shards", "2", "--set",
      "spec.services[0].serviceTime={empirical: {file: \(folder.path(of: "times.txt"))}}")
    #expect(absolute.exitCode == 65)
    #expect(absolute.stderr.contains("name it relative to the scenario"), "\(absolute.stderr)")
    #expect(absolute.stdout == "")
  }

  @Test("a trace that has changed makes another sweep of it")
  func trace() async throws {
    try folder.write("10ms\n20ms\n", to: "times.txt")
    try folder.write(
      ScenarioText(
        services: """
              - {name: shop/cart, endpoints: 2, concurrency: 4, serviceTime: {empirical: {file: times.txt}}}
              - {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}
          """
      ).text, to: "small.yaml")
    #expect(try await weir.run("sweep", "times.yaml", "--shard", "0/2", "--out", "shared").exitCode == 0)
    try folder.write("10ms\n21ms\n", to: "times.txt")
    let other = try await weir.run("sweep", "times.yaml", "--shard", "1/2", "--out", "shared")
    #expect(other.exitCode == 64)
    #expect(other.stderr.contains("shared/jobs/0.sqlite belongs to another sweep"), "\(other.stderr)")
  }

  private static let sqlite3 = "/usr/bin/sqlite3"
  private static var hasSQLite: Bool { FileManager.default.isExecutableFile(atPath: sqlite3) }
}
