import Documents
import Foundation
import Reports
import Testing

/// Outputs of commands are held to the schemas that `weir schema` publishes, to the last member.
@Suite(
  "The schemas of what is written",
  .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall))
struct OutputSchemaTests {
  let folder: TemporaryFolder
  var weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    var scenario = ScenarioText(duration: "5s", replications: "3")
    scenario.more = """
        warmUp: 1s
        faults: [{name: cart fails, target: {service: shop/cart}, at: 2s, for: 1s, errors: {rate: 100%, status: 503}}]
        checks: [success_ratio >= 10%, "recovery_time{fault=\\"cart fails\\"} < 10s", response_time_p999 < 1s]
      """
    try folder.write(scenario.text, to: "s.yaml")
  }

  /// Expects that what a command writes is of a schema.
  ///
  /// - Parameter lines: Whether each line is a document.
  private func expect(
    _ schema: String, of arguments: [String], input: String? = nil, lines: Bool = false
  ) async throws {
    let ending = try await weir.start(arguments, input: input).ending()
    expect(schema, ending.stdout, lines: lines, of: arguments, ending.stderr)
  }

  private func expect(
    _ name: String, _ text: String, lines: Bool = false, of arguments: [String], _ messages: String = ""
  ) {
    let documents = lines ? text.split(separator: "\n").map(String.init) : [text]
    guard let schema = PublishedSchema.ofReports.first(where: { $0.name == name }), !text.isEmpty,
      let mistakes = try? SchemaValidator().mistakes(in: documents, by: schema.text)
    else {
      Issue.record("\(arguments): \(messages)")
      return
    }
    for mistake in mistakes { #expect(mistake == nil, "\(arguments)") }
  }

  // MARK: Runs

  @Test("hold for runs: with failing checks, of one replication, with an automatic warm-up")
  func runs() async throws {
    let run = ["run", "s.yaml", "-o", "json"]
    try await expect("run", of: run)
    try await expect("run", of: run + ["--replications", "1", "--assert", "success_ratio >= 99.9%"])
    try await expect("run", of: run + ["--set", "spec.warmUp=auto"])
    try await expect(
      "run",
      of: run + [
        "--set", "spec.checks=[]", "--set",
        "HTTPRoute/shop/cart:spec.rules[0].sessionPersistence={sessionName: s}",
      ])
  }

  @Test("hold for a short run of every scenario of the gallery", arguments: Gallery.names)
  func gallery(name: String) async throws {
    try await expect(
      "run", of: ["run", name, "--duration", "1s", "--replications", "2", "-o", "json", "--db", "g.sqlite"])
  }

  @Test("hold for a run that was interrupted")
  func partial() async throws {
    try folder.write(ScenarioText(duration: "300s", replications: "10000").text, to: "long.yaml")
    let command = try weir.start(["run", "long.yaml", "--db", "r.sqlite", "--jobs", "1", "-o", "json"])
    let isUnderWay = await command.signal(SIGINT) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path(of: "r.partial.sqlite"))
      return (attributes?[.size] as? Int ?? 0) > 1 << 20
    }
    #expect(isUnderWay)
    let ending = await command.ending()
    #expect(ending.stdout.contains("\"partial\": true"))
    expect("run", ending.stdout, of: ["run"])
  }

  @Test("hold for checks: of values, and against a baseline")
  func checks() async throws {
    let check = ["check", "s.yaml", "-o", "json"]
    try await expect("check", of: check + ["--assert", "requests within 1..3000", "--db", "base.sqlite"])
    try await expect(
      "check", of: check + ["--baseline", "base.sqlite", "--set", "spec.services[0].failures.rate=20%"])
  }

  @Test("hold for explained requests, when they are simulated and when they were recorded")
  func requests() async throws {
    try await expect(
      "request",
      of: [
        "run", "s.yaml", "-o", "json", "--record", "requests=all", "--db", "e.sqlite", "--explain-request",
        "auto",
        "--explain-request", "denied", "--explain-request", "gateway-lost",
      ])
    try await expect("request", of: ["report", "e.sqlite", "--request", "auto", "-o", "json"])
    try await expect(
      "request",
      of: [
        "run", "retry-layers", "--duration", "2s", "--replications", "1", "-o", "json", "--db", "l.sqlite",
        "--explain-request", "auto",
      ])
  }

  // MARK: Studies

  @Test("hold for comparisons")
  func comparisons() async throws {
    let compare = ["compare", "s.yaml", "-o", "json"]
    try await expect(
      "compare",
      of: compare + [
        "three:spec.dataPlane.replicas=3", "calm:spec.faults[0].errors.rate=0", "--db", "c.sqlite",
      ])
    try await expect(
      "compare",
      of: compare + ["none:HTTPRoute/shop/cart:spec.rules[0].retry.attempts=1", "--replications", "1"])
  }

  @Test("hold for sweeps, of lists and of ranges, and for rows of their databases")
  func sweeps() async throws {
    let sweep = ["sweep", "s.yaml", "--duration", "2s", "-o", "json"]
    try await expect("sweep", of: sweep + ["--vary", "spec.dataPlane.replicas=1,3", "--db", "w.sqlite"])
    try await expect("sweep", of: sweep + ["--vary", "spec.dataPlane.replicas=1..9", "--points", "2"])
    for sql in [
      "select * from v_summary", "select * from v_checks", "select 1, null, x'01', 'a' where false",
    ] {
      try await expect("query", of: ["query", "w.sqlite", sql, "-o", "json"])
    }
  }

  @Test("hold for searches and maps of stability")
  func searches() async throws {
    let find = ["find", "s.yaml", "--duration", "1s", "-o", "json"]
    try await expect(
      "find",
      of: find + [
        "--vary", "spec.traffic[0].arrivals.constant.rate=50/s..200/s", "--resolution", "50/s", "--such-that",
        "requests <= 125", "--db", "f.sqlite",
      ])
    try await expect(
      "find",
      of: find + [
        "--vary", "spec.traffic[0].arrivals.constant.rate=50/s..200/s", "--resolution", "50/s", "--such-that",
        "requests < 1",
      ])
    try await expect(
      "stability",
      of: [
        "find", "s.yaml", "--duration", "10s", "--replications", "2", "-o", "json", "--stability", "--vary",
        "spec.traffic[0].arrivals.constant.rate=50/s,2k/s", "--vary", "spec.faults[0].for=100ms..1s",
        "--steps", "2",
      ])
  }

  // MARK: Manifests

  @Test("hold for manifests: valid, with remarks, refused, and no manifests at all")
  func validations() async throws {
    let validate = ["validate", "-o", "json", "-f", "-"]
    try await expect("validate", of: validate, input: GatewayWorld.all)
    try await expect("validate", of: validate, input: GatewayWorld.all + "---\n" + GatewayWorld.second)
    let broken = GatewayWorld.all.replacing("percent: 42", with: "percent: 142").replacing(
      "port: 8443", with: "prt: 1")
    try await expect("validate", of: validate, input: broken + "---\n{kind: What}\n---\n[1]\n")
    try await expect(
      "validate", of: validate,
      input: ScenarioText().manifests + "\n---\n"
        + ScenarioText().policy.replacing("name: cart, ", with: "name: b, "))
    let quickstart = "\(WeirCommand.gallery)/quickstart/manifests"
    try await expect("validate", of: ["validate", "-o", "json", "-f", quickstart])
  }

  @Test("hold for explanations of a request, and for each line of many")
  func explanations() async throws {
    try folder.write(GatewayWorld.all, to: "world.yaml")
    let explain = ["explain", "-f", "world.yaml", "-o", "json"]
    for request in [
      ["http://shop.example/cart", "-H", "beta: yes"], ["http://shop.example/other"],
      ["http://shop.example/old"],
      ["http://shop.example/plain"], ["http://shop.example/nothing"], ["http://shop.example:81/plain"],
      ["POST http://calls.example/a.B/C", "-H", "content-type: application/grpc"],
      [
        "OPTIONS http://shop.example/cart", "-H", "beta: yes", "-H", "Origin: https://a.example", "-H",
        "Access-Control-Request-Method: PUT",
      ],
    ] {
      try await expect("explain", of: explain + request)
    }
    let lines = #"{"path": "/cart"}"# + "\n" + #"{"id": "x", "path": "/plain", "headers": {"a": "b"}}"# + "\n"
    try await expect("explain", of: explain + ["--requests", "-"], input: lines, lines: true)
  }

  @Test("hold for the retries under every data plane")
  func dataPlanes() async throws {
    try folder.write(GatewayWorld.all, to: "world.yaml")
    try await expect("data-planes", of: ["explain", "--data-planes", "-f", "world.yaml", "-o", "json"])
    try await expect(
      "data-planes",
      of: ["explain", "--data-planes", "-f", "\(WeirCommand.gallery)/quickstart/manifests", "-o", "json"])
  }

  // MARK: Logs

  @Test("hold for what is in logs and in counts by period")
  func logs() async throws {
    try folder.write(TraceCalibrateTests.log(count: 300), to: "a.log")
    try folder.write("period,count\n2026-01-31 00:00:00,60\n2026-01-31 00:02:00,120\n", to: "r.csv")
    let trace = "\(WeirCommand.gallery)/trace-replay/trace.csv"
    for file in ["a.log", "r.csv", trace] {
      try await expect("trace", of: ["trace", "inspect", file, "-o", "json"])
    }
    try await expect("trace", of: ["trace", "inspect", "a.log", "--where", "path=/nothing", "-o", "json"])
  }

  @Test("hold for imports and calibrations")
  func imports() async throws {
    let log = TraceCalibrateTests.log(count: 600)
    try folder.write(log + "nonsense\n", to: "a.log")
    try await expect("import", of: ["trace", "import", "a.log", "--out", "t.csv", "-o", "json"])
    try await expect(
      "import",
      of: ["trace", "import", "a.log", "--where", "path=/front*", "--out", "n.csv", "-o", "json"])
    try await expect("calibration", of: ["trace", "calibrate", "a.log", "-o", "json"])
    try await expect(
      "calibration",
      of: ["trace", "calibrate", "a.log", "--hold-back", "50%", "--out", "m.yaml", "-o", "json"])
  }
}
