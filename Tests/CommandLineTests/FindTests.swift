import Foundation
import Testing

@Suite("weir find")
struct FindTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    var scenario = ScenarioText()
    scenario.more = "  checks: [requests <= 250]"
    try folder.write(scenario.text, to: "s.yaml")
  }

  private static let rate = "spec.traffic[0].arrivals.constant.rate"

  private func find(_ arguments: String...) async throws -> WeirCommand.Ending {
    try await weir.start(
      ["find", "s.yaml", "--vary", "\(Self.rate)=50/s..200/s", "--resolution", "10/s", "--db", "f.sqlite"]
        + arguments
    ).ending()
  }

  /// A constant rate r has 2 r - 1 requests in two seconds: at most 250 of them up to 125/s.
  @Test("finds the largest value that passes, shows its way, and leaves a database that says it again")
  func found() async throws {
    let ending = try await find("-o", "json", "--report", "markdown=m.md", "--report", "table=t.txt")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let report = try JSONText(ending.stdout)
    #expect(report["schema"] as? String == "weir.find/v1")
    #expect(report["path"] as? String == Self.rate)
    #expect(report["goal"] as? String == "largest")
    #expect(report["best"] as? Double == 120)
    #expect(report["low"] as? Double == 120)
    #expect(report["high"] as? Double == 130)
    #expect(report["set"] as? String == "120/s")
    #expect(report["confidence"] as? Double == 0.95)
    let evaluations = try #require(report["evaluations"] as? [[String: Any]])
    #expect(evaluations.map { $0["value"] as? Double } == [50, 80, 120, 160, 200, 140, 130])
    #expect(
      evaluations.map { $0["verdict"] as? String } == [
        "pass", "pass", "pass", "fail", "fail", "fail", "fail",
      ])
    let check = try #require((evaluations[6]["checks"] as? [[String: Any]])?.first)
    #expect(check["check"] as? String == "requests <= 250")
    #expect(check["estimate"] as? Double == 259)

    let table = try #require(folder.read("t.txt"))
    #expect(table.hasPrefix("FOUND largest \(Self.rate) that passes: 120/s [120/s, 130/s] at 95 %\n"))
    #expect(table.contains(#/\n130/s +5 +✗ fail +requests <= 250: 259/#))
    #expect(folder.read("m.md")?.hasPrefix("## Found: largest spec.traffic") == true)
    #expect(try await weir.run("report", "f.sqlite").stdout == table)
    #expect(try await weir.run("report", "f.sqlite", "-o", "json").stdout == ending.stdout)
    let query = try await weir.run(
      "query", "f.sqlite", "-o", "csv", "select outcome, best, low, high from v_search")
    #expect(query.stdout.contains("found,120/s,120/s,130/s"))
    let again = try await find("-o", "json", "--jobs", "1")
    #expect(again.stdout == ending.stdout)
  }

  @Test("the exit code tells whether there is an answer")
  func exitCodes() async throws {
    for (arguments, code, said) in [
      (["--such-that", "requests < 1000"], Int32(0), "ALL PASS"),
      (["--such-that", "requests < 1"], 1, "NONE PASSES"),
      (["--such-that", "requests < 1", "--strict"], 1, "NONE PASSES"),
      (["--such-that", "requests within 150..250"], 0, "NOT MONOTONE"),
      (["--such-that", "requests within 150..250", "--strict"], 2, "50/s and 160/s fail, but 80/s between"),
      (["--such-that", "requests >= 150", "requests <= 1000"], 0, "FOUND smallest"),
    ] {
      let ending = try await weir.start(
        ["find", "s.yaml", "--vary", "\(Self.rate)=50/s..200/s", "--resolution", "10/s", "-q"] + arguments
      ).ending()
      #expect(ending.exitCode == code, "\(arguments): \(ending.stderr)")
      #expect(ending.stdout.contains(said), "\(arguments): \(ending.stdout)")
    }
    #expect(folder.files == ["results/small-find.sqlite", "s.yaml"])
  }

  @Test("what cannot be searched is said before anything is simulated, with what to do")
  func badInput() async throws {
    var without = ScenarioText()
    without.more = ""
    try folder.write(without.text, to: "bare.yaml")
    let rate = "\(Self.rate)=50/s..200/s"
    for (arguments, code, said) in [
      (["s.yaml"], Int32(64), "expected one --vary PATH=LOW..HIGH, found 0"),
      (["s.yaml", "--vary", rate, "--vary", rate], 64, "found 2"),
      (["s.yaml", "--vary", rate, "--confidence", "1"], 64, "--confidence wants 0.5 to 0.999"),
      (["s.yaml", "--vary", rate, "--replications", "1"], 64, "--replications wants at least 2"),
      (["s.yaml", "--vary", rate, "--steps", "3"], 64, "--steps goes with --stability"),
      (["s.yaml", "--vary", rate, "--record", "all"], 64, "find records no requests"),
      (["s.yaml", "--stability", "--vary", rate], 64, "--stability wants two --vary"),
      (["s.yaml", "--vary", rate, "-o", "annotations"], 64, "there is no annotations of this"),
      (["s.yaml", "--vary", "\(Self.rate)=50/s,100/s"], 65, "find wants a range"),
      (["s.yaml", "--vary", "\(Self.rate)=50/s..2s"], 65, "two kinds"),
      (["s.yaml", "--vary", "\(Self.rate)=200/s..50/s"], 65, "not below its end"),
      (["s.yaml", "--vary", "spec.trafic[0]=1..2"], 65, "trafic"),
      (["s.yaml", "--vary", "\(Self.rate)=1..2"], 65, "SCN004"),
      (["bare.yaml", "--vary", rate], 65, "add --such-that"),
      (["s.yaml", "--vary", rate, "--such-that", "request < 3"], 65, "did you mean"),
      (["gone.yaml", "--vary", rate], 66, "gone.yaml"),
      (["s.yaml", "--stability", "--vary", rate, "--vary", "spec.seed=1,2"], 65, "a part of a fault"),
      (["s.yaml", "--stability", "--vary", rate, "--vary", rate], 65, "varied twice"),
    ] {
      let ending = try await weir.start(["find"] + arguments).ending()
      #expect(ending.exitCode == code, "\(arguments): \(ending.stderr)")
      #expect(ending.stderr.contains(said), "\(arguments): \(ending.stderr)")
      #expect(ending.stdout == "")
    }
    let both = try await weir.run(
      "find", "s.yaml", "--vary", "\(Self.rate)=50/s..2s", "--set", "spec.seeds=3", "--such-that",
      "requests ~ 1")
    #expect(both.exitCode == 65)
    for said in ["two kinds", "seeds", "requests ~ 1"] {
      #expect(both.stderr.contains(said), "\(both.stderr)")
    }
    #expect(folder.files.filter { $0.hasSuffix(".sqlite") } == [])
  }

  @Test("Ctrl-C leaves what is complete, marked partial, and the report of it")
  func interrupted() async throws {
    // Hours: it cannot end before it is interrupted.
    let command = try weir.start([
      "find", "s.yaml", "--vary", "\(Self.rate)=50/s..200/s", "--duration", "100h", "--replications", "1000",
      "--such-that", "response_time_mean <= 5ms", "--jobs", "1", "--db", "f.sqlite", "-o", "json",
    ])
    let isUnderWay = await command.signal(SIGINT) { folder.files.contains("f.partial.sqlite") }
    #expect(isUnderWay, "it ended too early: \(command.messages)")
    let ending = await command.ending()
    #expect(ending.exitCode == 130)
    #expect(ending.stderr.contains("interrupted: f.sqlite holds what was complete and is marked partial"))
    let report = try JSONText(ending.stdout)
    #expect(report["partial"] as? Bool == true)
    #expect(report["outcome"] as? String == "inconclusive")
    #expect(report["best"] is NSNull)
  }

  @Test("maps where goodput comes back, with what keeps it down elsewhere")
  func stability() async throws {
    let scenario = ScenarioText(
      duration: "60s", replications: "2",
      traffic: """
            - name: shoppers
              arrivals: {poisson: {rate: 10/s}}
              requests: [{host: shop.example, path: /cart}]
        """,
      services: """
            - {name: shop/cart, concurrency: 1, serviceTime: {exponential: {mean: 33ms}}}
            - {name: shop/next, concurrency: 8, serviceTime: 1ms}
        """,
      more:
        "  dataPlane: {kind: none}\n  faults: [{name: stop, target: {service: shop/cart}, at: 5s, for: 1s, pause: true}]",
      route: ScenarioText().route.replacing(
        "retry: {attempts: 2, codes: [503]}",
        with: "retry: {attempts: 1}\n      timeouts: {backendRequest: 1s}"))
    try folder.write(scenario.text, to: "storm.yaml")
    let ending = try await weir.run(
      "find", "storm.yaml", "--stability", "--vary", "spec.traffic[0].arrivals.poisson.rate=8/s,20/s,60/s",
      "--vary", "spec.faults[0].for=100ms..10s", "--steps", "2", "-o", "json", "--report", "table=t.txt",
      "--report", "markdown=m.md", "--db", "m.sqlite")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let report = try JSONText(ending.stdout)
    #expect(report["schema"] as? String == "weir.stability/v1")
    #expect(report["load"] as? String == "spec.traffic[0].arrivals.poisson.rate")
    #expect(report["trigger"] as? String == "spec.faults[0].for")
    let cells = try #require(report["cells"] as? [[String: Any]])
    #expect(cells.map { $0["load"] as? String } == ["8/s", "8/s", "20/s", "20/s", "60/s", "60/s"])
    #expect(cells.map { $0["trigger"] as? String } == ["100ms", "10s", "100ms", "10s", "100ms", "10s"])
    #expect(
      cells.map { $0["verdict"] as? String }
        == ["stable", "stable", "vulnerable", "metastable", "overloaded", "overloaded"])
    #expect((cells[3]["sustainedBy"] as? [String])?.contains("retries of the gateway") == true)
    let table = try #require(folder.read("t.txt"))
    #expect(
      table.hasPrefix("STABILITY small: of 6 cells 2 stable, 1 vulnerable, 1 metastable, 2 overloaded\n"))
    #expect(table.contains("20/s, 10s: came back in 0 of 2"))
    #expect(try await weir.run("report", "m.sqlite").stdout == table)
    #expect(folder.read("m.md")?.contains("| 20/s | V ") == true)
  }
}
