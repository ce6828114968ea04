import Foundation
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText().text, to: "small.yaml")
  }

  @Test("are the same for every form of the output", arguments: ["table", "json", "markdown"])
  func forms(form: String) async throws {
    // 199 requests in each replication, and a mean response time of a few milliseconds that differs between the two.
    for (arguments, code) in [
      (["--assert", "requests == 199"], Int32(0)),
      (["--assert", "requests == 200"], 1),
      (["--assert", "requests == 200", "--strict"], 1),
      (["--assert", "requests ~ 200"], 65),
      (["--set", "spec.seeds=3"], 65),
      (["--overlay", "gone.yaml"], 66),
      (["--jobs", "0"], 64),
      (["--db", "small.yaml/below.sqlite"], 73),
      (["--db", "."], 73),
      (["--db", "small.yaml"], 73),
      (["--report", "json=gone/r.json"], 73),
      (["--output-file", "gone/r.json"], 73),
      (["--output-file", "."], 73),
    ] {
      for command in ["run", "check"] {
        // `check` without a check is an error of its own.
        let check = arguments.contains("--assert") ? [] : ["--assert", "requests == 199"]
        let ending = try await weir.start([command, "small.yaml", "-o", form] + arguments + check).ending()
        #expect(ending.exitCode == code, "\(command) \(arguments): \(ending.stderr)")
        #expect((ending.stdout == "") == (code > 2), "\(command) \(arguments)")
        #expect(code <= 2 || !ending.stderr.isEmpty)
      }
    }
    #expect(folder.read("small.yaml") == ScenarioText().text)
  }

  @Test("2 is an inconclusive check under --strict, and 0 without", arguments: ["table", "json", "markdown"])
  func inconclusive(form: String) async throws {
    let run = try await weir.run("run", "small.yaml", "-o", "json")
    let mean = try #require(try JSONText(run.stdout).metric("response_time_mean"))
    // Two replications that differ have an interval around their mean, so that no check against the mean itself is conclusive.
    let limit = "response_time_mean <= \(try #require(mean["mean"] as? Double))"
    for command in ["run", "check"] {
      let lenient = try await weir.run(command, "small.yaml", "--assert", limit, "-o", form)
      #expect(lenient.exitCode == 0)
      let strict = try await weir.run(command, "small.yaml", "--assert", limit, "-o", form, "--strict")
      #expect(strict.exitCode == 2)
      #expect(strict.stdout == lenient.stdout)
      #expect(strict.stdout.lowercased().contains("inconclusive"))
    }
  }

  @Test("every report is written before a failed check ends the command")
  func reportsFirst() async throws {
    let ending = try await weir.run(
      "check", "small.yaml", "--assert", "requests > 1000", "--report", "json=r.json", "--report",
      "markdown=r.md")
    #expect(ending.exitCode == 1)
    #expect(folder.files == ["r.json", "r.md", "small.yaml"])
    #expect(try JSONText(folder.read("r.json") ?? "")["verdict"] as? String == "fail")
  }

  @Test("a check on what was never measured fails")
  func unmeasured() async throws {
    let ending = try await weir.run(
      "check", "small.yaml", "--assert", "ok_response_time_p999 < 1h", "-o", "json")
    #expect(ending.exitCode == 1)
    let check = try #require(try JSONText(ending.stdout).checks.first)
    #expect(check["verdict"] as? String == "fail")
    #expect(check["estimate"] is NSNull)
  }

  @Test("check without any check is bad input that says how to add one")
  func noChecks() async throws {
    let ending = try await weir.run("check", "small.yaml")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("--assert 'success_ratio >= 99.9%'"))
  }

  @Test(
    "report and query refuse what is no database of Weir's",
    arguments: [("gone.sqlite", Int32(66)), ("small.yaml", 65), (".", 65), ("empty", 65)])
  func databases(name: String, code: Int32) async throws {
    try folder.write("", to: "empty")
    let before = folder.files
    for arguments in [["report", name], ["query", name, "select 1"]] {
      let ending = try await weir.start(arguments).ending()
      #expect(ending.exitCode == code, "\(ending.stderr)")
      #expect(ending.stderr.contains("\(name): "))
      #expect(ending.stdout == "")
    }
    #expect(folder.files == before)
  }

  @Test(
    "query refuses what does more than read",
    arguments: [
      "delete from run", "drop table run", "create table t (a)", "update run set seed = 1", "vacuum",
      "pragma user_version = 9", "attach 'other.sqlite' as o", "select 1; delete from run", "selekt 1", "",
      "with x as (select 1) insert into run select * from x",
    ])
  func writingQueries(sql: String) async throws {
    #expect(try await weir.run("run", "small.yaml", "--db", "r.sqlite").exitCode == 0)
    let before = FileManager.default.contents(atPath: folder.path(of: "r.sqlite"))
    let ending = try await weir.run("query", "r.sqlite", sql)
    #expect(ending.exitCode == 65, "\(ending.stderr)")
    #expect(ending.stderr.contains("cannot run the query"))
    #expect(folder.files == ["r.sqlite", "small.yaml"])
    #expect(FileManager.default.contents(atPath: folder.path(of: "r.sqlite")) == before)
  }

  @Test("a disk that is full midway ends with 74 and leaves the target as it was")
  func fullDisk() async throws {
    #expect(try await weir.run("run", "small.yaml", "--db", "r.sqlite").exitCode == 0)
    let before = FileManager.default.contents(atPath: folder.path(of: "r.sqlite"))
    // A limit on the size of files, in blocks of 512 bytes: enough for the schema, not for every attempt.
    let ending = try await weir.run(
      "run", "small.yaml", "--db", "r.sqlite", "--record", "all", "--duration", "100s", "-o", "json",
      after: "ulimit -f 1600")
    #expect(ending.exitCode == 74, "\(ending.stderr)")
    #expect(ending.stdout == "")
    #expect(ending.stderr.contains("r.partial.sqlite: "))
    #expect(folder.files == ["r.sqlite", "small.yaml"])
    #expect(FileManager.default.contents(atPath: folder.path(of: "r.sqlite")) == before)
  }

  @Test(
    "a standard output that takes nothing ends with 74",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullOutput() async throws {
    let ending = try await weir.run("run", "small.yaml", after: "exec >/dev/full")
    #expect(ending.exitCode == 74)
    #expect(ending.stderr.contains("cannot write to standard output"))
  }
}
