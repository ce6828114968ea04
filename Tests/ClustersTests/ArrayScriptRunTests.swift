import Clusters
import Testing

/// The script as bash runs it; how Slurm itself behaves is tried with the real one.
@Suite("The script of an array job, run")
struct ArrayScriptRunTests {
  private static let asked = [
    "squeue", "--noheader", "--states=all", "--jobs=12_3", "--format=%T",
  ]
  private static let queued = ["scontrol", "requeue", "12_3"]
  private static let swept = [
    "weir", "sweep", "grid.yaml", "--shard", "auto/8", "--out", "out", "--jobs", "1", "--quiet",
  ]

  /// A line of the log of the first attempt.
  private static func said(_ text: String, attempt: Int = 1) -> String {
    "shard 3/8, job 12_3, attempt \(attempt) on n1: \(text)"
  }

  @Test(
    "what is done, and what no other attempt can mend, ends with weir's code and is not queued again",
    arguments: [0, 1, 64, 65, 70, 127] as [Int32])
  func ends(code: Int32) throws {
    let ending = try ScriptRun(weir: "exit \(code)").ending()
    #expect(ending.exitCode == code)
    #expect(ending.calls == [Self.swept])
    #expect(ending.log == [Self.said("begins"), Self.said("exit code \(code)")])
  }

  @Test(
    "what may work the next time, and what a signal ended, is queued again",
    arguments: [("exit 75", 75), ("kill -KILL $$", 137), ("kill -SEGV $$", 139), ("kill -TERM $$", 143)]
      as [(String, Int32)])
  func queuedAgain(weir: String, code: Int32) throws {
    let ending = try ScriptRun(weir: weir).ending()
    #expect(ending.exitCode == code)
    #expect(ending.calls == [Self.swept, Self.asked, Self.queued])
    let log = try #require(ending.log)
    #expect(log.first == Self.said("begins"))
    #expect(log.last == Self.said("exit code \(code); queued again, restart 1 of at most 3"))
  }

