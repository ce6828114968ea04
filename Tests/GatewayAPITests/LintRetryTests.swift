import GatewayAPI
import Testing

@Suite("remarks about retries, timeouts and budgets")
struct LintRetryTests {
  private static let before16 = AdmissionSettings(release: .v15)
  private static let mesh = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: mesh}
    spec:
      parentRefs: [{group: "", kind: Service, name: v1}]
      rules: [{backendRefs: [{name: v1, port: 8080}], retry: {attempts: 2, codes: [503]}}]
    """

  static let cases: [LintCase] = [
    .init(.retryWithoutCodes, .note, rule("retry: {attempts: 1}"), at: "retry:", "no `codes`", "503"),
    .init(
      .retryNever, .warning, rule("retry: {attempts: 0}"), at: "retry:", "nothing is retried",
      settings: before16),
    .init(
      .retryNever, .warning, rule("retry: {attempts: -3, codes: [404]}"), at: "retry:", "at least 1",
      settings: before16),
    .init(
      .retryClientErrors, .note, rule("retry: {codes: [404, 408, 422, 503]}"), at: "retry:", "404, 422",
      "same answer"),
    .init(.retryClientErrors, .note, rule("retry: {codes: [429]}"), at: "retry:", "429", "fewer requests"),
    .init(
      .retryUnsafeMethod, .note, rule("matches: [{method: GET}, {method: POST}], retry: {codes: [503]}"),
      at: "retry:", "POST requests"),
    .init(
      .retriesDoNotFit, .warning,
      rule(
        "timeouts: {request: 1s, backendRequest: 400ms}, retry: {attempts: 3, codes: [503], backoff: 100ms}"),
      at: "timeouts:", "only 2 of 4 attempts", "400ms each, 100ms between", "`request: 1s900ms`",
      "attempts: 1"),
    .init(
      .retriesDoNotFit, .warning, rule("timeouts: {request: 1s}, retry: {attempts: 5, backoff: 300ms}"),
      at: "timeouts:", "1s500ms", "at most 3"),
    .init(
      .waitUnbounded, .note, rule("timeouts: {backendRequest: 2s}, retry: {attempts: 3, backoff: 1s}"),
      at: "timeouts:", "4 attempts", "11s"),
    .init(.waitUnbounded, .note, rule("retry: {attempts: 3}"), at: "retry:", "no timeout"),
    .init(
      .attemptUnbounded, .note, rule("timeouts: {request: 3s}, retry: {attempts: 2}"), at: "timeouts:",
      "all 3s", "`backendRequest: 1s`"),
    .init(
      .attemptUnbounded, .note,
      route(
        rules: """
            - {backendRefs: [{name: v1, port: 8080}], timeouts: {request: 3s}, retry: {attempts: 2}}
            - {backendRefs: [{name: v2, port: 8080}], timeouts: {request: 4s}, retry: {attempts: 2}}
          """), at: "timeouts: {request: 3s}", "all 3s"),
    .init(
      .backoffShort, .note, rule("retry: {codes: [503], backoff: 5ms}"), at: "retry:", "5ms", "25ms"),
    .init(
      .retryLayers, .warning, documents(rule("retry: {attempts: 3, codes: [503]}"), mesh), at: "retry:",
      "HTTPRoute/default/mesh", "4 × 3 = 12 attempts"),
    .init(
      .retriesUnbudgeted, .note,
      documents(rule("retry: {attempts: 3}", "b"), rule("retry: {attempts: 4}", "a")), at: "retry:",
      "Service default/v1", "5 attempts"),
    .init(.policyEmpty, .warning, trafficPolicy("retryConstraint: null"), at: "apiVersion", "sets nothing"),
    .init(
      .budgetZero, .note, trafficPolicy("retryConstraint: {budget: {percent: 0}}"), at: "retryConstraint",
      "10 retries/s"),
    .init(
      .budgetUnbinding, .warning, trafficPolicy("retryConstraint: {budget: {percent: 100}}"),
      at: "retryConstraint", "refuses none"),
    .init(
      .budgetFloor, .note, trafficPolicy("retryConstraint: {budget: {percent: 5}}"), at: "retryConstraint",
      "above 200 requests/s per gateway replica", "10 retries/s"),
    .init(
      .budgetFloor, .note,
      trafficPolicy("retryConstraint: {budget: {percent: 30}, minRetryRate: {count: 50, interval: 2s}}"),
      at: "retryConstraint", "above 83.3 requests/s", "25 retries/s"),
    .init(
      .budgetTranslated, .note, trafficPolicy("retryConstraint: {budget: {interval: 30s}}"),
      at: "retryConstraint", "`budget.interval`", "at once"),
  ]

  @Test("what goes wrong is remarked, with the numbers", arguments: cases)
  func remarks(_ one: LintCase) throws { try one.check() }

  @Test(
    "what is in order is not remarked",
    arguments: [
      // The conformance tests' own arithmetic: three attempts of 1s with 100ms between take 3.2s.
      rule(
        "timeouts: {request: 3200ms, backendRequest: 1s}, retry: {attempts: 2, codes: [503], backoff: 100ms}"),
      rule("timeouts: {request: 1s, backendRequest: 500ms}, retry: {codes: [408, 409, 425, 500, 599]}"),
      rule("matches: [{method: PUT}], timeouts: {request: 3s, backendRequest: 1s}, retry: {codes: [503]}"),
      rule("matches: [{method: POST}]"),
      rule("timeouts: {request: 3s, backendRequest: 1s}, retry: {codes: [503], backoff: 25ms}"),
      documents(
        rule("timeouts: {request: 3s, backendRequest: 1s}"),
        mesh.replacing("name: v1}", with: "name: v2}")
          .replacing("retry:", with: "timeouts: {request: 3s, backendRequest: 1s}, retry:")),
    ])
  func silence(_ text: String) {
    let budget = trafficPolicy("retryConstraint: {budget: {percent: 20}}")
    #expect(World(documents(text, budget)).lintCodes == [])
  }

  @Test(
    "policies that are as the defaults, or do something else, are not remarked",
    arguments: [
      "retryConstraint: {}", "retryConstraint: {budget: {percent: 99}}",
      "retryConstraint: {minRetryRate: {count: 10, interval: 1s}}", "sessionPersistence: {sessionName: a}",
    ])
  func usualPolicies(_ constraint: String) {
    let world = World(documents(trafficPolicy(constraint), rule("matches: [{method: GET}]")))
    #expect(world.lintCodes == [])
  }

  @Test("numbers beyond any sense are cut and do not trap")
  func extremes() {
    let huge = "\(Int.max)"
    let world = World(
      rule("timeouts: {request: 99999h, backendRequest: 99999h}, retry: {attempts: \(huge), backoff: 99999h}")
    )
    #expect(world.lints.contains { $0.message.contains("only 1 of") })
    let layers = World(
      documents(
        rule("retry: {attempts: \(huge)}"), Self.mesh.replacing("attempts: 2", with: "attempts: \(huge)")))
    #expect(layers.lints.contains { $0.code == GatewayCode.retryLayers.rawValue })
  }

  @Test("Services that are retried without a budget are counted in one note")
  func manyServices() throws {
    let names = ["v1", "v2", "v3", "v4"]
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: v4}\nspec: {ports: [{port: 8080}]}"
    let routes = names.map { route($0, rules: "  - {backendRefs: [{name: \($0), port: 8080}], retry: {}}") }
    let world = World((routes + [service]).joined(separator: "\n---\n"))
    let notes = world.lints.filter { $0.code == GatewayCode.retriesUnbudgeted.rawValue }
    #expect(notes.count == 1)
    #expect(notes.first?.message.contains("default/v3 and 1 more") == true)
  }
}
