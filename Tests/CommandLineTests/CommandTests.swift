import Foundation
import Testing

@Suite("Commands")
struct CommandTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText().text, to: "small.yaml")
  }

  @Test("run says what happened on standard output and leaves the database under the scenario's name")
  func run() async throws {
    let ending = try await weir.run("run", "small.yaml")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    #expect(ending.stdout.contains("Requests  398 offered = 398 answered + 0 unanswered"))
    #expect(ending.stdout.contains("seed"))
    #expect(folder.files == ["results/small.sqlite", "small.yaml"])
  }

  @Test("run takes a folder for the scenario in it, with the manifests beside that")
  func runFolder() async throws {
    try folder.write(ScenarioText().text, to: "small/scenario.yaml")
    try folder.write(
      "{apiVersion: v1, kind: Service, metadata: {name: other}, spec: {ports: [{port: 80}]}}",
      to: "small/k8s/other.yaml")
    for name in ["small", "./small/"] {
      let ending = try await weir.run("run", name, "--set", "spec.manifests=[k8s/]")
      #expect(ending.exitCode == 0)
      #expect(ending.stderr == "")
    }
  }

  @Test("run leaves the database where --db says, and replaces what an earlier run left")
  func runIntoDatabase() async throws {
    for seed in ["1", "2"] {
      let ending = try await weir.run("run", "small.yaml", "--db", "here.sqlite", "--seed", seed, "-q")
      #expect(ending.exitCode == 0)
      #expect(ending.stdout.contains("seed \(seed)"))
    }
    #expect(folder.files == ["here.sqlite", "small.yaml"])
    let stored = try await weir.run("query", "here.sqlite", "select seed from run", "-o", "csv")
    #expect(stored.stdout == "seed\r\n2\r\n")
  }

  @Test("check keeps no database unless --db asks for it")
  func check() async throws {
    let plain = try await weir.run("check", "small.yaml", "--assert", "requests == 199")
    #expect(plain.exitCode == 0)
    #expect(folder.files == ["small.yaml"])
    let kept = try await weir.run("check", "small.yaml", "--assert", "requests == 199", "--db", "kept.sqlite")
    #expect(kept.exitCode == 0)
    #expect(folder.files == ["kept.sqlite", "small.yaml"])
  }

  @Test("report says again, in every form, what run said")
  func report() async throws {
    for form in ["table", "json", "markdown"] {
      let run = try await weir.run("run", "small.yaml", "--db", "r.sqlite", "-o", form)
      let report = try await weir.run("report", "r.sqlite", "-o", form)
      #expect(report.exitCode == 0)
      #expect(report.stderr == "")
      #expect(!report.stdout.isEmpty)
      #expect(report.stdout == run.stdout, "\(form)")
    }
  }

  @Test(
    "query answers in every form",
    arguments: [
      ("csv", "service,one\r\nshop/cart,1\r\nshop/next,1\r\n"),
      ("json", #""service": "shop/cart""#),
      ("markdown", "| shop/cart |"),
      ("table", "shop/cart"),
    ])
  func query(form: String, expected: String) async throws {
    _ = try await weir.run("run", "small.yaml", "--db", "r.sqlite")
    let ending = try await weir.run(
      "query", "r.sqlite", "-o", form,
      """
      select distinct substr(entity, 9) as service, 1 as one from v_timeline where entity like 'service/%'
      order by service
      """)
    #expect(ending.exitCode == 0)
    #expect(ending.stdout.contains(expected), "\(ending.stdout)\(ending.stderr)")
  }

  @Test("every view of the contract can be queried")
  func views() async throws {
    _ = try await weir.run("run", "small.yaml", "--db", "r.sqlite", "--record", "all")
    for view in [
      "v_summary", "v_timeline", "v_retry_budget_exhaustion", "v_mirror_ratio", "v_request", "v_attempt",
      "v_checks",
    ] {
      let ending = try await weir.run("query", "r.sqlite", "select * from \(view) limit 1", "-o", "csv")
      #expect(ending.exitCode == 0, "\(view): \(ending.stderr)")
      #expect(ending.stdout.hasPrefix("run,variant,"), "\(view)")
    }
  }

  @Test("several reports are written at once, each in its form, besides the one on standard output")
  func reports() async throws {
    let ending = try await weir.run(
      "run", "small.yaml", "--db", "r.sqlite", "--report", "json=r.json", "--report", "markdown=r.md",
      "--report",
      "table=r.txt", "-o", "markdown")
    #expect(ending.exitCode == 0)
    #expect(folder.files == ["r.json", "r.md", "r.sqlite", "r.txt", "small.yaml"])
    #expect(folder.read("r.md") == ending.stdout)
    #expect(folder.read("r.json")?.hasPrefix("{\n  \"schema\": \"weir.run/v1\"") == true)
    #expect(folder.read("r.txt")?.contains("Requests  398 offered") == true)
  }

  @Test("--output-file takes what standard output would have got")
  func outputFile() async throws {
    let ending = try await weir.run(
      "run", "small.yaml", "--db", "r.sqlite", "-o", "json", "--output-file", "out.json")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout == "")
    let report = try await weir.run("report", "r.sqlite", "-o", "json")
    #expect(folder.read("out.json") == report.stdout)
  }

  @Test("the gallery is listed, shown and copied, and a copy runs")
  func scenarios() async throws {
    var weir = weir
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let list = try await weir.run("scenarios")
    #expect(list.exitCode == 0)
    #expect(list.stdout.contains("\nquickstart  "))
    let show = try await weir.run("scenarios", "show", "quickstart")
    #expect(show.stdout.contains("kind: Scenario"))
    let copy = try await weir.run("scenarios", "copy", "quickstart", "mine")
    #expect(copy.exitCode == 0)
    #expect(copy.stdout == "")
    #expect(copy.stderr == "copied; try: weir run mine/scenario.yaml\n")
    let run = try await weir.run(
      "run", "mine/scenario.yaml", "--duration", "1s", "--set", "spec.checks=[]", "--set", "spec.faults=[]",
      "-q")
    #expect(run.exitCode == 0, "\(run.stderr)")
    let named = try await weir.run(
      "run", "quickstart", "--duration", "1s", "--set", "spec.checks=[]", "--set", "spec.faults=[]", "-q")
    #expect(named.stdout == run.stdout)
  }

  @Test("a copy never overwrites and never leaves the gallery")
  func copies() async throws {
    var weir = weir
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    #expect(try await weir.run("scenarios", "copy", "quickstart", "small.yaml").exitCode == 73)
    #expect(try await weir.run("scenarios", "copy", "../Tests", "mine").exitCode == 66)
    #expect(try await weir.run("scenarios", "copy", "quickstart", "small.yaml/below").exitCode == 73)
    #expect(folder.files == ["small.yaml"])
  }

  @Test(
    "--record says which requests are kept with their attempts",
    arguments: [
      ("none", "n = 0"), ("sample:1", "n = 398"), ("sample:10", "n between 1 and 120"), ("all", "n = 398"),
      ("failures", "n between 1 and 100"), ("blocks", "n = 398"), ("requests=none", "n = 0"),
      ("requests=sample:1", "n = 398"), ("requests=failures", "n between 1 and 100"),
      ("requests=all", "n = 398"),
      ("requests=blocks", "n = 398"),
    ])
  func record(which: String, expected: String) async throws {
    let ending = try await weir.run("run", "small.yaml", "--db", "r.sqlite", "--record", which)
    #expect(ending.exitCode == 0)
    let counted = try await weir.run(
      "query", "r.sqlite", "-o", "csv",
      "select \(expected) as ok, n from (select count(*) as n from v_request)")
    #expect(counted.stdout.hasPrefix("ok,n\r\n1,"), "\(counted.stdout)\(counted.stderr)")
    let attempts = try await weir.run(
      "query", "r.sqlite", "-o", "csv",
      "select (select count(*) from v_attempt) >= (select count(*) from v_request) as ok")
    #expect(attempts.stdout == "ok\r\n1\r\n")
  }

  @Test("failures alone are recorded with --record failures")
  func recordedFailures() async throws {
    _ = try await weir.run("run", "small.yaml", "--db", "r.sqlite", "--record", "failures")
    let ending = try await weir.run(
      "query", "r.sqlite", "-o", "csv", "select min(status) >= 500 as failed from v_request")
    #expect(ending.stdout == "failed\r\n1\r\n")
  }

  @Test("--set, --overlay, --seed, --duration and --replications change the scenario and its manifests")
  func changes() async throws {
    try folder.write(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop}
      spec: {rules: [{backendRefs: [{name: cart, port: 80}]}]}
      """, to: "plain.yaml")
    let ending = try await weir.run(
      "run", "small.yaml", "--overlay", "plain.yaml", "--set", "spec.traffic[0].arrivals.constant.rate=50/s",
      "--seed", "7", "--duration", "1s", "--replications", "3", "--db", "r.sqlite", "-o", "json")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let report = try JSONText(ending.stdout)
    #expect(report["seed"] as? Int == 7)
    #expect(report["duration"] as? Double == 1)
    #expect(report["replications"] as? Int == 3)
    #expect((report["conservation"] as? [String: Any])?["offered"] as? Int == 147)
    let retries = try #require(report.metric("retries", ["service": "shop/cart"]))
    #expect(retries["mean"] as? Double == 0)
    let mirrors = report.metrics.filter { $0["name"] as? String == "mirror_sent" }
    #expect(mirrors.isEmpty)
  }

  @Test("a change reaches a manifest by kind, namespace and name")
  func manifestChange() async throws {
    let ending = try await weir.run(
      "run", "small.yaml", "--set", "HTTPRoute/shop/cart:spec.rules[0].filters[0].requestMirror.percent=100",
      "-o", "json")
    let sent = try #require(
      try JSONText(ending.stdout).metrics.first { $0["name"] as? String == "mirror_ratio" })
    #expect(sent["mean"] as? Double == 1)
  }

  @Test("a scenario comes from standard input as -")
  func standardInput() async throws {
    let file = try await weir.run("run", "small.yaml", "--db", "a.sqlite", "-o", "markdown")
    let piped = try await weir.run(
      "run", "-", "--db", "a.sqlite", "-o", "markdown", input: ScenarioText().text)
    #expect(piped.exitCode == 0, "\(piped.stderr)")
    #expect(piped.stdout == file.stdout)
  }
}
