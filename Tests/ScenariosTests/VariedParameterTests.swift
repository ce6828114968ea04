import Documents
import Scenarios
import Testing

@Suite("What is varied")
struct VariedParameterTests {
  private func read(_ texts: String...) -> (parameters: [VariedParameter], messages: [Diagnostic]) {
    let diagnostics = Diagnostics()
    return (readVariedParameters(texts, diagnostics: diagnostics), diagnostics.all)
  }

  @Test(
    "values are parted by commas that stand in no brackets and no quotes",
    arguments: [
      ("1,2,20", ["1", "2", "20"]), ("1", ["1"]), (" 1 , 2 ", ["1", "2"]), ("10%,1/2", ["10%", "1/2"]),
      ("[5xx, reset],[reset]", ["[5xx, reset]", "[reset]"]),
      (
        "{poisson: {rate: 5/s}},{constant: {rate: 5/s}}",
        ["{poisson: {rate: 5/s}}", "{constant: {rate: 5/s}}"]
      ),
      ("\"a,b\",'c,d'", ["\"a,b\"", "'c,d'"]), ("\"a\\\",b\",c", ["\"a\\\",b\"", "c"]),
      ("'it''s, so',x", ["'it''s, so'", "x"]),
      ("it's,that's", ["it's", "that's"]), ("a[0,b", ["a[0", "b"]), ("{a: \"},\"},2", ["{a: \"},\"}", "2"]),
      ("../a.csv,../b.csv", ["../a.csv", "../b.csv"]), ("../a.csv", ["../a.csv"]), ("a..b", ["a..b"]),
      ("\"1..2\"", ["\"1..2\""]),
      ("[]", ["[]"]), ("null,5", ["null", "5"]),
    ])
  func lists(text: String, values: [String]) {
    let (parameters, messages) = read("spec.x=\(text)")
    #expect(messages == [])
    #expect(parameters.map(\.values) == [.list(values)])
    #expect(parameters.map(\.path) == ["spec.x"])
  }

  @Test("two numbers with dots between them are a range")
  func ranges() throws {
    let (parameters, messages) = read("spec.dataPlane.replicas=1..20", "Service/shop/x:spec[\"a=b\"]=2s..20s")
    #expect(messages == [])
    #expect(parameters.map(\.path) == ["spec.dataPlane.replicas", "Service/shop/x:spec[\"a=b\"]"])
    #expect(
      parameters.map(\.values) == [
        .range(try ParameterRange(low: "1", high: "20")), .range(try ParameterRange(low: "2s", high: "20s")),
      ])
    #expect(gridSize(of: parameters) == 1)
    let diagnostics = Diagnostics()
    let stepped = VariedParameter("spec.x=10%..50%", step: "5%", diagnostics: diagnostics)
    #expect(stepped?.values == .range(try ParameterRange(low: "10%", high: "50%", step: "5%")))
  }

  @Test("a value makes the change that --set takes")
  func changes() throws {
    let (parameters, _) = read(
      "spec.seed=1,2", "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5..50")
    #expect(parameters.first?.change(to: "2") == "spec.seed=2")
    let policy = try #require(parameters.last)
    let scenario = ScenarioText().read(sets: [policy.change(to: "35")]).scenario
    let checkout = NamespacedName(namespace: "shop", name: "checkout")
    #expect(scenario?.configuration.retryBudget(of: checkout)?.percent == 35)
  }

  @Test(
    "what cannot be varied says why, under the option's name",
    arguments: [
      ("spec.x", "SCN009", "PATH=VALUE"), ("spec..x=1", "YAML017", "a key is missing"),
      ("spec.x=", "SCN016", "missing"),
      ("spec.x=1,,2", "SCN016", "missing"), ("spec.x=1,", "SCN016", "missing"),
      ("spec.x=1,2,1", "SCN017", "1 is there twice"),
      ("spec.x=[1,2", "YAML005", "closed"), ("spec.x=1..x", "SCN016", "found \"x\""),
      ("spec.x=20..1", "SCN016", "not below"),
      ("spec.x=1..2s", "SCN016", "two kinds"), ("spec.x=1..2..3", "SCN016", "2..3"),
      ("spec.x=..5", "SCN016", "found \"\""),
      ("a/b/c/d:spec.x=1", "SCN009", "KIND/NAMESPACE/NAME"),
      ("spec.x=" + (0..<65).map(String.init).joined(separator: ","), "SCN006", "65 values"),
    ])
  func mistakes(text: String, code: String, says: String) {
    let (parameters, messages) = read(text)
    #expect(parameters == [])
    #expect(messages.map(\.code) == [code])
    #expect(messages.first?.words.contains(says) == true, "\(messages.map(\.words))")
    #expect(messages.first?.location?.file.hasPrefix("--vary") == true)
  }

  @Test(
    "a path is varied once, however it is written, and combinations have bounds; all of it is said at once")
  func together() {
    #expect(read("spec.a.b=1", "spec[\"a\"].b=2").messages.map(\.code) == ["SCN017"])
    #expect(read("HTTPRoute/x:spec.a=1", "HTTPRoute/default/x:spec.a=2").messages.map(\.code) == ["SCN017"])
    let fifty = (0..<50).map(String.init).joined(separator: ",")
    let (parameters, messages) = read("a=\(fifty)", "b=\(fifty)", "c=\(fifty)")
    #expect(gridSize(of: parameters) == 125_000)
    #expect(messages.map(\.code) == ["SCN006"])
    #expect(messages.first?.words.contains("125000 combinations") == true)
    let nine = (0..<9).map { "p\($0)=1" }
    let diagnostics = Diagnostics()
    _ = readVariedParameters(nine + ["p0=2", "q=1,1", "r"], diagnostics: diagnostics)
    #expect(diagnostics.all.map(\.code) == ["SCN017", "SCN009", "SCN017", "SCN006"])
  }

  @Test("combinations that no number holds are too many")
  func overflow() {
    let sixty = (0..<60).map(String.init).joined(separator: ",")
    let diagnostics = Diagnostics()
    let parameters = readVariedParameters((0..<12).map { "p\($0)=\(sixty)" }, diagnostics: diagnostics)
    #expect(gridSize(of: parameters) == nil)
    #expect(diagnostics.all.map(\.code) == ["SCN006", "SCN006"])
  }
}
