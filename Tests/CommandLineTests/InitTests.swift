import Foundation
import Testing

@Suite("init")
struct InitTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "gallery"), withDestinationPath: WeirCommand.gallery)
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

  // MARK: What is written

  @Test("the manifests of quickstart make a scenario with their budget, retries and mirror")
  func quickstart() async throws {
    let ending = try await weir.run("init", "-f", "gallery/quickstart/manifests")
    #expect(ending.exitCode == 0)
    try expectGolden(ending.stdout, "init-quickstart.yaml")
    #expect(
      ending.stderr == """
        assumed: 400 requests per second, Poisson, at which shop/checkout is 50 % busy
        assumed: every request of the mix comes as often as any other
        assumed: of every service: 8 requests at a time and 64 waiting per endpoint, and 20ms for each, or a tenth of the shortest timeout
        assumed: 1 endpoint of shop/checkout, shop/front, shop/front-next
        assumed: 1 gateway replica

        """)
  }

  /// Two thirds of what the conformance suite has for weights, with the Deployments behind its Services.
  private static let weights = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: same-namespace, namespace: infra}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Same}}}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: unused, namespace: infra}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: weighted-backends, namespace: infra}
    spec:
      parentRefs: [{name: same-namespace}]
      rules:
        - backendRefs: [{name: v1, port: 8080, weight: 70}, {name: v2, port: 8080, weight: 30}, {name: v3, port: 8080, weight: 0}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v1, namespace: infra}
    spec: {selector: {app: v1}, ports: [{port: 8080}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v2, namespace: infra}
    spec: {selector: {app: v2}, ports: [{port: 8080}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v3, namespace: infra}
    spec: {selector: {app: v3}, ports: [{port: 8080}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: v1, namespace: infra}
    spec: {replicas: 2, selector: {matchLabels: {app: v1}}, template: {metadata: {labels: {app: v1}}}}

    """

  @Test("weights make shares, and a service without weight is known to get nothing")
  func weighted() async throws {
    try folder.write(Self.weights, to: "k8s/all.yaml")
    let ending = try await weir.run("init", "-f", "k8s", "--out", "scenario.yaml")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout == "")
    #expect(ending.stderr.hasSuffix("assumed: 1 gateway replica\nwritten; next: weir run scenario.yaml\n"))
    try expectGolden(try #require(folder.read("scenario.yaml")), "init-weights.yaml")
    let run = try await weir.run("run", "scenario.yaml", "--strict")
    #expect(run.exitCode == 0, "\(run.stdout)")
    #expect(run.stderr == "")
  }

  @Test("every command in its comments can be typed as it stands there", .timeLimit(.minutes(10)))
  func comments() async throws {
    try folder.write(Self.weights, to: "k8s/all.yaml")
    try folder.write(Self.weights.replacing("weight: 70", with: "weight: 50"), to: "CHANGED/all.yaml")
    _ = try await weir.run("init", "-f", "k8s", "--out", "my scenario.yaml")
    let text = try #require(folder.read("my scenario.yaml"))
    let policy = try #require(text.firstMatch(of: /(?m)^# {3}(\{apiVersion.*)$/))
    try folder.write(String(policy.1), to: "budget.yaml")
    let commands = text.matches(of: /(?m)^# {3}weir (.*)$/).map { String($0.1) }
    #expect(commands.map { $0.prefix { $0 != " " } } == ["run", "find", "find", "compare", "compare"])
    for command in commands {
      // Short runs, for it is the words that are tried; what they find may then be a failure or unclear.
      let short =
        command.hasPrefix("run")
        ? "--replications 1"
        : "--set spec.faults=[] --set spec.warmUp=0 --set spec.checks=[] --duration 1s"
      let ending = try await weir.start(
        ["-c", "exec '\(WeirCommand.executable.path)' \(command) \(short)"],
        executable: URL(fileURLWithPath: "/bin/sh")
      ).ending()
      #expect([0, 1].contains(ending.exitCode), "\(command): \(ending.stderr)")
    }
  }

  @Test("manifests are named from the folder of the file, wherever the command runs")
  func elsewhere() async throws {
    try folder.write(Self.weights, to: "k8s/all.yaml")
    try folder.write("", to: "tests/load/keep")
    for (paths, named) in [
      (["-f", "k8s/"], "../../k8s/"), (["-f", folder.path(of: "k8s/all.yaml")], "../../k8s/all.yaml"),
      (["-f", "k8s/*.yaml"], "../../k8s/*.yaml"),
    ] {
      let ending = try await weir.start(["init", "--force", "--out", "tests/load/s.yaml"] + paths).ending()
      #expect(ending.exitCode == 0, "\(ending.stderr)")
      #expect(folder.read("tests/load/s.yaml")?.contains("  manifests:\n    - \"\(named)\"\n") == true)
    }
    let inside = try await weir.run("init", "-f", "k8s", "--out", "k8s/scenario.yaml")
    #expect(inside.exitCode == 0, "\(inside.stderr)")
    #expect(folder.read("k8s/scenario.yaml")?.contains("  manifests:\n    - .\n") == true)
    // What was written there is a Scenario and no manifest.
    let again = try await weir.run("init", "-f", "k8s", "--out", "k8s/scenario.yaml", "--force")
    #expect(again.exitCode == 0, "\(again.stderr)")
  }

  @Test("manifests of the standard input become part of the file")
  func standardInput() async throws {
    let ending = try await weir.run("init", "-f", "-", "--out", "s.yaml", input: Self.weights)
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let text = try #require(folder.read("s.yaml"))
    #expect(text.hasSuffix("---\n" + Self.weights))
    #expect(!text.contains("manifests:"))
    let run = try await weir.run("run", "s.yaml", "--replications", "1")
    #expect(run.exitCode == 0, "\(run.stderr)")
  }

  // MARK: What is refused

  @Test("a file that is there stays as it is, unless it may be replaced")
  func existing() async throws {
    try folder.write(Self.weights, to: "all.yaml")
    try folder.write("mine", to: "s.yaml")
    let refused = try await weir.run("init", "-f", "all.yaml", "--out", "s.yaml")
    #expect(refused.exitCode == 73)
    #expect(refused.stderr == "weir: s.yaml exists already: --force replaces it\n")
    #expect(folder.read("s.yaml") == "mine")
    let forced = try await weir.run("init", "-f", "all.yaml", "--out", "s.yaml", "--force", "-q")
    #expect(forced.exitCode == 0)
    #expect(forced.stderr == "")
    #expect(folder.read("s.yaml")?.hasPrefix("# A scenario to start from") == true)
    let own = try await weir.run("init", "-f", "all.yaml", "--out", "all.yaml", "--force")
    #expect(own.exitCode == 64)
    #expect(folder.read("all.yaml") == Self.weights)
  }

  @Test("invalid manifests are answered as validate answers them, and nothing is written")
  func invalid() async throws {
    try folder.write(Self.weights.replacing("weight: 70", with: "weight: -1"), to: "all.yaml")
    let ending = try await weir.run("init", "-f", "all.yaml", "--out", "s.yaml")
    let validation = try await weir.run("validate", "-f", "all.yaml", "-q")
    #expect(ending.exitCode == 65 && validation.exitCode == 65)
    #expect(ending.stderr == validation.stderr)
    #expect(folder.read("s.yaml") == nil)
  }

  @Test("what is missing is said")
  func missing() async throws {
    let parts = Self.weights.components(separatedBy: "---\n")
    try folder.write(
      parts.filter { !$0.contains("kind: Gateway\n") }.joined(separator: "---\n"), to: "routes.yaml")
    try folder.write(
      parts.filter { !$0.contains("kind: HTTPRoute") }.joined(separator: "---\n"), to: "gateway.yaml")
    for (arguments, code, message) in [
      (
        ["-f", "routes.yaml"], Int32(65),
        "weir: the manifests hold no Gateway: name the file that declares it with one more -f\n"
      ),
      (
        ["-f", "gateway.yaml"], 65,
        "weir: the manifests hold no HTTPRoute and no GRPCRoute: name their files with one more -f\n"
      ),
      ([], 64, "weir: no manifests are named: add -f FILE or -f FOLDER\n"),
    ] {
      let ending = try await weir.start(["init"] + arguments).ending()
      #expect(ending.exitCode == code)
      #expect(ending.stderr == message)
      #expect(ending.stdout == "")
    }
    #expect(try await weir.run("init", "-f", "none.yaml").exitCode == 66)
  }

  // MARK: Many manifests

  @Test(
    "the manifests of every scenario of the gallery make one whose checks hold", arguments: Gallery.names
  )
  func gallery(name: String) async throws {
    let manifests = "gallery/\(name)/manifests"
    let source =
      FileManager.default.fileExists(atPath: folder.path(of: manifests))
      ? manifests : "gallery/\(name)/scenario.yaml"
    let ending = try await weir.run("init", "-f", source, "--out", "s.yaml")
    try #require(ending.exitCode == 0, "\(ending.stderr)")
    let run = try await weir.run("run", "s.yaml", "--strict", "-q")
    #expect(run.exitCode == 0, "\(run.stderr)\(run.stdout)")
  }

  @Test(
    "the conformance samples make one whose checks hold, but for those without a request to ask",
    .enabled(
      if: FileManager.default.fileExists(atPath: ConformanceTests.folder.path),
      "the samples are not beside the package"))
  func conformance() async throws {
    let samples = ConformanceTests.folder.appending(path: "routing").path
    var refused: [String: String] = [:]
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: samples).sorted() {
      let ending = try await weir.run(
        "init", "-f", "\(samples)/\(name)/manifests.yaml", "--out", "s.yaml", "--force", "-q")
      guard ending.exitCode == 0 else {
        #expect(ending.exitCode == 65)
        refused[name] = ending.stderr
        continue
      }
      count += 1
      let run = try await weir.run("run", "s.yaml", "--strict", "-q")
      #expect(run.exitCode == 0, "\(name): \(run.stderr)\(run.stdout)")
    }
    let noRoute = "weir: the manifests hold no HTTPRoute"
    for (name, message) in [
      ("gateway-invalid-route-kind", noRoute), ("gateway-secret-missing-reference-grant", noRoute),
      ("listenerset-allowed-namespace-selector", noRoute), ("listenerset-hostname-conflict", noRoute),
      ("httproute-disallowed-kind", "weir: no route is attached"),
      ("httproute-invalid-nonexistent-backendref", "weir: no request reaches a Service"),
    ] {
      #expect(refused.removeValue(forKey: name)?.hasPrefix(message) == true, "\(name)")
    }
    #expect(refused.isEmpty && count == 14, "\(refused)")
  }
}
