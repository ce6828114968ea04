import Foundation
import Records
import Testing

@Suite("JSON of run and check")
struct JSONContractTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    var scenario = ScenarioText(duration: "20s", replications: "3")
    scenario.more = """
        warmUp: 1s
        dataPlane: {kind: envoy}
        faults: [{name: cart fails, target: {service: shop/cart}, at: 5s, for: 2s, errors: {rate: 100%, status: 503}}]
        checks: [success_ratio >= 10%, "recovery_time{fault=\\"cart fails\\"} < 10s", ok_response_time_p999 < 1s]
      """
    // Browsers, for the metrics of CORS.
    scenario.traffic += """

            client: {kind: browser, origin: "https://page.example", users: 5}
      """
    scenario.route = scenario.route.replacing(
      "filters:\n", with: "filters:\n        - {type: CORS, cors: {allowOrigins: ['*']}}\n")
    // And an autoscaler, for those of endpoints.
    scenario.services = scenario.services.replacing(
      "serviceTime: 1ms", with: "serviceTime: 1ms, autoscaler: {max: 1, target: 60%}")
    try folder.write(scenario.text, to: "s.yaml")
  }

  private func report(_ command: String, _ arguments: String...) async throws -> JSONText {
    let ending = try await weir.start([command, "s.yaml", "-o", "json"] + arguments).ending()
    #expect(ending.exitCode < 2, "\(ending.stderr)")
    return try JSONText(ending.stdout)
  }

  @Test("run has the members of weir.run/v1 and no others")
  func members() async throws {
    let report = try await report("run")
    #expect(
      Set(report.members.keys) == [
        "schema", "scenario", "seed", "replications", "warmUp", "duration", "database", "metrics", "checks",
        "notModelled", "conservation",
      ])
    #expect(report["schema"] as? String == "weir.run/v1")
    #expect(report["scenario"] as? String == "small")
    #expect(report["seed"] as? Int == 1)
    #expect(report["replications"] as? Int == 3)
    #expect(report["warmUp"] as? Double == 1)
    #expect(report["duration"] as? Double == 20)
    #expect(report["database"] as? String == "results/small.sqlite")
    #expect((report["notModelled"] as? [Any])?.isEmpty == true)
    let conservation = try #require(report["conservation"] as? [String: Int])
    #expect(Set(conservation.keys) == ["offered", "answered", "unanswered"])
    // 100 a second for 21 s, the first after 10 ms: 2099 in each replication.
    #expect(conservation["offered"] == 3 * 2099)
    #expect(conservation["offered"] == (conservation["answered"] ?? 0) + (conservation["unanswered"] ?? 0))
  }

  @Test("every metric of the catalogue that a run measures is there, in its order, with unit and direction")
  func metrics() async throws {
    let metrics = try await report("run").metrics
    let names = metrics.compactMap { $0["name"] as? String }
    let positions = try names.map { name in
      try #require(MetricCatalogue.all.firstIndex { $0.name == name }, "\(name)")
    }
    #expect(positions == positions.sorted())
    // Its clients are browsers, which do not try again, and no gateway replica ejects endpoints.
    let elsewhere: Set = ["tries_per_request", "ejections"]
    #expect(Set(names) == Set(MetricCatalogue.all.map(\.name)).subtracting(elsewhere))
    for metric in metrics {
      let definition = try #require(MetricCatalogue[metric["name"] as? String ?? ""])
      var keys: Set = ["name", "labels", "unit", "better", "mean", "low", "high", "confidence", "n"]
      if definition.name == "recovery_time" { keys.insert("never") }
      #expect(Set(metric.keys) == keys, "\(definition.name)")
      #expect(metric["unit"] as? String == definition.unit.rawValue)
      #expect(metric["better"] as? String == definition.better.rawValue)
      #expect(metric["confidence"] as? Double == 0.95)
      let labels = try #require(metric["labels"] as? [String: String])
      #expect(
        definition.labelSets.contains { $0.sorted() == labels.keys.sorted() }, "\(definition.name) \(labels)")
      try expectInterval(metric)
    }
    let identities = metrics.map {
      "\($0["name"] ?? "") \(($0["labels"] as? [String: String] ?? [:]).sorted { $0.key < $1.key })"
    }
    #expect(Set(identities).count == identities.count)
  }

  private func expectInterval(_ metric: [String: Any]) throws {
    let n = try #require(metric["n"] as? Int)
    if metric["mean"] is NSNull {
      #expect(n == 0)
      #expect(metric["low"] is NSNull && metric["high"] is NSNull)
    } else {
      let mean = try #require(metric["mean"] as? Double)
      #expect((1...3).contains(n))
      if n > 1, let low = metric["low"] as? Double, let high = metric["high"] as? Double {
        #expect(low <= mean && mean <= high)
      } else {
        #expect(metric["low"] is NSNull && metric["high"] is NSNull)
      }
    }
  }

  @Test("one replication has no interval: low and high are null")
  func oneReplication() async throws {
    for metric in try await report("run", "--replications", "1").metrics {
      #expect(metric["low"] is NSNull && metric["high"] is NSNull, "\(metric)")
    }
  }

  @Test("a quantile with fewer than ten samples beyond it is null")
  func quantiles() async throws {
    let report = try await report("run")
    // Of 2000 requests 20 lie beyond the 99 % quantile and two beyond that of 99.9 %.
    #expect(report.metric("response_time_p99")?["mean"] is Double)
    #expect(report.metric("response_time_p999")?["mean"] is NSNull)
  }

  @Test("checks of run and check are the same objects, with null where nothing was measured")
  func checks() async throws {
    let run = try await report("run", "--assert", "requests within 1000..3000")
    let check = try await report("check", "--assert", "requests within 1000..3000")
    #expect(Set(check.members.keys) == ["schema", "verdict", "checks"])
    #expect(check["schema"] as? String == "weir.check/v1")
    #expect(check["verdict"] as? String == "fail")
    #expect(run.checks as NSArray == check.checks as NSArray)
    #expect(check.checks.count == 4)
    for entry in check.checks {
      #expect(Set(entry.keys) == ["check", "verdict", "estimate", "low", "high", "limit", "n"])
    }
    #expect(check.checks.map { $0["verdict"] as? String } == ["pass", "pass", "fail", "pass"])
    #expect(check.checks[0]["limit"] as? Double == 0.1)
    #expect(check.checks[2]["estimate"] is NSNull)
    #expect(check.checks[3]["check"] as? String == "requests within 1000..3000")
  }

  @Test("arrays are there when they are empty")
  func emptyArrays() async throws {
    let report = try await report("run", "--set", "spec.checks=[]")
    #expect((report["checks"] as? [Any])?.isEmpty == true)
    #expect((report["notModelled"] as? [Any])?.isEmpty == true)
  }

  @Test("what is not modelled is listed by object and path")
  func notModelled() async throws {
    let report = try await report(
      "run", "--set", "HTTPRoute/shop/cart:spec.rules[0].sessionPersistence={sessionName: s}")
    let entries = try #require(report["notModelled"] as? [[String: String]])
    #expect(entries == [["object": "HTTPRoute/shop/cart", "path": "spec.rules[0].sessionPersistence"]])
  }

  @Test("the same input gives the same bytes, whatever the number of cores")
  func bytes() async throws {
    let one = try await weir.run("run", "s.yaml", "-o", "json", "--jobs", "1")
    let two = try await weir.run("run", "s.yaml", "-o", "json", "--jobs", "2")
    #expect(one.stdout == two.stdout)
    let other = try await weir.run("run", "s.yaml", "-o", "json", "--seed", "2")
    #expect(one.stdout != other.stdout)
  }
}
