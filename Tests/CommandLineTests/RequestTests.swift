import Foundation
import Testing

@Suite("Single requests: run --explain-request, report --request")
struct RequestTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(Self.world.text, to: "world.yaml")
  }

  /// Exponential times only, so that every machine draws the same.
  private static var world: ScenarioText {
    var scenario = ScenarioText(name: "world", duration: "3s", replications: "2")
    scenario.traffic = """
          - name: shoppers
            arrivals: {poisson: {rate: 200/s}}
            requests: [{host: shop.example, path: /cart}, {host: shop.example, path: /plain}, {host: other.example}]
      """
    scenario.services = """
          - {name: shop/cart, endpoints: 2, concurrency: 2, queue: 6, serviceTime: {exponential: {mean: 10ms}},
             failures: {rate: 30%, status: 503}}
          - {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}
      """
    scenario.route = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [shop.example]
        rules:
          - matches: [{path: {type: PathPrefix, value: /plain}}]
            backendRefs: [{name: cart, port: 80}]
          - timeouts: {request: 150ms, backendRequest: 40ms}
            retry: {attempts: 2, codes: [503], backoff: 5ms}
            backendRefs: [{name: cart, port: 80}]
      """
    scenario.policy = scenario.policy.replacing("percent: 20", with: "percent: 5")
    return scenario
  }

  private func run(_ arguments: String...) async throws -> WeirCommand.Ending {
    try await weir.start(["run", "world.yaml", "--db", "r.sqlite", "-q"] + arguments).ending()
  }

  private func report(_ arguments: String..., code: Int32 = 0) async throws -> WeirCommand.Ending {
    let ending = try await weir.start(["report", "r.sqlite"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    return ending
  }

  /// The part of a run's output that tells of requests.
  private func waterfalls(_ text: String) throws -> String {
    String(text[try #require(text.range(of: "Request 0/")).lowerBound...])
  }

  /// `WEIR_UPDATE_GOLDENS=1` writes the file instead.
  private func expectGolden(_ text: String, _ name: String) throws {
    let url = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
      .appendingPathComponent("Tests/Goldens/CommandLineTests/\(name)")
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    #expect(text == (try String(contentsOf: url, encoding: .utf8)), "\(name)")
  }

  @Test("a run tells, after its report, of the five slowest, the first denied, and the first of each fate")
  func automatic() async throws {
    let plain = try await run()
    let ending = try await run("--explain-request", "auto")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    #expect(ending.stdout.hasPrefix(plain.stdout + "\n"))
    try expectGolden(try waterfalls(ending.stdout), "requests.txt")
  }

  @Test("an outage of the gallery is told with the file and line of the rule and the budget's numbers")
  func gallery() async throws {
    var weir = weir
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let ending = try await weir.run(
      "run", "budget-outage", "--duration", "25s", "--replications", "1", "--set", "spec.checks=[]", "-q",
      "--explain-request", "denied", "-o", "json")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let requests = try #require(try JSONText(ending.stdout)["requests"] as? [[String: Any]])
    let request = try #require(requests.first)
    #expect(requests.count == 1)
    #expect(request["fate"] as? String == "budget-exhausted")
    #expect((request["at"] as? String)?.hasSuffix("budget-outage/manifests/checkout.yaml:11:7") == true)
    let attempts = try #require(request["attempts"] as? [[String: Any]])
    let then = try #require(attempts.last?["then"] as? [String: Any])
    #expect(then["decision"] as? String == "denied")
    let numbers = try #require(then["numbers"] as? [String: Any])
    let (retries, limit) = (numbers["retries"] as? Int ?? 0, numbers["limit"] as? Int ?? 0)
    let counted = try #require(numbers["requests"] as? Int)
    #expect(limit == counted / 5)
    #expect(retries >= limit)
    #expect(
      (then["reason"] as? String)?.contains("retries in 10s (20 % of \(counted) attempts)") == true, "\(then)"
    )
  }

  @Test(
    "the database tells the same as the run, whatever was recorded, on any number of cores",
    arguments: ["none", "sample:20", "failures", "all", "blocks"])
  func again(recording: String) async throws {
    let names = ["--explain-request", "denied", "--explain-request", "1/7", "--explain-request", "3"]
    for form in ["table", "json", "markdown"] {
      let one = try await weir.start(
        ["run", "world.yaml", "--db", "r.sqlite", "--record", recording, "--jobs", "1", "-o", form] + names
      ).ending()
      let two = try await weir.start(
        ["run", "world.yaml", "--db", "r.sqlite", "--record", recording, "--jobs", "2", "-o", form] + names
      ).ending()
      #expect(one.exitCode == 0, "\(one.stderr)")
      #expect(one.stdout == two.stdout)
      guard form == "json" else { continue }
      let told = try #require(try JSONText(one.stdout)["requests"] as? [[String: Any]])
      let ids = told.compactMap { $0["id"] as? String }
      #expect(ids.count == 3)
      let again = try await report("-o", "json", "--request", ids[0], "--request", "1/7", "--request", "0/3")
      var expected = try #require(try JSONText(again.stdout)["requests"] as? [[String: Any]])
      // Only why it was chosen differs.
      expected[0]["chosen"] = told[0]["chosen"]
      #expect(NSArray(array: told) == NSArray(array: expected))
    }
    let twice = try await weir.run(
      "query", "r.sqlite", "-o", "csv",
      "select count(*) - count(distinct replication || '/' || request) as twice from v_request")
    #expect(twice.stdout == "twice\r\n0\r\n")
  }

  @Test("where everything is recorded, the database chooses as the run does")
  func choices() async throws {
    for recording in ["all", "blocks"] {
      let told = try await run("--explain-request", "auto", "--record", recording, "-o", "json")
      let ran = try #require(try JSONText(told.stdout)["requests"] as? [[String: Any]])
      let read = try JSONText(try await report("--request", "auto", "-o", "json").stdout)
      #expect(NSArray(array: ran) == NSArray(array: try #require(read["requests"] as? [[String: Any]])))
      let count = try await weir.run(
        "query", "r.sqlite", "-o", "csv", "select count(*) as n from v_request where replication = 0")
      let number = count.stdout.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      #expect(
        (read["notes"] as? [String])?.first?.hasPrefix("chosen of the \(number) measured requests") == true)
    }
  }

  @Test("a request that a run recorded by itself is told without the numbers of allowed retries, and says so")
  func unexplained() async throws {
    _ = try await run("--record", "all")
    let found = try await weir.run(
      "query", "r.sqlite", "-o", "csv",
      "select request from v_request where replication = 0 and attempts = 2 limit 1")
    let number = found.stdout.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    let told = try await report("--request", number)
    #expect(told.stdout.contains("     sent again 5.00 ms later\n"))
    #expect(told.stdout.contains("is kept by weir run SCENARIO --explain-request 0/\(number)\n"))
    #expect(told.stdout.contains("rule 1 of shop/cart → shop/cart, at world.yaml:"))
  }

  @Test("places in manifests are told while the command line leaves the manifests as they are")
  func places() async throws {
    let change = "HTTPRoute/shop/cart:spec.rules[1].retry.attempts=3"
    let generous = "XBackendTrafficPolicy/shop/cart:spec.retryConstraint.budget.percent=100"
    let changed = try await run(
      "--explain-request", "attempts-exhausted", "--set", change, "--set", generous, "--set",
      "spec.services[0].failures.rate=80%")
    #expect(changed.stdout.contains("at world.yaml:"))
    #expect(changed.stdout.contains("attempts exhausted (4 of 4)"))
    let told = try await report("--request", "attempts-exhausted")
    #expect(told.stdout.contains("rule 1 of shop/cart → shop/cart\n"))
    _ = try await run("--explain-request", "ok-after-retry", "--seed", "5")
    #expect(try await report("--request", "ok-after-retry").stdout.contains("at world.yaml:"))
  }

  @Test("a word that chooses nothing is told, and no mistake")
  func nothing() async throws {
    let ending = try await run("--explain-request", "overflow", "--explain-request", "1/gateway-lost")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout.contains("\nnote: 0/overflow: no measured request ended as overflow\n"))
    #expect(ending.stdout.contains("\nnote: 1/gateway-lost: no measured request ended as gateway-lost\n"))
    let none = try await report("--request", "denied", "--request", "slowest", "-o", "json")
    #expect((try JSONText(none.stdout)["requests"] as? [Any])?.count == 5)
    _ = try await run("--record", "none")
    let empty = try JSONText(try await report("--request", "auto", "-o", "json").stdout)
    #expect((empty["requests"] as? [Any])?.isEmpty == true)
    #expect(
      (empty["notes"] as? [String])?.map { String($0.prefix(46)) } == [
        "chosen of the 0 measured requests of replicati", "0/auto: no recorded request",
      ])
  }

  @Test(
    "a name that is none is 64, with what it may be",
    arguments: [
      ("slowst", #"did you mean "slowest"?"#), ("-1", "a number such as 1234"), ("1/2/3", "0/1234"),
      ("", "denied"),
    ])
  func noName(name: String, expected: String) async throws {
    for arguments in [
      ["run", "world.yaml", "--explain-request=\(name)"], ["report", "gone.sqlite", "--request=\(name)"],
    ] {
      let ending = try await weir.start(arguments).ending()
      #expect(ending.exitCode == 64)
      #expect(ending.stdout == "")
      #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    }
    #expect(folder.files == ["world.yaml"])
  }

  @Test("a request that does not exist is 65 before anything is written, and says which do")
  func missing() async throws {
    for (name, expected) in [
      ("99999", "--explain-request 0/99999: replication 0 has requests 0 to "),
      ("2/slowest", "--explain-request 2/slowest: the run has replications 0 to 1"),
    ] {
      let ending = try await run("--explain-request", name)
      #expect(ending.exitCode == 65)
      #expect(ending.stdout == "")
      #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    }
    #expect(folder.files == ["world.yaml"])
    _ = try await run("--record", "none")
    let ending = try await report("--request", "1/5", code: 65)
    #expect(ending.stdout == "")
    #expect(
      ending.stderr
        == "weir: r.sqlite: request 1/5 is not recorded; weir run SCENARIO --explain-request 1/5 records it\n"
    )
    let other = try await report("--request", "2/slowest", code: 65)
    #expect(other.stderr == "weir: r.sqlite: there is no 2/slowest: the run has replications 0 to 1\n")
  }

  @Test("Ctrl-C ends a run that explains as any other, and what it does not hold is told")
  func interrupted() async throws {
    try folder.write(ScenarioText(duration: "20s", replications: "10000").text, to: "long.yaml")
    let command = try weir.start([
      "run", "long.yaml", "--db", "r.sqlite", "--jobs", "1", "-q", "-o", "json", "--explain-request", "0/5",
      "--explain-request", "9999/5",
    ])
    let isUnderWay = await command.signal(SIGINT) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path(of: "r.partial.sqlite"))
      return (attributes?[.size] as? Int ?? 0) > 1 << 20
    }
    #expect(isUnderWay)
    let ending = await command.ending()
    #expect(ending.exitCode == 130)
    let told = try JSONText(ending.stdout)
    #expect((told["requests"] as? [[String: Any]])?.map { $0["id"] as? String } == ["0/5"])
    #expect(
      told["notes"] as? [String] == [
        "the run was interrupted and does not hold all of the requests that were chosen"
      ])
  }

  @Test("the verdict of the checks still ends the run")
  func verdict() async throws {
    let ending = try await run("--explain-request", "slowest", "--assert", "requests > 1000000")
    #expect(ending.exitCode == 1)
    #expect(ending.stdout.contains("number 5 of the slowest"))
  }
}
