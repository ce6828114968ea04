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
    #expect(lines.count >= 6, "\(ending.stdout)")
    #expect(lines[0] == "3 jobs, 6 runs; all combinations of")
    #expect(lines[1] == "  spec.services[0].endpoints: 3 values")
    #expect(lines[2].wholeMatch(of: /specification [0-9a-f]{64}/) != nil)
    #expect(
      lines[3].wholeMatch(of: /measured: [123] of 3 jobs; a job takes .+ of one core.*/) != nil, "\(lines[3])"
    )
    let all = try #require(
      lines[4].wholeMatch(of: /in all: (.+) of one core, (.+) on 2 cores; .+ of memory, .+ of results/))
    let (total, wall) = (try #require(seconds(all.1)), try #require(seconds(all.2)))
    #expect(total > 0 && wall > 0)
    #expect(lines[5] == "shards: none, one machine is enough")
    #expect(folder.files == before)
  }

  @Test("a long sweep is divided into shards that do all of it, from a few replications of a few jobs")
  func long() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", "spec.seed=1..64", "--steps", "64", "--duration", "10s",
      "--replications", "10000", "--dry-run", "--jobs", "1")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let text = ending.stdout
    #expect(text.hasPrefix("64 jobs, 640000 runs; "))
    #expect(text.contains(/measured: [1-9] of 64 jobs; a job takes/))
    let all = try #require(text.firstMatch(of: /in all: (.+) on 1 core;/))
    let advice = /shards: (\d+) of about ([^(\n]+?)( \(up to .+\))? on 1 core each/
    let shards = try #require(text.firstMatch(of: advice))
    let (count, each) = (try #require(Double(shards.1)), try #require(seconds(shards.2)))
    let total = try #require(seconds(all.1))
    #expect(2...64 ~= count)
    #expect(each >= 60)
    // Some shards have one job fewer than others, and all numbers are rounded.
    #expect(count * each >= 0.95 * total && count * each <= 2.1 * total, "\(text)")
  }

  @Test("Ctrl-C ends the measuring of a job of days, and nothing is left")
  func interrupted() async throws {
    var weir = weir
    weir.environment["TMPDIR"] = folder.url.path
    let before = folder.files
    let command = try weir.start([
      "sweep", "small.yaml", "--vary", Self.vary, "--duration", "700h", "--dry-run",
    ])
    let isUnderWay = await command.signal(SIGINT) { folder.files.count > before.count }
    #expect(isUnderWay, "\(command.messages)")
    let ending = await command.ending()
    #expect(ending.exitCode == 130, "\(ending.stderr)")
    #expect(ending.stderr.contains("interrupted: nothing was measured"))
    #expect(ending.stdout == "")
    #expect(folder.files == before)
  }

  @Test("of a shard its own jobs are told, and no shards are advised")
  func shard() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--dry-run", "--shard", "0/2")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout.hasPrefix("2 jobs, 4 runs; all combinations of\n"))
    #expect(ending.stdout.contains(/\nmeasured: [12] of 2 jobs;/))
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
    #expect(ending.stdout.contains("the warm-up is not known yet: counted is half of spec.duration"))
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