  @Test("three restarts are enough", arguments: 0...4)
  func restarts(count: Int) throws {
    var run = ScriptRun(weir: "exit 75")
    run.environment["SLURM_RESTART_COUNT"] = "\(count)"
    let ending = try run.ending()
    #expect(ending.exitCode == 75)
    #expect(ending.calls.contains(Self.queued) == (count < 3))
    let end =
      count < 3
      ? "exit code 75; queued again, restart \(count + 1) of at most 3"
      : "exit code 75; not queued again after \(count) restarts"
    #expect(
      ending.log == [Self.said("begins", attempt: count + 1), Self.said(end, attempt: count + 1)])
  }

  @Test(
    "what Slurm itself is ending is left to it", arguments: ["COMPLETING", "CANCELLED", "PENDING", "''"])
  func left(state: String) throws {
    let ending = try ScriptRun(weir: "exit 75", state: state).ending()
    #expect(ending.exitCode == 75)
    #expect(ending.calls == [Self.swept, Self.asked])
    let said = state == "''" ? "nothing of its state" : state
    #expect(ending.log?.last == Self.said("exit code 75; not queued again: Slurm says \(said)"))
  }

  @Test("that Slurm refuses to queue it again is said")
  func refused() throws {
    let ending = try ScriptRun(weir: "exit 75", requeue: "echo no >&2; exit 1").ending()
    #expect(ending.exitCode == 75)
    #expect(ending.log?.suffix(2) == ["no", Self.said("Slurm refused to queue it again")])
  }

  /// Weir, told by signal `count` times to stop, which takes it a moment.
  private static func stopping(times count: Int, then end: String) -> String {
    """
    stops=0
    trap '((++stops))' TERM
    for ((i = 0; i < \(count); i++)); do
      kill -TERM "$PPID"
      for ((j = 0; j < 2000 && stops <= i; j++)); do sleep 0.01; done
    done
    ((stops == \(count))) || exit 99
    \(end)
    """
  }

  @Test(
    "SIGTERM is handed on, as often as it comes, and the end that weir makes of it is waited for",
    arguments: [1, 3])
  func terminated(times: Int) throws {
    let ending = try ScriptRun(weir: Self.stopping(times: times, then: "sleep 0.1; exit 75")).ending()
    #expect(ending.exitCode == 75)
    #expect(ending.calls == [Self.swept, Self.asked, Self.queued])
    #expect(
      ending.log == [Self.said("begins")] + Array(repeating: Self.said("SIGTERM, handed on"), count: times)
        + [Self.said("exit code 75; queued again, restart 1 of at most 3")])
  }

  @Test("SIGTERM to all that runs, as scancel sends it, ends what has no answer to it with 143")
  func terminatedTogether() throws {
    let ending = try ScriptRun(weir: "(kill -TERM $$ \"$PPID\") & wait", state: "COMPLETING").ending()
    #expect(ending.exitCode == 143)
    #expect(ending.calls == [Self.swept, Self.asked])
    #expect(ending.log?.last == Self.said("exit code 143; not queued again: Slurm says COMPLETING"))
  }

  @Test("a shard that was done just before SIGTERM is done")
  func terminatedLate() throws {
    let ending = try ScriptRun(weir: Self.stopping(times: 1, then: "exit 0")).ending()
    #expect(ending.exitCode == 0)
    #expect(ending.calls == [Self.swept])
  }

  @Test("SIGTERM that Slurm sends for what it queues again does not end the asking")
  func orderly() throws {
    let ending = try ScriptRun(weir: "exit 75", requeue: "kill -TERM $$ \"$PPID\"; sleep 0.1").ending()
    #expect(ending.exitCode == 75)
    #expect(ending.calls == [Self.swept, Self.asked, Self.queued])
    #expect(ending.log?.last == Self.said("exit code 75; queued again, restart 1 of at most 3"))
  }

  @Test("a node without the folder is another node's turn, and weir is not run there")
  func noFolder() throws {
    var run = ScriptRun()
    run.hasDirectory = false
    let ending = try run.ending()
    #expect(ending.exitCode == 75)
    #expect(ending.calls == [Self.asked, Self.queued])
  }

  @Test(
    "outside of Slurm it ends with 64 and runs nothing",
    arguments: ["SLURM_ARRAY_JOB_ID", "SLURM_ARRAY_TASK_ID"])
  func byHand(missing: String) throws {
    var run = ScriptRun()
    run.environment[missing] = nil
    let ending = try run.ending()
    #expect(ending.exitCode == 64)
    #expect(ending.calls == [])
    #expect(ending.log == nil)
  }

  /// Names that would be commands, options or ends of lines where they were not quoted.
  static let hostile = [
    "a b", "it's", "\"", "\\", "$(touch owned)", "`touch owned`", "; touch owned #",
    "\n#SBATCH --uid=0\ntouch owned\n",
    "%A %a %%", "-rf", "--out", "~", "*", "!x", "{a,b}", "é\u{202E}", "\t", "a\r\nb", "\u{1}", "$'x'",
    "auto/$shards",
  ]

  @Test("names of any kind reach weir as they are, and do nothing else", arguments: hostile)
  func names(name: String) throws {
    var run = ScriptRun(directory: name, results: name)
    run.sweep = .sample(name: name, arguments: [.file(name), .text("--set"), .text("a=\(name)")])
    let ending = try run.ending()
    #expect(ending.exitCode == 0)
    let folder = name.hasPrefix("-") ? "./\(name)" : name
    #expect(
      ending.calls == [
        [
          "weir", "sweep", name, "--set", "a=\(name)", "--shard", "auto/8", "--out", folder, "--jobs", "1",
          "--quiet",
        ]
      ])
    #expect(ending.log == [Self.said("begins"), Self.said("exit code 0")])
    #expect(ending.others == [])
  }
}
