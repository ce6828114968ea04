import Foundation
import Testing

@Suite("Interrupting a run")
struct InterruptTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    // The first replication is over in a fraction of a second; all of them take minutes even in a release build.
    try folder.write(ScenarioText(duration: "300s", replications: "10000").text, to: "long.yaml")
  }

  private func start(_ arguments: String...) throws -> RunningCommand {
    try weir.start(["run", "long.yaml", "--db", "r.sqlite", "--jobs", "1"] + arguments)
  }

  /// Sends a signal as soon as a replication is in the partial database, which a reader may open as soon as its first rows are committed.
  private func signal(_ number: Int32, to command: RunningCommand) async throws {
    // Every replication's rows go to the file as it ends, so the file grows beyond what the empty schema takes.
    let isUnderWay = await command.signal(number) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path(of: "r.partial.sqlite"))
      return (attributes?[.size] as? Int ?? 0) > 1 << 20
    }
    #expect(isUnderWay, "it ended too early: \(command.messages)")
  }

  private func status(_ database: String) async throws -> String {
    let ending = try await weir.run("query", database, "-o", "csv", "select status from run")
    return ending.stdout + ending.stderr
  }

  @Test("the first Ctrl-C writes what is complete, marks it partial, writes the reports and exits with 130")
  func once() async throws {
    let command = try start("-o", "json", "--report", "markdown=r.md")
    try await signal(SIGINT, to: command)
    let ending = await command.ending()
    #expect(ending.exitCode == 130)
    #expect(ending.stderr.contains("interrupted: r.sqlite holds what was complete and is marked partial"))
    #expect(folder.files == ["long.yaml", "r.md", "r.sqlite"])
    #expect(try await status("r.sqlite") == "status\r\npartial\r\n")
    let report = try JSONText(ending.stdout)
    #expect(report["partial"] as? Bool == true)
    let complete = try #require(report["replications"] as? Int)
    #expect((1..<10000).contains(complete))
    #expect((report["conservation"] as? [String: Any])?["offered"] as? Int == complete * 29_999)
    #expect(folder.read("r.md")?.isEmpty == false)
  }

  @Test("a partial database opens in the sqlite3 of the system", .enabled(if: Self.sqlite3 != nil))
  func stockSQLite() async throws {
    let command = try start("-q")
    try await signal(SIGINT, to: command)
    #expect(await command.ending().exitCode == 130)
    let sqlite3 = try #require(Self.sqlite3)
    let ending = try await weir.start(
      ["r.sqlite", "select status from run; pragma integrity_check"],
      executable: URL(fileURLWithPath: sqlite3)
    ).ending()
    #expect(ending.stdout == "partial\nok\n")
  }

  @Test("Ctrl-C before any replication is complete leaves a partial database without results")
  func early() async throws {
    var scenario = ScenarioText(duration: "720h", replications: "1")
    scenario.name = "endless"
    try folder.write(scenario.text, to: "long.yaml")
    let command = try start("-o", "json")
    let isUnderWay = await command.signal(SIGINT) { folder.files.contains("r.partial.sqlite") }
    // The signal is meant for a run; before the file exists it would end the reading of the scenario.
    #expect(isUnderWay)
    let ending = await command.ending()
    #expect(ending.exitCode == 130)
    #expect(try JSONText(ending.stdout)["replications"] as? Int == 0)
    #expect(try await status("r.sqlite") == "status\r\npartial\r\n")
  }

  @Test("the second Ctrl-C ends at once what still hangs after the first")
  func twice() async throws {
    // Standard output is a pipe that is all but full and that nobody reads, so that the report of the first never gets through.
    let pipe = Pipe()
    let command = try weir.start(
      [
        "-c", "head -c 65000 /dev/zero; exec \"$0\" run long.yaml --db r.sqlite --jobs 1 -o json",
        WeirCommand.executable.path,
      ], output: pipe, executable: URL(fileURLWithPath: "/bin/sh"))
    try await signal(SIGINT, to: command)
    let isWritten = await command.signal(SIGINT) { folder.files == ["long.yaml", "r.sqlite"] }
    #expect(isWritten)
    let ending = await command.ending()
    #expect(ending.exitCode == 130)
    #expect(!ending.stderr.contains("interrupted:"), "the report got through after all")
    #expect(try await status("r.sqlite") == "status\r\npartial\r\n")
  }

  @Test("a killed run leaves the target as it was, and beside it a database that says that it is partial")
  func killed() async throws {
    try folder.write(ScenarioText().text, to: "small.yaml")
    #expect(try await weir.run("run", "small.yaml", "--db", "r.sqlite").exitCode == 0)
    let before = FileManager.default.contents(atPath: folder.path(of: "r.sqlite"))
    let command = try start("-q")
    try await signal(SIGKILL, to: command)
    #expect(await command.ending().exitCode == 128 + SIGKILL)
    #expect(FileManager.default.contents(atPath: folder.path(of: "r.sqlite")) == before)
    #expect(try await status("r.partial.sqlite") == "status\r\npartial\r\n")
    #expect(try await status("r.sqlite") == "status\r\ncomplete\r\n")
    let again = try await weir.run("run", "small.yaml", "--db", "r.sqlite")
    #expect(again.exitCode == 0, "what a killed run left is no obstacle: \(again.stderr)")
    #expect(folder.files == ["long.yaml", "r.sqlite", "small.yaml"])
  }

  private static var sqlite3: String? {
    ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
