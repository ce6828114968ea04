import Clusters
import Foundation
import Testing

@Suite("The script of an array job")
struct ArrayScriptTests {
  private static func text(_ sweep: ShardedSweep, directory: String = "/home/me/sweeps") -> String {
    ArrayScript(of: sweep, program: "weir", directory: directory, results: "/shared/grid").text
  }

  /// The values of the lines that Slurm reads, by their names.
  private static func options(_ text: String) -> [String: String] {
    let lines = text.split(separator: "\n").compactMap { line in
      line.hasPrefix("#SBATCH --")
        ? line.dropFirst("#SBATCH --".count).split(separator: "=", maxSplits: 1) : nil
    }
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") })
  }

  @Test("a whole script is as it was reviewed")
  func golden() throws {
    let sweep = ShardedSweep.sample(
      cores: 2, arguments: [.file("grid.yaml"), .text("--set"), .text("spec.traffic[0].name=a b")])
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens/ClustersTests/grid.sbatch")
    let text = Self.text(sweep)
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
      try Data(text.utf8).write(to: golden)
    }
    #expect(text == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
  }

  @Test("the commands of its comments are words of the shell, each on one line")
  func commands() {
    let sweep = ShardedSweep.sample(arguments: [.file("my\ngrid.yaml"), .text("--seed"), .text("7")])
    let text = Self.text(sweep, directory: "/home/it's me")
    let merge = #"weir merge $'my\012grid.yaml' --seed 7 --in /shared/grid"#
    #expect(text.contains("#   cd '/home/it'\\''s me'\n"))
    #expect(text.contains("#   \(merge) --check --shards 8\n"))
    #expect(text.contains("#   sbatch --array=\"$(\(merge) --check --shards 8)\" job.sbatch\n"))
    #expect(text.contains("#   \(merge) --out ./grid.sqlite\n"))
  }

  @Test(
    "nothing that is called anything adds a line, or an option of Slurm",
    arguments: ArrayScriptRunTests.hostile)
  func lines(name: String) {
    let plain = Self.text(.sample(name: "a", arguments: [.file("a")]), directory: "/a")
    let text = ArrayScript(
      of: .sample(name: name, arguments: [.file(name)]), program: name, directory: "/\(name)", results: name
    ).text
    #expect(text.utf8.count { $0 == 10 } == plain.utf8.count { $0 == 10 })
    #expect(!text.utf8.contains(13))
    var options = Self.options(text)
    let jobName = options.removeValue(forKey: "job-name") ?? ""
    #expect(
      !jobName.isEmpty
        && jobName.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
    #expect(options == Self.options(plain).filter { $0.key != "job-name" })
  }

  @Test(
    "the name of the job is the sweep's, of what Slurm takes for sure",
    arguments: [
      ("grid", "grid"), ("my grid/2", "my-grid-2"), ("", "sweep"), ("ä\n#", "---"), ("a.b_c-D9", "a.b_c-D9"),
      (String(repeating: "x", count: 500), String(repeating: "x", count: 64)),
    ])
  func jobName(name: String, expected: String) {
    #expect(Self.options(Self.text(.sample(name: name)))["job-name"] == expected)
  }

  @Test(
    "the memory is twice what was measured and 64 MiB, in steps of 128 MiB, at most 1 TiB",
    arguments: [
      (0, "128M"), (-1, "128M"), (32 << 20, "128M"), (32 << 20 + 1, "256M"), (120 << 20, "384M"),
      (1 << 30, "2176M"),
      (600 << 30, "1048576M"), (Int.max, "1048576M"),
    ])
  func memory(bytes: Int, expected: String) {
    let measured = ShardedSweep.Measured(seconds: 1, memory: bytes, results: 1)
    #expect(Self.options(Self.text(.sample(measured: measured)))["mem"] == expected)
  }

  @Test(
    "the time is four times what was measured and 5 minutes, in steps of 5 minutes, at most a year",
    arguments: [
      (0, "0-00:05:00"), (-5, "0-00:05:00"), (0.1, "0-00:10:00"), (75, "0-00:10:00"), (75.1, "0-00:15:00"),
      (3600, "0-04:05:00"), (86400, "4-00:05:00"), (1e12, "365-00:00:00"), (.infinity, "365-00:00:00"),
      (.nan, "365-00:00:00"),
    ])
  func time(seconds: Double, expected: String) {
    let measured = ShardedSweep.Measured(seconds: seconds, memory: 1, results: Int.max)
    #expect(Self.options(Self.text(.sample(measured: measured)))["time"] == expected)
  }

  @Test(
    "there is a task a shard, and more than Slurm takes by default are said to be",
    arguments: [1, 1001, 1002, 50000])
  func shards(count: Int) {
    let text = Self.text(.sample(jobs: 100_000, shards: count, cores: 3))
    #expect(Self.options(text)["array"] == "0-\(count - 1)")
    #expect(Self.options(text)["cpus-per-task"] == "3")
    #expect(text.contains("\nshards=\(count)\n"))
    #expect(text.contains("MaxArraySize of \(count)") == (count > 1001))
  }
}
