import GatewayAPI
import Testing

@Suite("admission")
struct AdmissionTests {
  /// One broken manifest: its text, what is reported, and where.
  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String
    let code: GatewayCode
    let line: Int
    let message: String
    var path = ""
    var suggestion = ""

    var testDescription: String { "\(code.rawValue) \(message)" }
  }

  private static func rule(_ rule: String) -> String { route("r", rules: "  - \(rule)") }
  private static func filter(_ filter: String) -> String { rule("filters: [\(filter)]") }
  private static func match(_ match: String) -> String { rule("matches: [\(match)]") }
  static let structure: [Broken] = [
    Broken(
      text: gateway("{name: a, port: 80}"), code: .required, line: 6, message: "Required value",
      path: "spec.listeners[0].protocol"),
    Broken(
      text: gateway(""), code: .range, line: 6,
      message: "spec.listeners in body should have at least 1 items",
      path: "spec.listeners"),
    Broken(
      text: gateway("{name: a, port: 0, protocol: HTTP}"), code: .range, line: 6,
      message: "spec.listeners[0].port in body should be greater than or equal to 1"),
    Broken(
      text: gateway("{name: a, port: 65536, protocol: HTTP}"), code: .range, line: 6,
      message: "should be less than or equal to 65535"),
    Broken(
      text: gateway("{name: a, port: \"80\", protocol: HTTP}"), code: .type, line: 6,
      message: "spec.listeners[0].port in body must be of type integer: \"string\"",
      suggestion: "write it without quotes: 80"),
    Broken(
      text: gateway("{name: A, port: 80, protocol: HTTP}"), code: .pattern, line: 6,
      message: "Invalid value: \"A\": spec.listeners[0].name in body should match '^[a-z0-9]"),
    Broken(
      text: gateway("{name: a, port: 80, protocol: HTTP, hostname: '*'}"), code: .pattern, line: 6,
      message: "hostname in body should match"),
    Broken(
      text: gateway("{name: a, port: 80, protocol: HTTP, hostname: \(String(repeating: "a", count: 254))}"),
      code: .range, line: 6, message: "Too long: may not be more than 253 bytes"),
    Broken(
      text: gateway("{name: a, port: 80, protocol: HTTP, hostname: ''}"), code: .range, line: 6,
      message: "should be at least 1 chars long"),
    Broken(
      text: gateway("{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}"),
      code: .duplicateItem, line: 6, message: "Duplicate value: {\"name\":\"a\"}", path: "spec.listeners[1]"),
    Broken(
      text: gateway("{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: all}}}"),
      code: .choice, line: 6,
      message: "Unsupported value: \"all\": supported values: \"All\", \"Selector\", \"Same\"",
      suggestion: "did you mean \"All\"?"),
    Broken(
      text: match("{path: {type: Prefix}}"), code: .choice, line: 7, message: "Unsupported value: \"Prefix\""),
    Broken(text: match("{method: get}"), code: .choice, line: 7, message: "Unsupported value: \"get\""),
    Broken(
      text: match("{headers: [{name: 'a b', value: c}]}"), code: .pattern, line: 7, message: "should match"),
    Broken(text: match("{headers: [{name: a}]}"), code: .required, line: 7, message: "Required value"),
    Broken(
      text: match("{headers: [{name: a, value: 1}]}"), code: .type, line: 7, message: "must be of type string"
    ),
    Broken(
      text: match("{headers: [{name: a, value: b}, {name: a, value: c}]}"), code: .duplicateItem, line: 7,
      message: "Duplicate value: {\"name\":\"a\"}"),
    Broken(
      text: match("{path: {type: RegularExpression, value: '\(String(repeating: "a", count: 1025))'}}"),
      code: .range, line: 7, message: "Too long: may not be more than 1024 bytes"),
    Broken(
      text: rule("matches: [\(Array(repeating: "{}", count: 65).joined(separator: ", "))]"), code: .range,
      line: 7,
      message: "Too many: 65: must have at most 64 items"),
    Broken(
      text: rule("backendRefs: {name: v1}"), code: .type, line: 7,
      message: "must be of type array: \"object\""),
    Broken(
      text: rule("backendRefs: [{name: v1, port: 80, weight: 1000001}]"), code: .range, line: 7,
      message: "should be less than or equal to 1000000"),
    Broken(
      text: rule("retry: {codes: [399]}"), code: .range, line: 7, message: "greater than or equal to 400"),
    Broken(
      text: rule("retry: {codes: [503, 503]}"), code: .duplicateItem, line: 7, message: "Duplicate value: 503"
    ),
    Broken(
      text: rule("retry: {backoff: 1}"), code: .type, line: 7, message: "string",
      suggestion: "a duration has a unit: 1s"),
    Broken(text: rule("timeouts: {request: 1.5s}"), code: .pattern, line: 7, message: "should match"),
    Broken(
      text: filter("{type: RequestRedirect, requestRedirect: {statusCode: 300}}"), code: .choice, line: 7,
      message: "Unsupported value: 300: supported values: \"301\", \"302\", \"303\""),
    Broken(
      text: route("r", extra: "hostnames: [Example.com]", rules: "  - {}"), code: .pattern, line: 6,
      message: "should match"),
    Broken(
      text: route("R", rules: "  - {}"), code: .pattern, line: 3,
      message: "metadata.name in body should match"),
  ]

  @Test(
    "what breaks a definition is reported at its line in the words of an API server",
    arguments: structure)
  func errors(_ broken: Broken) throws {
    let world = World(broken.text)
    let found = world.errors.filter { $0.code == broken.code.rawValue && $0.message.contains(broken.message) }
    let message = try #require(found.first, "\(world.errors)")
    #expect(message.location?.line == broken.line)
    #expect(message.location?.file == "input.yaml")
    if !broken.path.isEmpty { #expect(message.path == broken.path) }
    if !broken.suggestion.isEmpty { #expect(message.suggestion == broken.suggestion) }
  }

  @Test("an object with an error takes no part, and all errors come in one pass")
  func onePass() {
    let world = World(
      documents(
        Self.rule(
          "{backendRefs: [{name: v1}], timeouts: {request: 1s, backendRequest: 2s}, retry: {attempts: 0}}"),
        gateway("{name: a, port: 0, protocol: HTTP}")))
    #expect(world.answer() == "404")
    #expect(world.errors.count == 4)
    #expect(world.configuration.routes.isEmpty)
    #expect(world.configuration.gateways.map(\.name.name) == ["edge"])
  }

  @Test("128 matches pass, and so do values at their bounds")
  func bounds() {
    let matches = Array(repeating: "{}", count: 64).joined(separator: ", ")
    let world = World(
      documents(
        route("a", rules: "  - matches: [\(matches)]\n  - matches: [\(matches)]"),
        gateway("{name: a, port: 65535, protocol: HTTP}, {name: b, port: 1, protocol: example.com/Q}"),
        route(
          "b",
          rules: "  - {timeouts: {request: 1s, backendRequest: 1s}, retry: {codes: [400, 599], attempts: 1}}")
      ))
    #expect(world.errors.isEmpty)
  }

  @Test("an unknown field is dropped with a warning that names the nearest one")
  func unknownFields() throws {
    let world = World(
      Self.rule("{backendRef: [{name: v1, port: 8080}], backendRefs: [{name: v1, port: 8080}]}"))
    #expect(world.errors.isEmpty)
    #expect(world.answer() == "v1")
    let message = try #require(world.messages(.unknownField).first)
    #expect(message.severity == .warning)
    #expect(message.path == "spec.rules[0].backendRef")
    #expect(message.location?.line == 7)
    #expect(message.suggestion == "did you mean \"backendRefs\"?")
  }

  @Test("null counts as absent")
  func null() {
    let world = World(
      Self.rule("{matches: null, timeouts: null, backendRefs: [{name: v1, port: 8080, weight: null}]}"))
    #expect(world.errors.isEmpty)
    #expect(world.answer("/x") == "v1")
    #expect(
      World(Self.rule("backendRefs: [{name: null, port: 1}]")).errors.map(\.message) == ["Required value"])
  }

  @Test("two documents may not declare one object, but kinds and namespaces keep apart")
  func duplicates() throws {
    let one = route("r", to: "v1", matches: "{}")
    let message = try #require(World(documents(one, one)).errors.first)
    #expect(message.code == "GW003")
    #expect(message.location?.line == 9)
    #expect(message.message == "HTTPRoute/default/r is declared twice, first at input.yaml:1:1")
    #expect(World(documents(one, one.replacing("/v1\n", with: "/v1beta1\n"))).errors.map(\.code) == ["GW003"])
    #expect(
      World(documents(one, one.replacing("name: r}", with: "name: r, namespace: other}"))).errors.isEmpty)
  }

  @Test("a release and channel that lack a field or kind say so")
  func channels() {
    let retry = Self.rule("{retry: {attempts: 1}, backendRefs: [{name: v1, port: 8080}]}")
    let standard = World(retry, settings: AdmissionSettings(channel: .standard))
    #expect(standard.errors.isEmpty)
    #expect(standard.plan()?.retry == nil)
    #expect(
      standard.messages(.unknownField).map(\.suggestion) == ["it exists in the experimental channel only"])
    let policy = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: p}
      spec: {targetRefs: [{group: "", kind: Service, name: v1}]}
      """
    #expect(World(policy, settings: AdmissionSettings(channel: .standard)).errors.map(\.code) == ["GW004"])
    #expect(World(policy).errors.isEmpty)
    let cors = Self.filter("{type: CORS, cors: {}}")
    #expect(
      World(cors, settings: AdmissionSettings(release: .v13, channel: .standard)).errors.map(\.code) == [
        "GW106"
      ])
    #expect(World(cors, settings: AdmissionSettings(release: .v15, channel: .standard)).errors.isEmpty)
    let empty = route("r", rules: "").replacing("rules:", with: "rules: []")
    #expect(World(empty).errors.map(\.code) == ["GW105"])
    #expect(World(empty, settings: AdmissionSettings(release: .v14)).errors.isEmpty)
    let see = Self.filter("{type: RequestRedirect, requestRedirect: {statusCode: 303}}")
    #expect(World(see, settings: AdmissionSettings(release: .v14)).errors.map(\.code) == ["GW106"])
  }

  @Test("every code has a sentence, and no two share a number")
  func catalogue() {
    #expect(Set(GatewayCode.allCases.map(\.rawValue)).count == GatewayCode.allCases.count)
    #expect(GatewayCode.allCases.filter { !$0.meaning.hasSuffix(".") || !$0.rawValue.hasPrefix("GW") } == [])
    #expect(Set(GatewayCode.allCases.map(\.meaning)).count == GatewayCode.allCases.count)
  }

  @Test("assumptions are numbered in order")
  func assumptions() {
    #expect(gatewayAssumptions.map(\.id) == gatewayAssumptions.indices.map { "A-GW-\($0 + 1)" })
  }
}
