import Foundation
import Testing

@Suite("validate")
struct ValidateTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(GatewayWorld.gateway, to: "k8s/gateway.yaml")
    try folder.write(GatewayWorld.routes, to: "k8s/shop/routes.yaml")
    try folder.write(GatewayWorld.services, to: "k8s/shop/services.yaml")
  }

  private func report(_ arguments: String..., code: Int32 = 0) async throws -> JSONText {
    let ending = try await weir.start(["validate", "-o", "json"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.isEmpty)
    return try JSONText(ending.stdout)
  }

  private func list(_ report: JSONText, _ key: String) throws -> [[String: Any]] {
    try #require(report[key] as? [[String: Any]])
  }

  private func conditions(_ value: Any?) throws -> [String] {
    try (#require(value as? [[String: String]])).map {
      #expect(Set($0.keys) == ["type", "status", "reason", "message"])
      return "\($0["type"] ?? "") \($0["status"] ?? "") \($0["reason"] ?? "")"
    }
  }

  @Test("valid manifests: every object, the status of those that have one, and lints")
  func valid() async throws {
    let report = try await report("-f", "k8s")
    #expect(report["verdict"] as? String == "valid")
    #expect(Set(report.members.keys) == ["verdict", "objects", "status", "lints", "notModelled"])
    let objects = try list(report, "objects")
    #expect(objects.allSatisfy { Set($0.keys) == ["object", "at", "verdict", "errors"] })
    #expect(
      objects.allSatisfy { $0["verdict"] as? String == "valid" && ($0["errors"] as? [Any])?.isEmpty == true })
    #expect(
      objects.map { "\($0["object"] as? String ?? "") \($0["at"] as? String ?? "")" } == [
        "GatewayClass/example k8s/gateway.yaml:1:1", "Gateway/infra/edge k8s/gateway.yaml:6:1",
        "HTTPRoute/shop/front k8s/shop/routes.yaml:1:1", "GRPCRoute/shop/calls k8s/shop/routes.yaml:21:1",
        "Service/shop/v1 k8s/shop/services.yaml:1:1", "Service/shop/v2 k8s/shop/services.yaml:3:1",
        "XBackendTrafficPolicy/shop/front k8s/shop/services.yaml:5:1",
      ])
    let lints = try list(report, "lints")
    #expect(lints.contains { $0["code"] as? String == "GW320" && $0["severity"] as? String == "warning" })
    #expect(
      lints.allSatisfy {
        Set($0.keys) == ["code", "severity", "object", "path", "at", "message", "suggestion"]
      })
    #expect((report["notModelled"] as? [Any])?.isEmpty == true)
  }

  @Test("the status has the members of its kind and no others")
  func status() async throws {
    let set = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: {name: more, namespace: infra}
      spec: {parentRef: {name: edge}, listeners: [{name: l, port: 81, protocol: HTTP}]}
      """
    try folder.write(set, to: "k8s/set.yaml")
    let status = try list(try await report("-f", "k8s"), "status")
    func entry(_ object: String) throws -> [String: Any] {
      try #require(status.first { $0["object"] as? String == object })
    }
    let gateway = try entry("Gateway/infra/edge")
    #expect(Set(gateway.keys) == ["object", "attachedListenerSets", "conditions", "listeners"])
    #expect(gateway["attachedListenerSets"] as? Int == 0)
    #expect(
      try conditions(gateway["conditions"]) == ["Accepted True Accepted", "Programmed True Programmed"])
    let listener = try #require((gateway["listeners"] as? [[String: Any]])?.first)
    #expect(Set(listener.keys) == ["name", "attachedRoutes", "supportedKinds", "conditions"])
    #expect(listener["attachedRoutes"] as? Int == 1)
    #expect(listener["supportedKinds"] as? [String] == ["HTTPRoute", "GRPCRoute"])
    #expect(try conditions(listener["conditions"])[1] == "Conflicted False NoConflicts")
    let refused = try entry("ListenerSet/infra/more")
    #expect(Set(refused.keys) == ["object", "conditions", "listeners"])
    #expect((refused["listeners"] as? [Any])?.isEmpty == true)
    #expect(
      try conditions(refused["conditions"]) == ["Accepted False NotAllowed", "Programmed False NotAllowed"])
    let route = try entry("HTTPRoute/shop/front")
    #expect(Set(route.keys) == ["object", "parents"])
    let parent = try #require((route["parents"] as? [[String: Any]])?.first)
    #expect(Set(parent.keys) == ["parent", "sectionName", "port", "conditions"])
    #expect(parent["sectionName"] as? String == "http")
    #expect(parent["port"] is NSNull)
    #expect(try conditions(parent["conditions"])[1] == "ResolvedRefs False BackendNotFound")
    let policy = try entry("XBackendTrafficPolicy/shop/front")
    #expect(Set(policy.keys) == ["object", "ancestors"])
    let ancestor = try #require((policy["ancestors"] as? [[String: Any]])?.first)
    #expect(Set(ancestor.keys) == ["ancestor", "conditions"])
    #expect(ancestor["ancestor"] as? String == "Gateway/infra/edge")
    #expect(Set(try entry("GatewayClass/example").keys) == ["object", "conditions"])
    #expect(status.count == 6)
  }

  @Test("errors stand at the document that has them, also where two have the same name")
  func sameNames() async throws {
    let service = "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: %}]}}\n"
    try folder.write(
      [
        service.replacing("%", with: "80"), service.replacing("%", with: "70000"),
        service.replacing("%", with: "x"),
      ]
      .joined(separator: "---\n"), to: "twice.yaml")
    let report = try await report("-f", "twice.yaml", code: 65)
    #expect(report["verdict"] as? String == "invalid")
    let objects = try list(report, "objects")
    #expect(objects.map { $0["object"] as? String } == Array(repeating: "Service/default/s", count: 3))
    #expect(objects.map { $0["verdict"] as? String } == ["valid", "invalid", "invalid"])
    let errors = objects.map { ($0["errors"] as? [[String: Any]]) ?? [] }
    #expect(errors[0].isEmpty)
    #expect(
      errors[1].contains { $0["code"] as? String == "GW003" && $0["at"] as? String == "twice.yaml:3:1" })
    #expect(errors[1].contains { $0["path"] as? String == "spec.ports[0].port" })
    #expect(errors[2].allSatisfy { ($0["at"] as? String)?.hasPrefix("twice.yaml:5:") == true })
    #expect(
      errors[1].allSatisfy { Set($0.keys) == ["code", "path", "at", "message", "suggestion"] })
  }

  @Test("an invalid object takes no part in the status")
  func invalid() async throws {
    try folder.write(
      GatewayWorld.routes.replacing("percent: 42", with: "percent: 142"), to: "k8s/shop/routes.yaml")
    let report = try await report("-f", "k8s", code: 65)
    let invalid = try list(report, "objects").filter { $0["verdict"] as? String == "invalid" }
    #expect(invalid.map { $0["object"] as? String } == ["HTTPRoute/shop/front"])
    let error = try #require((invalid[0]["errors"] as? [[String: Any]])?.first)
    #expect(error["path"] as? String == "spec.rules[0].filters[1].requestMirror.percent")
    #expect((error["message"] as? String)?.contains("should be less than or equal to 100") == true)
    let status = try list(report, "status")
    #expect(!status.contains { $0["object"] as? String == "HTTPRoute/shop/front" })
    #expect(status.contains { $0["object"] as? String == "GRPCRoute/shop/calls" })
  }

  @Test(
    "files, folders, patterns and standard input are read together, and what belongs to no object is listed first"
  )
  func inputs() async throws {
    let ending = try await weir.run(
      "validate", "-o", "json", "-f", "k8s/shop/*.yaml", "-f", "k8s/gateway.yaml", "-f", "-",
      input: "{a: 1}\n")
    #expect(ending.exitCode == 65)
    let objects = try list(try JSONText(ending.stdout), "objects")
    #expect(objects.count == 8)
    #expect(objects[0]["verdict"] as? String == "invalid")
    #expect((objects[0]["errors"] as? [[String: Any]])?.first?["code"] as? String == "GW001")
  }

  @Test(
    "exit codes",
    arguments: [
      (["-f", "k8s"], 0), ([], 64), (["-f", "gone"], 66), (["-f", "k8s", "-o", "xml"], 64),
      (["-f", "k8s", "--release", "v9"], 64), (["-f", "k8s", "--channel", "beta"], 64),
      // Neither the policy nor `retry` is in the standard channel.
      (["-f", "k8s", "--channel", "standard"], 65), (["-f", "k8s", "--release", "v1.3"], 0),
      (["--explain", "gw301"], 0), (["--explain", "GW999"], 64),
    ] as [([String], Int32)])
  func exitCodes(_ arguments: [String], _ code: Int32) async throws {
    let ending = try await weir.start(["validate"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stdout.isEmpty == (code == 64 || code == 66))
  }

  @Test("people get a summary, the status as a table, and messages on standard error that --quiet leaves out")
  func table() async throws {
    let ending = try await weir.run("validate", "-f", "k8s")
    let lines = ending.stdout.split(separator: "\n").map(String.init)
    #expect(lines.first == "valid: 7 objects, 3 remarks")
    #expect(lines.contains { $0.hasPrefix("STATUS") && $0.hasSuffix("ROUTES  CONDITIONS") })
    #expect(
      lines.contains {
        $0.hasPrefix("Gateway/infra/edge") && $0.hasSuffix("Accepted, Programmed")
      })
    #expect(
      lines.contains {
        $0.hasPrefix("  listener http") && $0.hasSuffix("1  Accepted, ResolvedRefs, Programmed")
      })
    #expect(lines.contains { $0.hasSuffix("Accepted, not ResolvedRefs (BackendNotFound)") })
    #expect(ending.stderr.contains("k8s/shop/routes.yaml:14:54: warning[GW320]: HTTPRoute/shop/front"))
    let quiet = try await weir.run("validate", "-f", "k8s", "--quiet")
    #expect(quiet.stderr.isEmpty)
    #expect(quiet.exitCode == 0)
  }
}
