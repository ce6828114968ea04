import Foundation
import Testing

@Suite("weir check --baseline")
struct CheckBaselineTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() async throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(Self.scenario(percent: 50), to: "s.yaml")
    let ending = try await weir.run("run", "s.yaml", "--db", "base.sqlite", "-q")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
  }

  /// Every fifth attempt fails, so that the budget decides how many requests succeed.
  private static func scenario(percent: Int) -> String {
    var scenario = ScenarioText(duration: "5s", replications: "8")
    scenario.services = scenario.services.replacing("rate: 10%", with: "rate: 20%")
    scenario.policy = scenario.policy.replacing("percent: 20", with: "percent: \(percent)")
    return scenario.text
  }

  @Test(
    "a policy change that hurts exits with 1; the report says what got worse, by how much, and which line changed"
  )
  func hurts() async throws {
    try folder.write(Self.scenario(percent: 5), to: "s.yaml")
    let ending = try await weir.run(
      "check", "s.yaml", "--baseline", "base.sqlite", "--db", "now.sqlite", "--report", "markdown=m.md",
      "--report", "junit=j.xml", "--report", "json=c.json", "--report", "annotations=a.txt")
    #expect(ending.exitCode == 1, "\(ending.stderr)")
    for text in [ending.stdout, folder.read("m.md") ?? ""] {
      #expect(text.contains("success"), "\(text)")
      #expect(text.contains("worse"), "\(text)")
      #expect(text.contains("percent: 50") && text.contains("percent: 5,"), "\(text)")
      #expect(text.contains("nothing was deployed"), "\(text)")
    }
    #expect(folder.read("j.xml")?.contains(#"name="success_ratio no worse than the baseline""#) == true)
    // Nothing in the scenario asked for it, so it stands at the line that changed.
    let annotations = folder.read("a.txt") ?? ""
    #expect(annotations.hasPrefix("::error file=s.yaml,line="), "\(annotations)")
    let json = try JSONText(try #require(folder.read("c.json")))
    #expect(json["verdict"] as? String == "fail")
    let again = try await weir.run("report", "now.sqlite")
    #expect(again.stdout == ending.stdout)
  }

  @Test("the same files exit with 0, and the report says that no file changed")
  func same() async throws {
    let ending = try await weir.run("check", "s.yaml", "--baseline", "base.sqlite", "--strict")
    #expect(ending.exitCode == 0, "\(ending.stdout)\(ending.stderr)")
    #expect(ending.stdout.contains("No file changed since the baseline."))
  }

  @Test("noWorseThan is judged against the baseline, and inconclusive without one")
  func noWorseThan() async throws {
    let check = "    checks: [{assert: success_ratio, noWorseThan: 50%}]\n"
    try folder.write(
      Self.scenario(percent: 5).replacing("  traffic:\n", with: check.dropFirst(2) + "  traffic:\n"),
      to: "s.yaml")
    let without = try await weir.run("check", "s.yaml")
    #expect(without.exitCode == 0 && without.stdout.hasPrefix("INCONCLUSIVE"), "\(without.stdout)")
    let strict = try await weir.run("check", "s.yaml", "--strict")
    #expect(strict.exitCode == 2)
    let ending = try await weir.run("check", "s.yaml", "--baseline", "base.sqlite", "-o", "json")
    let checks = try #require(try JSONText(ending.stdout)["checks"] as? [[String: Any]])
    #expect(checks.first?["verdict"] as? String == "pass", "\(ending.stdout)")
  }

  @Test(
    "a baseline that cannot be compared is refused",
    arguments: [
      (["--duration", "6s"], 65, "different durations"), (["--tolerance", "x"], 64, "--tolerance"),
    ])
  func refused(arguments: [String], code: Int32, text: String) async throws {
    let ending = try await weir.start(
      ["check", "s.yaml", "--baseline", "base.sqlite"] + arguments
    ).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.contains(text), "\(ending.stderr)")
    let missing = try await weir.run("check", "s.yaml", "--baseline", "none.sqlite")
    #expect(missing.exitCode == 66)
  }

  @Test(
    "no report takes the place of what the command reads, and what is no file is written to, not replaced")
  func outputs() async throws {
    for arguments in [
      ["--report", "markdown=s.yaml"], ["--report", "markdown=base.sqlite"],
      ["--report", "json=a", "--report", "markdown=a"],
    ] {
      let ending = try await weir.start(["check", "s.yaml", "--baseline", "base.sqlite"] + arguments).ending()
      #expect(ending.exitCode == 64, "\(arguments): \(ending.stderr)")
    }
    let same = try await weir.run("check", "s.yaml", "--baseline", "base.sqlite", "--db", "base.sqlite")
    #expect(same.exitCode == 64)
    try folder.write("", to: "real.md")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "link.md"), withDestinationPath: "real.md")
    for _ in 0..<2 {
      let ending = try await weir.run(
        "check", "s.yaml", "--baseline", "base.sqlite", "--report", "markdown=link.md", "--report",
        "summary=sum.md", "--output-file", "/dev/null")
      #expect(ending.exitCode == 0, "\(ending.stderr)")
    }
    #expect(folder.read("real.md")?.hasPrefix("## ✓ Pass") == true)
    // A summary grows: a job's steps write it one after the other.
    #expect(folder.read("sum.md")?.ranges(of: "## ✓ Pass").count == 2)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test(
    "no report takes the place of a manifest that is read by way of a folder",
    arguments: [["run"], ["sweep", "--vary", "spec.dataPlane.replicas=1,2"]])
  func manifests(command: [String]) async throws {
    let weir = WeirCommand(folder: try TemporaryFolder())
    try FileManager.default.copyItem(
      atPath: "\(WeirCommand.gallery)/quickstart", toPath: weir.folder.url.appendingPathComponent("own").path)
    let before = weir.folder.read("own/manifests/policy.yaml")
    let arguments = [command[0], "own/scenario.yaml"] + command.dropFirst()
    let ending = try await weir.start(arguments + ["--output-file", "own/manifests/policy.yaml"]).ending()
    #expect(ending.exitCode == 64)
    #expect(ending.stderr.contains("own/manifests/policy.yaml cannot be written: the command reads it"))
    #expect(weir.folder.read("own/manifests/policy.yaml") == before)
  }
}
