import Documents
import Foundation
import Scenarios
import Testing

@Suite("Changes of the command line")
struct ChangeTests {
  private func budget(_ scenario: Scenario?) -> Int? {
    scenario?.configuration.retryBudget(of: NamespacedName(namespace: "shop", name: "checkout"))?.percent
  }

  @Test("--set changes the scenario, also where the field was not there")
  func scenario() throws {
    let sets = [
      "spec.dataPlane.replicas=20", "spec.duration=1h", "spec.services[1].serviceTime={constant: 5ms}",
      "metadata.name=b",
    ]
    let (scenario, messages) = ScenarioText().read(sets: sets)
    #expect(messages == [])
    let found = try #require(scenario)
    #expect(found.dataPlane.replicas == 20)
    #expect(found.duration == 3_600_000_000_000)
    #expect(found.services[1].serviceTime.mean == 0.005)
    #expect(found.name == "b")
    #expect(found.overrides == sets.map { "--set \($0)" })
  }

  @Test("--set changes manifests")
  func manifestFields() throws {
    let (scenario, messages) = ScenarioText().read(sets: [
      "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10",
      "HTTPRoute/shop/front:spec.rules[0].retry.attempts=5",
    ])
    #expect(messages == [])
    #expect(budget(scenario) == 10)
    let request = HTTPRequest(host: "shop.example", path: "/checkout")
    let gateway = NamespacedName(namespace: "infra", name: "edge")
    guard case .matched(let rule)? = scenario?.configuration.answer(request, gateway: gateway, port: 80)
    else {
      Issue.record("not routed")
      return
    }
    #expect(rule.plan.retry?.attempts == 5)
  }

  @Test("the last of several changes of one field counts")
  func last() {
    #expect(ScenarioText().read(sets: ["spec.seed=3", "spec.seed=4"]).scenario?.seed == 4)
  }

  @Test(
    "a change that cannot be made says why",
    arguments: [
      ("spec.seed", "SCN009", "PATH=VALUE"),
      ("spec..seed=1", "YAML017", "a key is missing"),
      ("spec.seed=[1", "YAML005", "is closed"),
      ("spec.sed=1", "SCN003", "did you mean \"seed\""),
      ("spec.dataPlan.replicas=2", "SCN003", "did you mean \"dataPlane\""),
      ("spec.seed=x", "SCN002", "whole number"),
      ("spec.services[7].endpoints=1", "YAML017", "2 items"),
      ("spec.duration.x=1", "YAML017", "no key"),
      ("HTTPRoute/shop/frnt:spec.rules[0].retry.attempts=5", "SCN010", "HTTPRoute/shop/front"),
      ("HTTPRoute/a/b/c:spec=1", "SCN009", "KIND/NAMESPACE/NAME"),
      ("HTTPRoute/shop/front:spec.rules[0].retry.attempt=5", "SCN011", "attempts"),
      (
        "XBackendTrafficPolicy/shop/checkout:spec.retryConstrain.budget.percent=5", "SCN011",
        "retryConstraint"
      ),
      ("HTTPRoute/shop/front:spec.rules[0].retry.attempts=x", "GW102", "attempts"),
    ])
  func mistakes(change: String, code: String, says: String) {
    let (scenario, messages) = ScenarioText().read(sets: [change])
    #expect(scenario == nil)
    let found = messages.first { $0.code == code && $0.severity == .error }
    #expect(found?.words.contains(says) == true, "\(messages.map { "\($0.code) \($0.words)" })")
    #expect(found?.location?.file.hasPrefix("--set") == true || found?.location?.file == "scenario.yaml")
  }

  @Test(
    "an overlay merges into documents of the same kind, namespace and name, lists replace, and --set comes after it"
  )
  func overlay() throws {
    let folder = try Folder()
    try folder.write(
      "overlay.yaml",
      """
      apiVersion: weir/v1
      kind: Scenario
      spec: {dataPlane: {replicas: 3}, checks: [success_ratio > 50%]}
      ---
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: checkout, namespace: shop}
      spec: {retryConstraint: {budget: {percent: 5}}}
      """)
    let (scenario, messages) = ScenarioText().read(overlays: ["\(folder.path)/overlay.yaml"])
    #expect(messages == [])
    #expect(scenario?.dataPlane.replicas == 3)
    #expect(scenario?.checks.count == 1)
    #expect(budget(scenario) == 5)
    #expect(scenario?.inputs.map(\.file) == ["scenario.yaml", "\(folder.path)/overlay.yaml"])
    #expect(scenario?.overrides == ["--overlay \(folder.path)/overlay.yaml"])
    let after = ScenarioText().read(
      sets: ["spec.dataPlane.replicas=4"], overlays: ["\(folder.path)/overlay.yaml"])
    #expect(after.scenario?.dataPlane.replicas == 4)
  }

  @Test(
    "an overlay may add an object, which is said, with a warning where the name is nearly one that is there")
  func addition() throws {
    let folder = try Folder()
    func document(_ name: String) -> String {
      "apiVersion: v1\nkind: Service\nmetadata: {name: \(name), namespace: shop}\nspec: {ports: [{port: 80}]}\n"
    }
    try folder.write("new.yaml", document("completely-new"))
    try folder.write("near.yaml", document("chekout"))
    let new = ScenarioText().read(overlays: ["\(folder.path)/new.yaml"])
    #expect(new.scenario?.configuration.services.count == 3)
    #expect(new.messages.map(\.code) == [ScenarioCode.overlayAdds.rawValue])
    #expect(new.messages.map(\.severity) == [.note])
    let near = ScenarioText().read(overlays: ["\(folder.path)/near.yaml"])
    #expect(near.messages.map(\.severity) == [.warning])
    #expect(near.messages.first?.suggestion?.contains("Service/shop/checkout") == true)
  }

  @Test("an overlay for another scenario is an error")
  func otherScenario() throws {
    let folder = try Folder()
    try folder.write(
      "other.yaml", "apiVersion: weir/v1\nkind: Scenario\nmetadata: {name: other}\nspec: {seed: 2}\n")
    let (scenario, messages) = ScenarioText().read(overlays: ["\(folder.path)/other.yaml"])
    #expect(scenario == nil)
    #expect(messages.map(\.code) == [ScenarioCode.changeTarget.rawValue])
  }

  @Test(
    "manifests are files, folders and patterns beside the scenario; what is missing is an error where it is named"
  )
  func manifestPaths() throws {
    let folder = try Folder()
    let parts = manifests.components(separatedBy: "---\n").filter { !$0.isEmpty }
    for (index, part) in parts.enumerated() { try folder.write("parts/\(index).yaml", part) }
    var text = ScenarioText()
    text.objects = ""
    for paths in ["[parts/]", "[\"parts/*.yaml\"]", "[\"parts/[0-4].yaml\", parts]"] {
      text.more = "manifests: \(paths)"
      try folder.write("scenario.yaml", text.text)
      let diagnostics = Diagnostics()
      let scenario = readScenario(path: "\(folder.path)/scenario.yaml", diagnostics: diagnostics)
      if paths.contains("[0-4]") {
        #expect(diagnostics.all.first?.location?.line == 6)
        #expect(scenario == nil)
      } else {
        #expect(diagnostics.all == [])
        #expect(scenario?.inputs.count == 1 + parts.count)
      }
    }
  }
}

/// A folder of a test, removed when it is over.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
