import Foundation
import Testing

@Suite("weir compare")
struct CompareTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    var scenario = ScenarioText(duration: "5s", replications: "6")
    scenario.more = "  checks: [success_ratio >= 50%]"
    try folder.write(scenario.text, to: "s.yaml")
  }

  private static let percent = "XBackendTrafficPolicy/shop/cart:spec.retryConstraint.budget.percent"

  @Test(
    "a variant that hurts exits with 1, says what it changed and where, and leaves a database that says it again"
  )
  func worse() async throws {
    let ending = try await weir.run(
      "compare", "s.yaml", "slow:spec.services[0].serviceTime=40ms", "--db", "c.sqlite", "--report",
      "annotations=a.txt", "--report", "junit=j.xml", "--report", "markdown=m.md", "--report", "json=c.json")
    #expect(ending.exitCode == 1, "\(ending.stderr)")
    #expect(ending.stdout.hasPrefix("FAIL small: 1 of 1 variant worse than base"))
    #expect(ending.stdout.contains("Scenario spec.services[0].serviceTime"))
    #expect(folder.read("a.txt")?.contains("ok_response_time_p50 is worse") == true)
    #expect(folder.read("j.xml")?.contains("<failure") == true)
    #expect(folder.read("m.md")?.hasPrefix("## ✗ Fail:") == true)
    let again = try await weir.run("report", "c.sqlite")
    #expect(again.stdout == ending.stdout)
    let json = try await weir.run("report", "c.sqlite", "-o", "json")
    #expect(json.stdout == folder.read("c.json"))
    let report = try JSONText(json.stdout)
    #expect(report["schema"] as? String == "weir.compare/v1")
    #expect(report["variants"] as? [String] == ["slow"])
    let changes = try #require(report["changes"] as? [[String: Any]])
    #expect(changes.map { $0["to"] as? String } == ["40ms"])
    let query = try await weir.run(
      "query", "c.sqlite", "-o", "csv",
      "select variant, verdict from v_difference where metric = 'ok_response_time_p50' and labels = '{}'")
    #expect(query.stdout.contains("slow,worse"))
  }

  @Test("equal variants exit with 0, and everything is ~ or the same")
  func equal() async throws {
    let ending = try await weir.run("compare", "s.yaml", "same:spec.seed=1", "--db", "c.sqlite", "-o", "json")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let differences = try #require(try JSONText(ending.stdout)["differences"] as? [[String: Any]])
    #expect(differences.count > 40)
    #expect(differences.allSatisfy { $0["significant"] as? Bool == false })
  }

  @Test("two folders of manifests are compared under one scenario, and the lines of the second are named")
  func manifests() async throws {
    let scenario = ScenarioText(duration: "2s", replications: "5")
    try folder.write(scenario.manifests, to: "base/all.yaml")
    try folder.write(scenario.manifests.replacing("percent: 20", with: "percent: 1"), to: "head/all.yaml")
    try folder.write(scenario.scenario, to: "alone.yaml")
    let ending = try await weir.run(
      "compare", "alone.yaml", "--manifests", "base", "head", "--db", "c.sqlite")
    #expect(ending.exitCode < 2, "\(ending.stderr)")
    #expect(ending.stdout.contains("budget.percent: 20 → 1"), "\(ending.stdout)")
    #expect(ending.stdout.contains("(head/all.yaml:"))
  }

  @Test(
    "mistakes in several variants come in one pass",
    arguments: [
      (["compare", "s.yaml"], 64, "nothing to compare with"),
      (["compare", "s.yaml", "--manifests", "one"], 64, "two folders"),
      (["compare", "s.yaml", "a:spec.sed=1", "b:spec.seed=x"], 65, "sed"),
      (["compare", "s.yaml", "a:spec.duration=9s"], 65, "another duration"),
      (["compare", "s.yaml", "base:spec.seed=9"], 65, "base"),
      (["compare", "s.yaml", "none.yaml"], 66, "none.yaml"),
    ])
  func mistakes(arguments: [String], code: Int32, text: String) async throws {
    let ending = try await weir.start(arguments + ["--db", "c.sqlite"]).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.contains(text), "\(ending.stderr)")
    #expect(folder.read("c.sqlite") == nil)
  }

  @Test("where the scenario asks for too few replications to show anything, ten are run, and it says so")
  func tooFew() async throws {
    try folder.write(ScenarioText(replications: "1").text, to: "one.yaml")
    let ending = try await weir.run("compare", "one.yaml", "x:spec.seed=2", "--db", "c.sqlite")
    #expect(ending.stderr.contains("comparing 10 replications of each"))
    #expect(ending.stdout.contains("10 replications of each variant"))
  }
}
