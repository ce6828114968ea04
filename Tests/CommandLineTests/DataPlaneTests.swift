import Foundation
import Testing

@Suite("explain --data-planes")
struct DataPlaneTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(GatewayWorld.all, to: "world.yaml")
  }

  private func compare(_ arguments: String...) async throws -> WeirCommand.Ending {
    try await weir.start(["explain", "--data-planes", "-f", "world.yaml"] + arguments).ending()
  }

  /// The words of the row of each data plane, columns parted by two blanks or more.
  private func rows(_ text: String) -> [String: [String]] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop {
      !$0.hasPrefix("DATA PLANE")
    }
    let rows = lines.dropFirst().prefix { !$0.isEmpty }.map { line in
      line.split(separator: /\s{2,}/).map(String.init)
    }
    return Dictionary(rows.map { ($0[0], Array($0.dropFirst())) }, uniquingKeysWith: { first, _ in first })
  }

  @Test("people get the data planes side by side, with limit, rate, bound and what became of the fields")
  func table() async throws {
    let ending = try await compare()
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stderr == "")
    #expect(
      ending.stdout.hasPrefix(
        "Service shop/v1: XBackendTrafficPolicy/shop/front, retried by rule 0 of HTTPRoute/shop/front\n"
          + "Where everything fails: 100 requests/s, attempts of 50ms, 1 gateway replica;"))
    let rows = rows(ending.stdout)
    #expect(rows.count == 13)
    #expect(
      Array(rows["linkerd", default: []].prefix(4)) == [
        "20 % of the successes of 10s, and 10/s", "any", "10.0", "1.10",
      ])
    #expect(
      Array(rows["finagle", default: []].prefix(4)) == [
        "20 % of the requests of 10s, and 10/s", "2", "30.0", "1.30",
      ])
    #expect(
      Array(rows["gateway-api", default: []].prefix(5)) == [
        "20 % of the requests of 10s, at least 10 in 1s", "2", "25.0", "1.25", "503",
      ])
    #expect(rows["envoy"]?.first == "at once 20 % of what is active, at least 10")
    #expect(Array(rows["none", default: []].prefix(4)) == ["only the rule's attempts", "2", "200", "3.00"])
    #expect(ending.stdout.contains("\nenvoy-gateway\n"))
    #expect(
      ending.stdout.contains(
        "  changed  spec.retryConstraint.minRetryRate.count: 10"))
    #expect(!ending.stdout.contains("\u{1B}"))
  }

  @Test("floors grow with replicas, ratios do not")
  func replicas() async throws {
    let rows = rows(try await compare("--replicas", "2", "--load", "1000").stdout)
    #expect(rows["linkerd"]?[2] == "20.0")
    #expect(rows["finagle"]?[2] == "220")
    #expect(rows["gateway-api"]?[2] == "250")
  }

  @Test("programs get everything, with null for a bound that does not exist")
  func json() async throws {
    let ending = try await compare("-o", "json", "--service", "shop/v1", "--attempt-time", "80ms")
    let answer = try JSONText(ending.stdout)
    #expect(answer["schema"] as? String == "weir.dataPlanes/v1")
    #expect(answer["attemptTime"] as? String == "80ms")
    #expect(answer["load"] as? Int == 100)
    #expect(answer["replicas"] as? Int == 1)
    let services = try #require(answer["services"] as? [[String: Any]])
    #expect(services.map { $0["service"] as? String } == ["shop/v1"])
    let rules = try #require(services[0]["rules"] as? [[String: Any]])
    #expect(rules.map { $0["retried"] as? Bool } == [false, true, false])
    #expect(rules[1]["at"] as? String == "world.yaml:21:5")
    let planes = try #require(services[0]["dataPlanes"] as? [[String: Any]])
    #expect(planes.count == 13)
    for plane in planes {
      #expect(
        Set(plane.keys) == [
          "dataPlane", "limit", "retries", "retriesPerSecond", "attemptsPerRequest", "refused", "policyNotes",
          "rules",
        ])
    }
    let linkerd = try #require(planes.first { $0["dataPlane"] as? String == "linkerd" })
    #expect(linkerd["retries"] is NSNull)
    #expect(linkerd["attemptsPerRequest"] as? Double == 1.1)
    let notes = try #require(linkerd["policyNotes"] as? [[String: Any]])
    #expect(notes.first?["becomes"] as? String == "retryRatio 0.2")
    #expect(notes.first?["verdict"] as? String == "kept")
  }

  @Test(
    "slips are answered with 64",
    arguments: [
      ["--service", "v1"], ["--service", "shop/v9"], ["--load", "0"], ["--load", "nan"], ["--replicas", "0"],
      ["--attempt-time", "0s"], ["--attempt-time", "fast"], ["http://x/"], ["--requests", "r.jsonl"],
    ])
  func usage(_ arguments: [String]) async throws {
    let ending = try await weir.start(["explain", "--data-planes", "-f", "world.yaml"] + arguments).ending()
    #expect(ending.exitCode == 64, "\(ending.stderr)")
    #expect(ending.stdout == "")
  }

  @Test("--service alone is a slip, and manifests without retries say so")
  func nothing() async throws {
    #expect(try await weir.run("explain", "http://x/", "-f", "world.yaml", "--service", "a/b").exitCode == 64)
    try folder.write(GatewayWorld.gateway, to: "gateway.yaml")
    let ending = try await weir.run("explain", "--data-planes", "-f", "gateway.yaml")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout.contains("nothing to compare"))
  }
}
