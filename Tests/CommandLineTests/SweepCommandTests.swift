import Foundation
import Testing

@Suite("weir sweep and weir merge")
struct SweepCommandTests {
  let folder: TemporaryFolder
  let weir: WeirCommand
  private static let vary = "spec.services[0].endpoints=1,2,4"

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(
      ScenarioText(more: "  checks: [success_ratio >= 90%]").text, to: "small.yaml")
    try folder.write(
      """
      apiVersion: weir/v1
      kind: Sweep
      metadata: {name: grid}
      spec:
        scenario: small.yaml
        vary:
          "spec.services[0].endpoints": [1, 2, 4]
          spec.dataPlane.replicas: [1, 3]
      """, to: "grid.yaml")
  }

  private func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path(of: name)) }

  // MARK: On one machine

  @Test("a sweep leaves one database and shows a row a point, a map and the verdicts")
  func table() async throws {
    let ending = try await weir.run("sweep", "grid.yaml", "--metric", "success_ratio", "--pareto")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(folder.files == ["grid.yaml", "results/grid.sqlite", "small.yaml"])
    #expect(ending.stdout.hasPrefix("DONE small: 6 points of endpoints × replicas\nthe checks "))
    #expect(ending.stdout.contains("seed 1 at every point"))
    #expect(ending.stdout.contains("endpoints \\ replicas"))
    #expect(ending.stdout.contains("endpoints  replicas  success_ratio"))
    // Again, from the database: the front is what was asked for, and the checks' metric the one that was shown.
    let plain = try await weir.run("sweep", "grid.yaml")
    let again = try await weir.run("report", "results/grid.sqlite")
    #expect(again.stdout == plain.stdout)
    #expect(again.exitCode == 0)
  }

  @Test("the JSON is weir.sweep/v1, with every metric of every point")
  func json() async throws {
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "-o", "json", "--db", "s.sqlite")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let object = try JSONSerialization.jsonObject(with: Data(ending.stdout.utf8)) as? [String: Any]
    let json = try #require(object)
    #expect(Set(json.keys) == ["schema", "scenario", "seed", "axes", "points"])
    #expect(json["schema"] as? String == "weir.sweep/v1")
    #expect(json["seed"] as? Int == 1)
    let axes = try #require(json["axes"] as? [[String: Any]])
    #expect(axes.count == 1)
    #expect(axes[0]["path"] as? String == "spec.services[0].endpoints")
    #expect(axes[0]["values"] as? [String] == ["1", "2", "4"])
    let points = try #require(json["points"] as? [[String: Any]])
    #expect(points.compactMap { $0["job"] as? Int } == [0, 1, 2])
    for point in points {
      #expect(Set(point.keys) == ["job", "settings", "metrics", "checks", "pareto"])
      let metrics = try #require(point["metrics"] as? [[String: Any]])
      #expect(metrics.count > 50)
      #expect(
        Set(metrics[0].keys) == [
          "name", "labels", "unit", "better", "mean", "low", "high", "confidence", "n",
        ])
      #expect((point["checks"] as? [[String: Any]])?.count == 1)
      #expect(point["pareto"] is Bool)
    }
    #expect(
      (points[1]["settings"] as? [[String: String]])?.first == [
        "path": "spec.services[0].endpoints", "value": "2",
      ])
    #expect(folder.files == ["grid.yaml", "s.sqlite", "small.yaml"])
  }

  @Test("a Latin hypercube has as many points as asked for, the same for the same seed")
  func hypercube() async throws {
    let arguments = [
      "sweep", "small.yaml", "--vary", "spec.services[0].endpoints=1..10", "--vary",
      "spec.services[1].serviceTime=1ms..9ms", "--points", "5", "--replications", "1", "-o", "json", "--db",
    ]
    let first = try await weir.start(arguments + ["a.sqlite"]).ending()
    let second = try await weir.start(arguments + ["b.sqlite", "--jobs", "1"]).ending()
    #expect(first.exitCode == 0, "\(first.stderr)")
    #expect(first.stdout == second.stdout)
    #expect(bytes("a.sqlite") == bytes("b.sqlite"))
    #expect(first.stdout.components(separatedBy: #"{"job": "#).count == 6)
    let other = try await weir.start(arguments + ["c.sqlite", "--seed", "2"]).ending()
    #expect(other.stdout != first.stdout)
  }

  @Test("the queries of results/README.md about sweeps find each point")
  func queries() async throws {
    let swept = try await weir.run(
      "sweep", "small.yaml", "--vary",
      "XBackendTrafficPolicy/shop/cart:spec.retryConstraint.budget.percent=10,20", "--db", "s.sqlite")
    #expect(swept.exitCode == 0, "\(swept.stderr)")
    let page = try String(
      contentsOfFile: WeirCommand.gallery + "/../results/README.md", encoding: .utf8)
    let section = try #require(page.components(separatedBy: "## Sweeps and shards").last)
    let queries = section.components(separatedBy: "\n## ")[0].components(separatedBy: "```sql\n").dropFirst()
    #expect(queries.count == 2)
    for query in queries.map({ $0.components(separatedBy: "```")[0] }) {
      let found = try await weir.run("query", "s.sqlite", query, "-o", "csv")
      #expect(found.stdout.split(separator: "\r\n").count == 3, "\(query): \(found.stdout)\(found.stderr)")
    }
  }

  @Test("--dry-run counts the jobs and the runs, and leaves nothing")
  func dryRun() async throws {
    let before = folder.files
    let ending = try await weir.run("sweep", "grid.yaml", "--dry-run")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(
      ending.stdout.hasPrefix(
        "6 jobs, 12 runs; all combinations of\n  spec.services[0].endpoints: 3 values\n"))
    #expect(folder.files == before)
  }

  @Test("interrupted, it keeps what is complete, and the same command goes on to the same bytes")
  func interrupted() async throws {
    // The first two points take no time, the last one hours.
    let vary = "spec.duration=1s,2s,20h"
    let arguments = ["sweep", "small.yaml", "--vary", vary, "--jobs", "1", "--db", "s.sqlite", "-o", "json"]
    let command = try weir.start(arguments)
    let isUnderWay = await command.signal(SIGINT) { folder.files.contains("s.jobs/jobs/1.sqlite") }
    #expect(isUnderWay, "\(command.messages)")
    let ending = await command.ending()
    #expect(ending.exitCode == 130, "\(ending.stderr)")
    #expect(
      ending.stderr.contains("s.sqlite holds 2 of 3 points and is marked partial; the same command goes on"))
    #expect(ending.stdout.contains(#""partial": true"#))
    #expect(folder.files.contains("s.jobs/jobs/0.sqlite"))

    // As if the last point had been a short one all along: the others are of another sweep then.
    let changed = try await weir.run(
      "sweep", "small.yaml", "--vary", "spec.duration=1s,2s,3s", "--db", "s.sqlite", "--jobs", "1")
    #expect(changed.exitCode == 65)
    #expect(changed.stderr.contains("s.jobs/jobs/0.sqlite belongs to another sweep"))
  }

  @Test("killed at any instant, the same command goes on to the bytes of a run that was not")
  func killed() async throws {
    // The last point takes long enough to be killed in.
    let arguments = [
      "sweep", "small.yaml", "--vary", "spec.duration=1s,2s,300s", "--replications", "1", "--jobs", "1",
      "--db",
    ]
    let whole = try await weir.start(arguments + ["whole.sqlite"]).ending()
    #expect(whole.exitCode == 0, "\(whole.stderr)")
    let command = try weir.start(arguments + ["killed.sqlite"])
    _ = await command.signal(SIGKILL) { folder.files.contains("killed.jobs/jobs/1.sqlite") }
    // On a busy machine it may be through before it is killed; the bytes are the same then too.
    let isKilled = await command.ending().exitCode == 128 + SIGKILL
    let resumed = try await weir.start(arguments + ["killed.sqlite"]).ending()
    #expect(resumed.exitCode == 0)
    if isKilled { #expect(resumed.stderr.contains("in killed.jobs already")) }
    #expect(bytes("killed.sqlite") == bytes("whole.sqlite"))
    #expect(!folder.files.contains { $0.hasPrefix("killed.jobs/jobs/") && $0.hasSuffix(".sqlite") })
  }

  @Test("a folder that already holds some of the points is gone on from, to the same bytes")
  func goesOn() async throws {
    let whole = try await weir.run("sweep", "grid.yaml", "--db", "whole.sqlite")
    #expect(whole.exitCode == 0, "\(whole.stderr)")
    let part = try await weir.run("sweep", "grid.yaml", "--shard", "1/3", "--out", "part.jobs")
    #expect(part.exitCode == 0, "\(part.stderr)")
    let ending = try await weir.run("sweep", "grid.yaml", "--db", "part.sqlite")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stderr.contains("2 points were in part.jobs already"), "\(ending.stderr)")
    #expect(bytes("part.sqlite") == bytes("whole.sqlite"))
  }

  // MARK: Shards

  @Test("shards merge to the bytes of one machine, and merging waits for the last of them")
  func shards() async throws {
    let whole = try await weir.run("sweep", "grid.yaml", "--db", "whole.sqlite")
    #expect(whole.exitCode == 0, "\(whole.stderr)")
    for shard in [2, 0] {
      let ending = try await weir.run("sweep", "grid.yaml", "--shard", "\(shard)/4", "--out", "shared")
      #expect(ending.exitCode == 0, "\(ending.stderr)")
      #expect(ending.stdout == "")
    }
    let early = try await weir.run("merge", "grid.yaml", "--in", "shared", "--out", "m.sqlite")
    #expect(early.exitCode == 3)
    #expect(early.stderr.contains("3 of 6 jobs are missing: 1, 3, 5"))
    #expect(!folder.files.contains("m.sqlite"))
    let check = try await weir.run("merge", "grid.yaml", "--in", "shared", "--check", "--shards", "4")
    #expect(check.exitCode == 3)
    #expect(check.stdout == "1,3\n")
    // What a machine calls the file leaves no trace.
    for (shard, spec) in [(3, folder.path(of: "grid.yaml")), (1, "./grid.yaml")] {
      _ = try await weir.run("sweep", spec, "--shard", "\(shard)/4", "--out", "shared")
    }
    let again = try await weir.run("sweep", "grid.yaml", "--shard", "1/4", "--out", "shared")
    #expect(again.stderr.contains("2 points were in shared already, not run again"))
    let done = try await weir.run("merge", "grid.yaml", "--in", "shared", "--check", "--shards", "4")
    #expect((done.exitCode, done.stdout) == (0, ""))
    let merged = try await weir.run("merge", "grid.yaml", "--in", "shared", "--out", "m.sqlite")
    #expect(merged.exitCode == 0, "\(merged.stderr)")
    #expect(bytes("m.sqlite") == bytes("whole.sqlite"))
  }

  @Test(
    "merging what is of another sweep ends with 65 and names the file; a folder that is not there with 66")
  func foreign() async throws {
    _ = try await weir.run("sweep", "grid.yaml", "--shard", "0/6", "--out", "shared")
    let merged = try await weir.run(
      "merge", "grid.yaml", "--seed", "7", "--in", "shared", "--out", "m.sqlite")
    #expect(merged.exitCode == 65)
    #expect(merged.stderr.contains("shared/jobs/0.sqlite belongs to another sweep"))
    let shard = try await weir.run(
      "sweep", "grid.yaml", "--seed", "7", "--shard", "1/6", "--out", "shared")
    #expect(shard.exitCode == 64)
    let missing = try await weir.run("merge", "grid.yaml", "--in", "nowhere", "--out", "m.sqlite")
    #expect(missing.exitCode == 66)
    #expect(!folder.files.contains("m.sqlite"))
  }

  @Test(
    "a slip on the command line is answered with 64 and what was meant",
    arguments: [
      (
        ["sweep", "grid.yaml", "--shard", "8/8", "--out", "x"],
        "it wants K/N with K from 0 to N - 1, found \"8/8\""
      ),
      (
        ["sweep", "grid.yaml", "--shard=-1/8", "--out", "x"],
        "it wants K/N, such as 0/8, or auto/N, found \"-1/8\""
      ),
      (
        ["sweep", "grid.yaml", "--shard", "3", "--out", "x"],
        "it wants K/N, such as 0/8, or auto/N, found \"3\""
      ),
      (["sweep", "grid.yaml", "--shard", "0/8"], "--shard and --out go together"),
      (["sweep", "grid.yaml", "--out", "x"], "--shard and --out go together"),
      (["sweep", "grid.yaml", "--vary", "spec.seed=1,2"], "grid.yaml says what is varied"),
      (["sweep", "small.yaml"], "nothing is varied: add --vary"),
      (["sweep", "-", "--vary", vary], "none from standard input"),
      (["sweep", "small.yaml", "--vary", vary, "--points", "3"], "with --points every path has a range"),
      (
        ["sweep", "small.yaml", "--vary", vary, "--metric", "succes_ratio"], #"did you mean "success_ratio"?"#
      ),
      (["sweep", "small.yaml", "--vary", vary, "--metric", "amplification{service=a/b}"], "a/b"),
      (["sweep", "small.yaml", "--vary", vary, "--steps", "1"], "--steps wants 2 to 64, found 1"),
      (["sweep", "nowhere.yaml", "--vary", vary, "--shard", "0/2", "--out", "x"], "nowhere.yaml"),
      (["merge", "grid.yaml", "--in", "x"], "--out says where the database is left"),
      (["merge", "grid.yaml", "--in", "x", "--check"], "--check and --shards go together"),
    ])
  func usage(arguments: [String], expected: String) async throws {
    let before = folder.files
    let ending = try await weir.start(arguments).ending()
    #expect(ending.exitCode == 64, "\(ending.stderr)")
    #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    #expect(ending.stdout == "")
    #expect(folder.files == before)
  }

  @Test("a point that cannot be read is found before anything is run, and said once")
  func badPoint() async throws {
    let before = folder.files
    let ending = try await weir.run(
      "sweep", "small.yaml", "--vary", Self.vary, "--vary", "spec.dataPlane.replicas=1,0,2")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("(at endpoints=1 replicas=0, and at 2 more)"), "\(ending.stderr)")
    #expect(ending.stderr.contains("at least 3 points cannot be read; nothing was run"))
    #expect(folder.files == before)
  }

  @Test("a shared folder that cannot be written ends with 75, so that it is tried again")
  func unwritable() async throws {
    try folder.write("", to: "shared")
    let ending = try await weir.run("sweep", "grid.yaml", "--shard", "0/2", "--out", "shared")
    #expect(ending.exitCode == 75, "\(ending.stderr)")
    #expect(ending.stderr.contains("cannot create shared/jobs"))
    let database = try await weir.run("sweep", "grid.yaml", "--db", "small.yaml")
    #expect(database.exitCode == 73)
    #expect(database.stderr.contains("it is there and no database of weir's"))
  }
}
