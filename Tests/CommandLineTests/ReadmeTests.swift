import Foundation
import Testing

/// What the README says is what a reader will see.
@Suite("The README")
struct ReadmeTests {
  static let path = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
    .appendingPathComponent("README.md").path

  /// The text between the fences of the first block after `marker`.
  static func block(after marker: String, fence: String, in text: String) throws -> Range<String.Index> {
    let start = try #require(text.range(of: marker)).upperBound
    let open = try #require(text.range(of: "```\(fence)\n", range: start..<text.endIndex)).upperBound
    let close = try #require(text.range(of: "```", range: open..<text.endIndex)).lowerBound
    return open..<close
  }

  /// The commands whose output is shown, as the comments before it give them.
  static let commands: [String] = {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.matches(of: /<!-- output of: (weir .*) -->/).map { String($0.1) }
  }()

  /// `WEIR_UPDATE_GOLDENS=1` writes the outputs into the README.
  @Test("shows what its commands print, to the letter")
  func outputs() async throws {
    #expect(Self.commands.count >= 3)
    for command in Self.commands {
      var text = try String(contentsOfFile: Self.path, encoding: .utf8)
      let weir = WeirCommand(folder: try TemporaryFolder())
      try FileManager.default.createSymbolicLink(
        atPath: weir.folder.url.appendingPathComponent("scenarios").path,
        withDestinationPath: WeirCommand.gallery)
      let ending = try await weir.start(command.split(separator: " ").dropFirst().map(String.init)).ending()
      #expect(ending.exitCode == 0)
      let shown = try Self.block(after: "<!-- output of: \(command) -->", fence: "text", in: text)
      if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
        text.replaceSubrange(shown, with: ending.stdout)
        try text.write(toFile: Self.path, atomically: true, encoding: .utf8)
      } else {
        #expect(String(text[shown]) == ending.stdout, "\(command)")
      }
    }
  }

  @Test("has a scenario that runs, and whose variant runs")
  func ownQuestion() async throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let folder = try TemporaryFolder()
    let scenario = String(text[try Self.block(after: "## Ask your own question", fence: "yaml", in: text)])
    try folder.write(scenario, to: "my-question.yaml")
    try folder.write(Self.manifests, to: "k8s/all.yaml")
    let weir = WeirCommand(folder: folder)
    let plain = try await weir.run("run", "my-question.yaml", "-o", "json")
    #expect(plain.stderr.isEmpty)
    // The checks of the example are meant to be looked at: they may fail, but they are judged.
    #expect([0, 1].contains(plain.exitCode))
    let variant = try await weir.run(
      "run", "my-question.yaml", "-o", "json", "--set",
      "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5")
    #expect(variant.stdout != plain.stdout)
    let check = try await weir.run("check", "my-question.yaml", "--strict", "--report", "markdown=summary.md")
    #expect([0, 1, 2].contains(check.exitCode))
    #expect(folder.read("summary.md")?.contains("my-question") == true)
  }

  static let manifests = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/gateway}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: shop}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: front, namespace: shop}
    spec: {ports: [{port: 80}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: checkout, namespace: shop}
    spec: {ports: [{port: 80}]}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: shop, namespace: shop}
    spec:
      parentRefs: [{name: edge}]
      hostnames: [shop.example]
      rules:
      - matches: [{path: {value: /checkout}}]
        retry: {attempts: 3, codes: [503]}
        backendRefs: [{name: checkout, port: 80}]
      - backendRefs: [{name: front, port: 80}]
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: checkout, namespace: shop}
    spec:
      targetRefs: [{group: "", kind: Service, name: checkout}]
      retryConstraint: {budget: {percent: 20, interval: 10s}}
    """
}
