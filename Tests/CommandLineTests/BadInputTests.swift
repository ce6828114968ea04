import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  /// A mistake in an otherwise sound scenario, and what is said about it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    /// What is replaced in the text of the scenario, and by what.
    let old: String
    let new: String
    /// `line:column: error[CODE]`, the beginning of the message after the file.
    let place: String
    /// A part of the advice, or of a message that needs none.
    let remedy: String

    init(_ name: String, _ old: String, _ new: String, place: String, remedy: String) {
      self.name = name
      self.old = old
      self.new = new
      self.place = place
      self.remedy = remedy
    }

    var testDescription: String { name }
  }

  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
  }

  /// Runs `scenario.yaml` and expects that nothing is left but what was there.
  private func refuse(_ code: Int32 = 65, _ arguments: String...) async throws -> String {
    let before = folder.files
    let ending = try await weir.start(["run", "scenario.yaml"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stdout == "")
    #expect(folder.files == before)
    return ending.stderr
  }

  @Test(
    "a mistake has one message with its place, its code and a remedy",
    arguments: [
      Mistake(
        "a tab", "  duration: 2s", "\tduration: 2s", place: "5:1: error[YAML006]", remedy: "put spaces"),
      Mistake(
        "no YAML", "metadata: {name: small}", "metadata: {name: small", place: "4:5: error[YAML005]",
        remedy: "close the mapping that { opens"),
      Mistake(
        "a duplicate key", "  duration: 2s", "  duration: 2s\n  duration: 3s", place: "6:3: error[YAML007]",
        remedy: "already on line 5"),
      Mistake(
        "an unknown field", "  replications: 2", "  replicas: 2", place: "6:3: error[SCN003]",
        remedy: "did you mean"),
      Mistake(
        "a time without a unit", "duration: 2s", "duration: 2", place: "5:13: error[SCN004]",
        remedy: "write 2s"),
      Mistake(
        "a wrong unit", "duration: 2s", "duration: 2 parsecs", place: "5:13: error[SCN004]",
        remedy: "such as 250ms"),
      Mistake(
        "a negative rate", "rate: 100/s", "rate: -100/s", place: "9:35: error[SCN004]",
        remedy: "such as 400/s"),
      Mistake(
        "a percent above 100", "percent: 42", "percent: 142", place: "error[GW105]",
        remedy: "less than or equal to 100"),
      Mistake(
        "a percent and a fraction", "percent: 42", "percent: 42, fraction: {numerator: 5, denominator: 1000}",
        place: "error[GW124]", remedy: "remove one of the two"),
      Mistake(
        "a failure rate above 100 %", "rate: 10%", "rate: 110%", place: "13:25: error[SCN004]",
        remedy: "from 0 to 1"),
      Mistake(
        "no traffic", ScenarioText().traffic, "    []", place: "error[SCN020]",
        remedy: "add under spec.traffic"),
      Mistake(
        "a service without an entry", "- {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}", "",
        place: "error[SCN", remedy: "- {name: shop/next"),
      Mistake(
        "a name that leads out of results", "name: small", "name: ../../small", place: "3:18: error[SCN004]",
        remedy: "letters, digits"),
    ])
  func mistake(_ mistake: Mistake) async throws {
    let text = ScenarioText().text
    try #require(text.contains(mistake.old))
    try folder.write(text.replacing(mistake.old, with: mistake.new, maxReplacements: 1), to: "scenario.yaml")
    let message = try await refuse()
    #expect(message.contains(mistake.place), "\(message)")
    #expect(message.contains("scenario.yaml:"))
    #expect(message.contains(mistake.remedy), "\(message)")
    #expect(message.contains("\n1 error"), "\(message)")
  }

  @Test("two Gateways and none named is answered with both names")
  func twoGateways() async throws {
    var scenario = ScenarioText()
    scenario.gateways += "\n---\n" + ScenarioText.gateway("other")
    try folder.write(scenario.text, to: "scenario.yaml")
    let message = try await refuse()
    #expect(message.contains("scenario.yaml:8:7: error[SCN022]"))
    #expect(message.contains("add `gateway:` with one of shop/edge, shop/other"))
  }

  @Test("a route to nowhere is refused, with a warning that shows the Service to add")
  func routeToNowhere() async throws {
    var scenario = ScenarioText()
    scenario.route = scenario.route.replacing("[{name: cart, port: 80}]", with: "[{name: card, port: 80}]")
    try folder.write(scenario.text, to: "scenario.yaml")
    let message = try await refuse()
    #expect(message.contains("warning[GW320]: HTTPRoute/shop/cart: spec.rules[0].backendRefs[0]"))
    #expect(message.contains("add the Service: {apiVersion: v1, kind: Service, metadata: {name: card"))
    #expect(message.contains("error[SCN029]"))
  }

  @Test("a share that leads nowhere is simulated as the API says, with a warning")
  func shareToNowhere() async throws {
    var scenario = ScenarioText()
    scenario.route = scenario.route.replacing(
      "[{name: cart, port: 80}]", with: "[{name: cart, port: 80}, {name: card, port: 80}]")
    try folder.write(scenario.text, to: "scenario.yaml")
    let ending = try await weir.run("run", "scenario.yaml", "-o", "json")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr.contains("warning[GW320]: HTTPRoute/shop/cart: spec.rules[0].backendRefs[1]"))
    // Half of about 200 requests; four standard deviations are 0.14.
    let share = try JSONText(ending.stdout).metric("success_ratio")?["mean"] as? Double
    #expect(abs((share ?? 0) - 0.5) < 0.15)
  }

  @Test("a scenario that is not there ends with 66 and the nearest name")
  func missing() async throws {
    var weir = weir
    try folder.write("", to: "scenaria.yaml")
    let file = try await weir.run("run", "scenario.yaml")
    #expect(file.exitCode == 66)
    #expect(file.stderr.contains("error[YAML001]: there is no file or folder scenario.yaml"))
    #expect(file.stderr.contains(#"did you mean "scenaria.yaml"?"#))
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let name = try await weir.run("run", "quikstart")
    #expect(name.exitCode == 66)
    #expect(name.stderr.contains("quickstart"))
    #expect(name.stderr.contains(#"did you mean "quickstart"?"#))
    #expect(folder.files == ["scenaria.yaml"])
  }

  @Test(
    "what a scenario names and is not there ends with 66 and the place of the name",
    arguments: [
      ("manifests: [gone/]", "YAML001", "gone"),
      ("traffic: [{name: t, arrivals: {trace: {file: gone.csv}}}]", "TRC001", "gone.csv"),
    ])
  func missingInput(line: String, code: String, name: String) async throws {
    try folder.write(
      ScenarioText().text.replacing(
        line.hasPrefix("traffic") ? "  traffic:\n\(ScenarioText().traffic)" : "  duration: 2s",
        with: line.hasPrefix("traffic") ? "  \(line)" : "  duration: 2s\n  \(line)"), to: "scenario.yaml")
    let message = try await refuse(66)
    #expect(message.contains("error[\(code)]"), "\(message)")
    #expect(message.contains(name))
    #expect(message.contains("scenario.yaml:"))
  }

  @Test(
    "what is no scenario at all has one message",
    arguments: [
      ("", "error[YAML003]: no document in scenario.yaml"),
      ("\0", "scenario.yaml:1:1: error[YAML004]: found a NUL byte"),
      (
        String(repeating: "[", count: 100_000),
        "error[YAML021]: mappings and lists are nested more than 64 deep"
      ),
      ("apiVersion: v1\nkind: Service\nmetadata: {name: x}", "error[SCN007]: no Scenario in scenario.yaml"),
    ])
  func noScenario(text: String, expected: String) async throws {
    try folder.write(text, to: "scenario.yaml")
    let message = try await refuse()
    #expect(message.contains(expected), "\(message)")
    #expect(message.contains("\n1 error\n"), "\(message)")
  }

  @Test("aliases that multiply, and a file too large, end at a limit")
  func limits() async throws {
    var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<12 {
      bomb +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]\n"
    }
    try folder.write(bomb, to: "scenario.yaml")
    #expect(try await refuse().contains("error[YAML022]"))
    try folder.write(Data(count: 17 << 20), to: "scenario.yaml")
    #expect(try await refuse().contains("scenario.yaml:1:1: error[YAML020]: the file is larger than"))
  }

  @Test(
    "a trace that is not sound is refused with the line",
    arguments: [
      ("arrival,path\n0.1,/\n0.3,/\n0.2,/\n", "t.csv:4:1: error[TRC008]: time goes back", "sort the records"),
      (
        "arrival,path\n0.1,/\nsoon,/\n", #"t.csv:3:1: error[TRC006]: expected a number, found "soon""#,
        "seconds"
      ),
      ("arrival,host,path\n0.1,a,/\n0.2,a", "t.csv:3:1: error[TRC010]: the file ends in the middle", "copy"),
      ("", "error[TRC002]: t.csv is empty", "begins with a header"),
      ("arrival,path\n", "error[TRC002]: t.csv has a header and no records", "scenario.yaml:8:42"),
      ("path\n/\n", "t.csv:1:1: error[TRC003]: the header has no column arrival", "names the columns"),
    ])
  func trace(text: String, expected: String, remedy: String) async throws {
    try folder.write(text, to: "t.csv")
    let message = try await refuse(scenario: "t.csv")
    #expect(message.contains(expected), "\(message)")
    #expect(message.contains(remedy), "\(message)")
  }

  @Test("a compressed trace that is cut off is refused")
  func compressedTrace() async throws {
    let whole = try #require(Data(base64Encoded: Self.gzipped))
    try folder.write(whole, to: "t.csv.gz")
    try folder.write(Self.scenario(trace: "t.csv.gz"), to: "scenario.yaml")
    let ending = try await weir.run("run", "scenario.yaml", "--db", "r.sqlite", "-o", "json")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect((try JSONText(ending.stdout)["conservation"] as? [String: Any])?["offered"] as? Int == 4)
    try folder.write(whole.dropLast(12), to: "t.csv.gz")
    let message = try await refuse(scenario: "t.csv.gz")
    #expect(message.contains("error[TRC010]: the file ends in the middle of its compressed data"))
    #expect(message.contains("scenario.yaml:"))
  }

  /// `arrival,host,path` and two records, as gzip -n writes them.
  private static let gzipped =
    "H4sIAAAAAAACA0ssKsosS8zRycgvLtEpSCzJ4DLQM9Qpzsgv0EutSMwtyEnV0U9OLCoBChthEwYAEQfWPEAAAAA="

  private static func scenario(trace: String) -> String {
    ScenarioText().text.replacing(
      ScenarioText().traffic, with: "    - {name: t, arrivals: {trace: {file: \(trace)}}}")
  }

  private func refuse(scenario trace: String) async throws -> String {
    try folder.write(Self.scenario(trace: trace), to: "scenario.yaml")
    return try await refuse()
  }

  @Test(
    "the slips of people who write Gateway API YAML from memory are named with their remedy",
    arguments: [
      Mistake(
        "a bare star in a list", "backendRefs: [{name: cart, port: 80}]",
        """
        backendRefs: [{name: cart, port: 80}]
              filters:
                - type: CORS
                  cors:
                    allowOrigins:
                      - *
        """, place: "error[YAML", remedy: #"write it in quotes: "*""#),
      Mistake(
        "cors as a list",
        "- type: RequestMirror\n          requestMirror: {backendRef: {name: next, port: 80}, percent: 42}",
        "- type: CORS\n          cors: [{allowOrigins: [\"https://a.example\"]}]", place: "error[GW",
        remedy: "mapping"),
      Mistake(
        "allowedListeners as a list", "gatewayClassName: example",
        "gatewayClassName: example\n  allowedListeners: [{from: All}]", place: "error[GW",
        remedy: "namespaces"),
      Mistake(
        "an ellipsis", "backendRefs: [{name: cart, port: 80}]",
        "backendRefs: [{name: cart, port: 80}]\n      ...", place: "error[YAML",
        remedy: "write out what they stand for"),
      Mistake(
        "a policy without targets", #"  targetRefs: [{group: "", kind: Service, name: cart}]"#, "",
        place: "error[GW", remedy: "targetRefs"),
    ])
  func slip(_ mistake: Mistake) async throws {
    let text = ScenarioText().text
    try #require(text.contains(mistake.old))
    try folder.write(text.replacing(mistake.old, with: mistake.new, maxReplacements: 1), to: "scenario.yaml")
    let message = try await refuse()
    #expect(message.contains(mistake.place), "\(message)")
    #expect(message.contains(mistake.remedy), "\(message)")
    #expect(message.contains("help: "), "\(message)")
    #expect(message.contains("scenario.yaml:"))
  }

  @Test(
    "what --set, --overlay and --assert get wrong is said with the option",
    arguments: [
      (["--set", "spec.durration=3s"], Int32(65), "did you mean"),
      (["--set", "spec"], 65, "expected PATH=VALUE"),
      (["--set", "HTTPRoute/shop/card:spec.rules=[]"], 65, #"did you mean "HTTPRoute/shop/cart"?"#),
      (["--overlay", "gone.yaml"], 66, "there is no file or folder gone.yaml"),
      (["--assert", "succes_ratio > 1"], 65, #"did you mean "success_ratio"?"#),
      (["--assert", "success_ratio"], 65, "error[SCN"),
      (["--assert", "p99 < 1s"], 65, "there is response_time_p99"),
      (["--assert", "retries{service=shop/crat} > 1"], 65, "error[SCN054]"),
      (["--assert", "retries{services=shop/cart} > 1"], 65, #"did you mean "service"?"#),
    ])
  func options(arguments: [String], code: Int32, expected: String) async throws {
    try folder.write(ScenarioText().text, to: "scenario.yaml")
    let ending = try await weir.start(["run", "scenario.yaml"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    #expect(folder.files == ["scenario.yaml"])
  }
}
