import Documents
import Scenarios
import Testing

@Suite("Variants of a command line")
struct VariantTests {
  private func read(_ arguments: String...) -> (variants: [RequestedVariant], messages: [Diagnostic]) {
    let diagnostics = Diagnostics()
    return (readVariants(arguments, diagnostics: diagnostics), diagnostics.all)
  }

  @Test(
    "a scenario is named after its file, or the folder of a scenario.yaml",
    arguments: [
      ("retry-storm", "retry-storm"), ("scenarios/quickstart/scenario.yaml", "quickstart"),
      ("a/b.c.yaml", "b.c"),
      ("scenario.yaml", "scenario"), ("x/pull request 7.yaml", "pull-request-7"), ("é.yaml", "-"),
      (".hidden", ".hidden"),
      (String(repeating: "long", count: 40), String(repeating: "long", count: 16)),
    ])
  func scenarios(argument: String, name: String) {
    let (variants, messages) = read(argument)
    #expect(messages == [])
    #expect(variants.map(\.name) == [name])
    #expect(variants.map(\.scenario) == [argument])
  }

  @Test("an overlay and a value make variants of the base")
  func changes() {
    let policy = "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10"
    let (variants, messages) = read(
      "small=overlays/small.yaml", "ten:\(policy)", "two:spec.dataPlane.replicas=2",
      "note:metadata.annotations[\"a:b=c\"]=x=y")
    #expect(messages == [])
    #expect(variants.map(\.name) == ["small", "ten", "two", "note"])
    #expect(variants.allSatisfy { $0.scenario == nil })
    #expect(variants.map(\.overlays) == [["overlays/small.yaml"], [], [], []])
    #expect(
      variants.map(\.sets) == [
        [], [policy], ["spec.dataPlane.replicas=2"], ["metadata.annotations[\"a:b=c\"]=x=y"],
      ])
  }

  @Test("arguments of one name add up in their order, where the name comes first")
  func addition() {
    let (variants, messages) = read(
      "a:spec.seed=1", "b=one.yaml", "a=two.yaml", "a:spec.seed=2", "a=three.yaml", "b:spec.seed=3")
    #expect(messages == [])
    #expect(variants.map(\.name) == ["a", "b"])
    #expect(variants.map(\.overlays) == [["two.yaml", "three.yaml"], ["one.yaml"]])
    #expect(variants.map(\.sets) == [["spec.seed=1", "spec.seed=2"], ["spec.seed=3"]])
  }

  @Test(
    "a value without a name gets one of its last key and itself",
    arguments: [
      ("spec.dataPlane.replicas=20", "replicas=20"),
      ("XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=10", "percent=10"),
      ("spec.services[0].endpoints=4", "endpoints=4"),
      ("HTTPRoute/shop/front:spec.rules[1]=null", "rules[1]=null"),
      ("metadata.annotations[\"a.b/c\"]=x", "[\"a.b/c\"]=x"), ("spec={}", "spec={}"),
      ("spec.traffic[0].arrivals={constant:\n {rate: 50/s}}", "arrivals={constant: {rate: 50/s}}"),
      ("spec.x=" + String(repeating: "é", count: 99), "x=" + String(repeating: "é", count: 29) + "…"),
    ])
  func madeNames(argument: String, name: String) {
    let (variants, messages) = read(argument)
    #expect(messages == [])
    #expect(variants.map(\.name) == [name])
    #expect(variants.map(\.sets) == [[argument]])
    #expect(variants.allSatisfy { $0.name.utf8.count <= 64 })
  }

  @Test("a file that exists is a scenario whatever its name looks like")
  func files() throws {
    let folder = try Folder()
    for name in ["a=b.yaml", "x:spec.y=1", "spec.seed=1"] { try folder.write(name, "") }
    let paths = ["a=b.yaml", "x:spec.y=1", "spec.seed=1"].map { "\(folder.path)/\($0)" }
    let diagnostics = Diagnostics()
    let variants = readVariants(paths, diagnostics: diagnostics)
    #expect(variants.map(\.scenario) == paths)
    #expect(variants.map(\.name) == ["a-b", "x-spec", "spec"])
    #expect(diagnostics.all == [])
  }

  @Test("a file to lay over may have any ending if it exists")
  func anyEnding() throws {
    let folder = try Folder()
    try folder.write("overlay.txt", "")
    #expect(read("x=\(folder.path)/overlay.txt").messages == [])
  }

  @Test(
    "what cannot be a variant says why",
    arguments: [
      ("ten=10", "SCN014", "no file \"10\""), ("dataPlane.replicas=20", "SCN014", "begins with spec."),
      ("=x.yaml", "SCN015", "letters, digits"), ("a b=x.yaml", "SCN015", "a b"),
      (":spec.seed=1", "SCN015", "letters, digits"),
      ("é:spec.seed=1", "SCN015", "é"), ("base:spec.seed=1", "SCN015", "another name"),
      ("base=x.yaml", "SCN015", "another name"), ("base.yaml", "SCN015", "rename the file"),
      ("base", "SCN015", "base"),
      ("x:spec..seed=1", "YAML017", "a key is missing"), ("spec..seed=1", "YAML017", "a key is missing"),
      ("a/b/c/d:spec.x=1", "SCN009", "KIND/NAMESPACE/NAME"),
      ("x:HTTPRoute/a/b/c:spec.x=1", "SCN009", "KIND/NAMESPACE/NAME"),
      (String(repeating: "n", count: 65) + "=x.yaml", "SCN015", "at most 64"),
    ])
  func mistakes(argument: String, code: String, says: String) {
    let (variants, messages) = read(argument)
    #expect(variants == [])
    #expect(messages.map(\.code) == [code])
    #expect(messages.first?.words.contains(says) == true, "\(messages.map(\.words))")
    #expect(messages.first?.location != nil)
  }

  @Test(
    "two variants of one name are a mistake unless both are named changes of the base",
    arguments: [
      (["a/x.yaml", "b/x.yaml"], "rename a file"), (["x.yaml", "x:spec.seed=1"], "another name"),
      (["x=o.yaml", "x.yaml"], "rename a file"),
      (["spec.a.percent=1", "spec.b.percent=1"], "NAME:spec.b.percent=1"),
      (["x", "x"], "leave one"),
    ])
  func duplicates(arguments: [String], says: String) {
    let diagnostics = Diagnostics()
    #expect(readVariants(arguments, diagnostics: diagnostics).count == 1)
    #expect(diagnostics.all.map(\.code) == ["SCN015"])
    #expect(diagnostics.all.first?.words.contains(says) == true, "\(diagnostics.all.map(\.words))")
  }

  @Test("all mistakes of all arguments come at once, and what is sound is there")
  func onePass() {
    let (variants, messages) = read(
      "base", "ten=10", "good:spec.seed=1", "x:spec..y=1", "good:spec.duration=1s", "good")
    #expect(messages.map(\.code) == ["SCN015", "SCN014", "YAML017", "SCN015"])
    #expect(variants.map(\.name) == ["good"])
    #expect(variants.map(\.sets) == [["spec.seed=1", "spec.duration=1s"]])
  }
}
