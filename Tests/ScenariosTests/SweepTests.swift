import Documents
import Foundation
import Scenarios
import Testing

@Suite("Sweeps that are written down")
struct SweepTests {
  private func read(_ spec: String, top: String = "") -> (sweep: SweepSpecification?, messages: [Diagnostic])
  {
    let diagnostics = Diagnostics()
    let text = "apiVersion: weir/v1\nkind: Sweep\n\(top)spec:\n  " + spec.replacing("\n", with: "\n  ")
    return (readSweep(text: text, folder: "sweeps", diagnostics: diagnostics), diagnostics.all)
  }

  @Test("a grid has a scenario and lists of values in their order")
  func grid() throws {
    let (sweep, messages) = read(
      """
      scenario: retry-storm
      vary:
        spec.dataPlane.replicas: [1, 2, 20]
        XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent: [5, 10]
        "spec.traffic[0].arrivals": [{poisson: {rate: 10/s}}, {constant: {rate: "10/s"}}]
      """, top: "metadata: {name: budgets, labels: {a: b}}\n")
    #expect(messages == [])
    let found = try #require(sweep)
    #expect(found.name == "budgets")
    #expect(found.scenario == "retry-storm")
    #expect(found.path == "sweeps/retry-storm")
    #expect(found.points == nil)
    #expect(
      found.vary.map(\.path) == [
        "spec.dataPlane.replicas", "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent",
        "spec.traffic[0].arrivals",
      ])
    #expect(
      found.vary.map(\.values) == [
        .list(["1", "2", "20"]), .list(["5", "10"]),
        .list(["{poisson: {rate: 10/s}}", "{constant: {rate: 10/s}}"]),
      ])
    #expect(gridSize(of: found.vary) == 12)
    let sets = found.vary.map { parameter in
      if case .list(let values) = parameter.values { parameter.change(to: values[0]) } else { "" }
    }
    #expect(ScenarioText().read(sets: sets).messages == [])
  }

  @Test("points of a Latin hypercube have ranges")
  func points() throws {
    let (sweep, messages) = read(
      "{scenario: /abs/s.yaml, points: 50, vary: {spec.dataPlane.replicas: {from: 1, to: 20}, spec.duration: {from: 10s, to: 1m}}}"
    )
    #expect(messages == [])
    #expect(sweep?.points == 50)
    #expect(sweep?.path == "/abs/s.yaml")
    #expect(
      sweep?.vary.map(\.values) == [
        .range(try ParameterRange(low: "1", high: "20")), .range(try ParameterRange(low: "10s", high: "1m")),
      ])
  }

  @Test(
    "a mistake is reported where it is",
    arguments: [
      ("vary: {spec.a: [1]}", "SCN001", 4, "scenario"), ("scenario: x", "SCN001", 4, "vary"),
      ("scenario: 3\nvary: {spec.a: [1]}", "SCN002", 4, "\"3\""),
      ("scenario: ''\nvary: {spec.a: [1]}", "SCN004", 4, "expected a file"),
      ("scenario: x\nvary: {}", "SCN002", 5, "a mapping from paths"),
      ("scenario: x\nvary: [1]", "SCN002", 5, "found a list"),
      ("scenario: x\nvari: {spec.a: [1]}", "SCN003", 5, "did you mean \"vary\""),
      ("scenario: x\nvary: {spec..a: [1]}", "YAML017", 5, "a key is missing"),
      ("scenario: x\nvary: {spec.a=1: [1]}", "SCN009", 5, "expected a path"),
      ("scenario: x\nvary: {a/b/c/d:spec.a: [1]}", "SCN009", 5, "KIND/NAMESPACE/NAME"),
      ("scenario: x\nvary: {spec.a: 1}", "SCN002", 5, "a list of values"),
      ("scenario: x\nvary: {spec.a: []}", "SCN002", 5, "a list of values"),
      ("scenario: x\nvary: {spec.a: [1, 2, 1]}", "SCN017", 5, "twice"),
      ("scenario: x\nvary: {spec.a: {from: 1, to: 2}}", "SCN002", 5, "goes with spec.points"),
      ("scenario: x\npoints: 5\nvary: {spec.a: [1]}", "SCN002", 6, "every path has a range"),
      ("scenario: x\npoints: 0\nvary: {spec.a: {from: 1, to: 2}}", "SCN004", 5, "at least 1"),
      ("scenario: x\npoints: 100001\nvary: {spec.a: {from: 1, to: 2}}", "SCN006", 5, "100000"),
      ("scenario: x\npoints: 5\nvary: {spec.a: {from: 1}}", "SCN001", 6, "\"to\""),
      ("scenario: x\npoints: 5\nvary: {spec.a: {from: 1, too: 2}}", "SCN003", 6, "did you mean \"to\""),
      ("scenario: x\npoints: 5\nvary: {spec.a: {from: 2, to: 1}}", "SCN016", 6, "not below"),
      ("scenario: x\npoints: 5\nvary: {spec.a: {from: [1], to: 2}}", "SCN002", 6, "found a list"),
      ("scenario: x\nvary: {spec.a: [1], 'spec[\"a\"]': [2]}", "SCN017", 5, "varied twice"),
      (
        "scenario: x\nvary: {spec.a: [\((0..<65).map(String.init).joined(separator: ","))]}", "SCN006", 5,
        "65 values"
      ),
      (
        "scenario: x\nvary: {\((0..<9).map { "p\($0): [1]" }.joined(separator: ", "))}", "SCN006", 5,
        "9 paths"
      ),
      (
        "scenario: x\nvary: {\("abc".map { "\($0): [\((0..<50).map(String.init).joined(separator: ","))]" }.joined(separator: ", "))}",
        "SCN006", 5, "125000 combinations"
      ),
    ])
  func mistakes(spec: String, code: String, line: Int, says: String) {
    let (sweep, messages) = read(spec)
    #expect(sweep == nil)
    #expect(
      messages.contains { $0.code == code && $0.location?.line == line && $0.words.contains(says) },
      "\(messages.map { "\($0.code) \($0.location?.line ?? 0) \($0.words)" })")
  }

  @Test("all mistakes come in one pass")
  func onePass() {
    let (sweep, messages) = read(
      "scenario: [x]\npoint: 3\nvary: {spec..a: [], spec.b: [1, 1], spec.c: 5}",
      top: "metadata: {name: a/b, nam: c}\nmore: 1\n")
    #expect(sweep == nil)
    #expect(
      messages.map(\.code).sorted() == [
        "SCN002", "SCN002", "SCN002", "SCN003", "SCN003", "SCN003", "SCN004", "SCN017", "YAML017",
      ])
  }

  @Test(
    "a file that is not one Sweep says so",
    arguments: [
      ("apiVersion: weir/v1\nkind: Scenario\n", "no Sweep"), ("apiVersion: v1\nkind: Sweep\n", "no Sweep"),
      (
        "apiVersion: weir/v1\nkind: Sweep\nspec: {scenario: x, vary: {a: [1]}}\n---\nkind: Service\n",
        "no other document"
      ),
    ])
  func otherFiles(text: String, says: String) {
    let diagnostics = Diagnostics()
    #expect(readSweep(text: text, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == ["SCN018"])
    #expect(diagnostics.all.first?.message.contains(says) == true)
  }

  @Test("a sweep without a spec, and files that are missing or empty, have one message")
  func missing() throws {
    let folder = try Folder()
    try folder.write("empty.yaml", "# nothing\n")
    try folder.write("bare.yaml", "apiVersion: weir/v1\nkind: Sweep\n")
    for (name, code) in [("nowhere.yaml", "YAML001"), ("empty.yaml", "YAML003"), ("bare.yaml", "SCN001")] {
      let diagnostics = Diagnostics()
      #expect(readSweep(path: "\(folder.path)/\(name)", diagnostics: diagnostics) == nil)
      #expect(diagnostics.all.map(\.code) == [code])
    }
  }

  @Test("the example on the page about the format is a sweep of a scenario of the gallery")
  func example() throws {
    let page = try String(contentsOfFile: "\(repository)/scenarios/FORMAT.md", encoding: .utf8)
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    let sweeps = blocks.filter { $0.contains("kind: Sweep") }
    #expect(sweeps.count == 2)
    for text in sweeps {
      let diagnostics = Diagnostics()
      let sweep = try #require(
        readSweep(text: text, folder: "\(repository)/scenarios", diagnostics: diagnostics),
        "\(diagnostics.all.map(\.words))")
      let sets = sweep.vary.map { parameter in
        switch parameter.values {
        case .list(let values): parameter.change(to: values[0])
        case .range(let range): parameter.change(to: range.value(at: 0.5))
        }
      }
      #expect(readScenario(path: sweep.path, sets: sets, diagnostics: diagnostics) != nil)
      #expect(diagnostics.all == [])
    }
  }
}
