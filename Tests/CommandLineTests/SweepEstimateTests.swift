import Foundation
import Testing

@Suite("weir sweep --dry-run measures")
struct SweepEstimateTests {
  let folder: TemporaryFolder
  let weir: WeirCommand
  private static let vary = "spec.services[0].endpoints=1,2,4"

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText().text, to: "small.yaml")
  }

  /// A time of these reports in seconds.
  private func seconds(_ text: Substring) -> Double? {
    let units = ["ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86_400]
    let words = text.split(separator: " ")
    guard text != "below 1 ms" else { return 0.001 }
    guard !words.isEmpty, words.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: words.count, by: 2).reduce(0) { sum, index in
      guard let sum, let unit = units[String(words[index + 1])] else { return nil }
      return Double(words[index].replacing(",", with: "")).map { sum + $0 * unit }
    }
  }

  @Test("a short sweep is measured whole, and one machine is enough")
  func short() async throws {
    let before = folder.files
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--dry-run", "--jobs", "2")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stderr == "")
    let lines = ending.stdout.split(separator: "\n")
    #expect(lines.count == 6, "\(ending.stdout)")
    #expect(lines[0] == "3 jobs, 6 runs; all combinations of")
    #expect(lines[1] == "  spec.services[0].endpoints: 3 values")
    #expect(lines[2].wholeMatch(of: /specification [0-9a-f]{64}/) != nil)
    #expect(lines[3].wholeMatch(of: /measured: 3 of 3 jobs, .+ of one core each/) != nil, "\(lines[3])")
    let all = try #require(
      lines[4].wholeMatch(of: /in all: (.+) of one core, (.+) on 2 cores; .+ of memory, .+ of results/))
    let (total, wall) = (try #require(seconds(all.1)), try #require(seconds(all.2)))
    #expect(total > 0 && wall > 0)
    #expect(lines[5] == "shards: none, one machine is enough")
    #expect(folder.files == before)
  }

  @Test("a sweep of days is measured within seconds, and divided")
  func long() async throws {
    // Weeks of simulated time: no machine does a job in the sample's time, and none all of them in ten minutes.
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", "spec.seed=1..40", "--steps", "40", "--duration", "1000h", "--dry-run",
      "--jobs", "1", "--quiet")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let text = ending.stdout
    let total = try #require(text.firstMatch(of: /in all: (.+) of one core, (.+) on 1 core;/))
    #expect(text.contains(" of memory, at least "))
    let shards = try #require(
      text.firstMatch(of: /shards: (\d+) of about ([^,]+?)(, .+ at most,)? on 1 core each/))
    let (count, each) = (try #require(Double(shards.1)), try #require(seconds(shards.2)))
    #expect(2...40 ~= count)
    #expect(each >= 60)
    // 40 jobs in at most 40 shards: no shard has more than one job more than another.
    let all = try #require(seconds(total.1))
    #expect(count * each >= 0.9 * all && count * each <= 2.2 * all, "\(text)")
    #expect(text.contains("had to be stopped within a replication, the first after less than 1 % of it"))
  }

  @Test("of a shard its own jobs are told, and no shards are advised")
  func shard() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--dry-run", "--shard", "0/2")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout.hasPrefix("2 jobs, 4 runs; all combinations of\n"))
    #expect(ending.stdout.contains("\nmeasured: 2 of 2 jobs, "))
    #expect(!ending.stdout.contains("shards:"))
    // More shards than jobs.
    let idle = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--dry-run", "--shard", "7/8")
    #expect(idle.exitCode == 0, "\(idle.stderr)")
    #expect(idle.stdout.hasPrefix("0 jobs, 0 runs;"))
    #expect(!idle.stdout.contains("measured"))
  }

  @Test("a warm-up that is still to be found is said, and no pilot is run for it")
  func warmUp() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--set", "spec.warmUp=auto", "--dry-run")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout.contains("the warm-up is not known yet: half of spec.duration is counted"))
    #expect(!ending.stderr.contains("looking for the warm-up"))
  }

  @Test("where a point has mistakes nothing is measured")
  func mistakes() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", "spec.dataPlane.replicas=1,0", "--dry-run")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("a point cannot be read; nothing was run"))
    #expect(ending.stdout == "")
  }
}
