import Documents
import Scenarios
import Testing

@Suite("What differs between scenarios")
struct DocumentChangeTests {
  private func read(
    _ text: ScenarioText = ScenarioText(), sets: [String] = [], overlays: [String] = []
  ) throws -> Scenario {
    let (scenario, messages) = text.read(sets: sets, overlays: overlays)
    return try #require(scenario, "\(messages.map(\.words))")
  }

  /// `object path: from -> to (place: line)` of each change.
  private func changes(_ base: Scenario, _ variant: Scenario) -> [String] {
    documentChanges(from: base, to: variant).all.map {
      "\($0.object) \($0.path): \($0.from ?? "nothing") -> \($0.to ?? "nothing") (\($0.location): \($0.line ?? "?"))"
    }
  }

  @Test("scenarios that say the same differ in nothing")
  func nothing() throws {
    var other = ScenarioText()
    other.more = "seed:   1   # the same"
    other.source = "arrivals: {poisson: {rate: 10/s}}, name: \"users\""
    #expect(changes(try read(), try read(other)) == [])
  }

  @Test("a change of the command line is where that stands")
  func sets() throws {
    let variant = try read(sets: [
      "spec.dataPlane.replicas=20",
      "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10",
      "spec.seed=2", "spec.services[0].serviceTime=0.02s",
    ])
    #expect(
      changes(try read(), variant) == [
        "Scenario spec.seed: 1 -> 2 (--set spec.seed:1:1: spec.seed=2)",
        "Scenario spec.services[0].serviceTime: 20ms -> 0.02s "
          + "(--set spec.services[0].serviceTime:1:1: spec.services[0].serviceTime=0.02s)",
        "Scenario spec.dataPlane: nothing -> {replicas: 20} "
          + "(--set spec.dataPlane.replicas:1:1: spec.dataPlane.replicas=20)",
        "XBackendTrafficPolicy/shop/checkout spec.retryConstraint.budget.percent: 20 -> 10 "
          + "(--set XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent:1:1: "
          + "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10)",
      ])
  }

  @Test("an overlay's change is in its file, and what it removes is where it was")
  func overlays() throws {
    let folder = try Folder()
    try folder.write(
      "o.yaml",
      """
      apiVersion: weir/v1
      kind: Scenario
      spec: {seed: null, duration: 61s}
      ---
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: checkout, namespace: shop}
      spec:
        retryConstraint: {budget: {percent: 5}}
      """)
    let file = "\(folder.path)/o.yaml"
    #expect(
      changes(try read(), try read(overlays: [file])) == [
        "Scenario spec.duration: 60s -> 61s (\(file):3:30: spec: {seed: null, duration: 61s})",
        "Scenario spec.seed: 1 -> nothing (scenario.yaml:6:3: seed: 1)",
        "XBackendTrafficPolicy/shop/checkout spec.retryConstraint.budget.percent: 20 -> 5 "
          + "(\(file):9:39: retryConstraint: {budget: {percent: 5}})",
      ])
  }

  @Test("an inserted rule is one change, and the scenario's name and description are changes like others")
  func files() throws {
    var text = ScenarioText()
    text.head = "metadata: {name: other}"
    text.objects = text.objects.replacing(
      "  rules:\n",
      with: "  rules:\n    - {matches: [{path: {value: /new}}], backendRefs: [{name: next, port: 80}]}\n")
    let found = documentChanges(from: try read(), to: try read(text)).all
    #expect(found.map(\.object) == ["Scenario", "HTTPRoute/shop/front"])
    #expect(found.map(\.path) == ["metadata.name", "spec.rules[0]"])
    #expect(found.map(\.from) == ["test", nil])
    #expect(found.last?.to == "{matches: [{path: {value: /new}}], backendRefs: [{name: next, port: 80}]}")
    #expect(found.last?.line == "- {matches: [{path: {value: /new}}], backendRefs: [{name: next, port: 80}]}")
    #expect(found.last?.location.file == "scenario.yaml")
  }

  @Test("an object that only one of them has is one change, and those that are gone come last")
  func objects() throws {
    let service =
      "---\napiVersion: v1\nkind: Service\nmetadata: {name: SERVICE, namespace: shop}\nspec: {ports: [{port: 80}]}\n"
    var base = ScenarioText()
    base.objects = service.replacing("SERVICE", with: "gone") + base.objects
    var variant = ScenarioText()
    variant.objects += "\n" + service.replacing("SERVICE", with: "new")
    variant.objects += "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: more}\n"
    variant.objects = variant.objects.replacing(
      "hostnames: [shop.example]", with: "hostnames: [shop.example, b.example]")
    let found = documentChanges(from: try read(base), to: try read(variant)).all
    #expect(
      found.map(\.object) == [
        "HTTPRoute/shop/front", "Service/shop/new", "Namespace/more", "Service/shop/gone",
      ])
    #expect(found.map(\.path) == ["spec.hostnames[1]", "", "", ""])
    #expect(found.map { $0.from != nil } == [false, false, false, true])
    #expect(found.map { $0.to != nil } == [true, true, true, false])
    #expect(found.last?.from?.hasPrefix("{apiVersion: v1, kind: Service, metadata: {name: gone,") == true)
    #expect(found.last?.location.description == "scenario.yaml:15:1")
    #expect(found.last?.line == "apiVersion: v1")
  }

  @Test("another version of an API is a change of the object, another group another object")
  func versions() throws {
    var text = ScenarioText()
    text.objects = text.objects.replacing(
      "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute",
      with: "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute")
    #expect(
      documentChanges(from: try read(), to: try read(text)).all.map { "\($0.object) \($0.path)" } == [
        "HTTPRoute/shop/front apiVersion"
      ])
    func other(_ group: String) -> ScenarioText {
      var text = ScenarioText()
      text.objects += "\n---\napiVersion: \(group)/v1\nkind: Widget\nmetadata: {name: w, namespace: shop}\n"
      return text
    }
    let found = documentChanges(from: try read(other("a.example")), to: try read(other("b.example"))).all
    #expect(
      found.map { "\($0.object) \($0.from != nil) \($0.to != nil)" } == [
        "Widget/shop/w false true", "Widget/shop/w true false",
      ])
  }

  @Test("ten thousand changes are told one by one, the others counted; long texts and lines are cut")
  func bounds() throws {
    func widgets(_ count: Int, _ value: String) -> ScenarioText {
      var text = ScenarioText()
      let values = Array(repeating: value, count: count).joined(separator: ", ")
      text.objects +=
        "\n---\napiVersion: a.example/v1\nkind: Widget\nmetadata: {name: w}\nspec: {values: [\(values)]}\n"
      text.objects += "---\napiVersion: a.example/v1\nkind: Widget\nmetadata: {name: v}\nspec: \(value)\n"
      return text
    }
    let many = documentChanges(from: try read(widgets(10_500, "1")), to: try read(widgets(10_500, "2")))
    #expect(many.all.count == DocumentChanges.limit)
    #expect(many.omitted == 501)
    #expect(many.all.allSatisfy { ($0.line ?? "").count <= 202 })
    let long = String(repeating: "x", count: 5_000)
    let one = documentChanges(from: try read(widgets(0, "1")), to: try read(widgets(0, long))).all
    #expect(one.map(\.path) == ["spec"])
    #expect(one.first?.to == long.prefix(1_000) + "…")
    #expect(one.first?.line == "spec: " + long.prefix(194) + "…")
  }

  @Test("thousands of changes below long keys, in a long name and on a long line take little memory")
  func repetition() throws {
    func widget(_ value: String) -> ScenarioText {
      var text = ScenarioText()
      let name = String(repeating: "n", count: 100_000)
      let key = String(repeating: "k", count: 100_000)
      let values = Array(repeating: value, count: 10_000).joined(separator: ", ")
      text.objects +=
        "\n---\n{apiVersion: a.example/v1, kind: Widget, metadata: {name: \(name)}, ? \(key) : [\(values)]}\n"
      return text
    }
    let found = documentChanges(from: try read(widget("111")), to: try read(widget("222")))
    #expect(found.all.count == 10_000)
    #expect(
      found.all.allSatisfy { $0.object.utf8.count < 1_010 && $0.path.utf8.count < 300 && $0.line == nil })
    #expect(found.all.last?.path == String(repeating: "k", count: 64) + "…[9999]")
  }

  @Test("two folders of manifests are compared under one scenario, whose own documents count")
  func folders() throws {
    let folder = try Folder()
    let parts = manifests.components(separatedBy: "---\n").filter { !$0.isEmpty }
    for (index, part) in parts.enumerated() {
      try folder.write("base/\(index).yaml", part)
      try folder.write("head/all/\(index).yaml", part.replacing("percent: 20", with: "percent: 15"))
    }
    var text = ScenarioText()
    text.more = "manifests: [nowhere/]"
    text.objects = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: own}"
    try folder.write("scenario.yaml", text.text)
    func read(_ name: String) throws -> Scenario {
      let diagnostics = Diagnostics()
      let scenario = readScenario(
        path: "\(folder.path)/scenario.yaml", manifests: ["\(folder.path)/\(name)"], diagnostics: diagnostics)
      return try #require(scenario, "\(diagnostics.all.map(\.words))")
    }
    let (base, head) = (try read("base"), try read("head"))
    #expect(base.inputs.count == 1 + parts.count)
    #expect(base.overrides == ["--manifests \(folder.path)/base"])
    #expect(base.documents.count == 2 + parts.count)
    #expect(
      changes(base, head) == [
        "XBackendTrafficPolicy/shop/checkout spec.retryConstraint.budget.percent: 20 -> 15 "
          + "(\(folder.path)/head/all/3.yaml:6:39: retryConstraint: {budget: {percent: 15, interval: 10s}, minRetryRate: {count: 3, interval: 1s}})"
      ])
  }

  @Test("a folder without a manifest, and one that is not there, are errors")
  func missingFolders() throws {
    let folder = try Folder()
    try folder.write("empty/README.md", "nothing")
    try folder.write("comments/a.yaml", "# nothing\n")
    try folder.write("scenarios/a.yaml", "apiVersion: weir/v1\nkind: Scenario\n")
    let cases = [
      ("empty", "YAML003"), ("comments", "YAML003"), ("scenarios", "YAML003"), ("nowhere", "YAML001"),
    ]
    for (name, code) in cases {
      let diagnostics = Diagnostics()
      let scenario = readScenario(
        text: ScenarioText().text, manifests: ["\(folder.path)/\(name)"], diagnostics: diagnostics)
      #expect(scenario == nil)
      #expect(diagnostics.all.map(\.code) == [code])
    }
  }
}
