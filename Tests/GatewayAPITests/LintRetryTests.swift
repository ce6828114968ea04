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
      at: "retryConstraint", "envoy and istio ignore `budget.interval`", "at once",
      "envoy-gateway and cilium do not read"),
    .init(
      .budgetTranslated, .note, trafficPolicy("retryConstraint: {minRetryRate: {count: 10, interval: 2s}}"),
      at: "retryConstraint", "envoy, istio and kgateway ignore the interval of `minRetryRate`"),
    .init(
      .budgetWindowCut, .note, trafficPolicy("retryConstraint: {budget: {interval: 2m}}"),
      at: "retryConstraint", "linkerd and finagle measure over 1m at most, not over 2m"),
    .init(
      .backoffTranslated, .note, rule("retry: {codes: [503], backoff: 100ms}"), at: "retry:",
      "envoy, envoy-gateway, istio, cilium, kgateway and grpc draw", "linkerd and aws-sdk ignore", "100ms"),
    .init(
      .attemptTimeoutUnretried, .note,
      rule("timeouts: {request: 1s, backendRequest: 300ms}, retry: {codes: [503]}"), at: "timeouts:",
      "envoy-gateway, istio, cilium, linkerd and grpc"),
    .init(
      .attemptsTranslated, .note, rule("retry: {attempts: 5, codes: [503]}"), at: "retry:",
      "grpc makes fewer", "linkerd and aws-sdk ignore"),
    .init(
      .attemptsTranslated, .note,
      documents(
        rule("retry: {attempts: 6}", "a"), rule("retry: {attempts: 4}", "b"),
        rule("retry: {attempts: 5}", "c")), at: "retry: {attempts: 6}", "6 retries", "in 1 more rule)"),
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
    // That data planes differ, and where a route of a Service acts, is told of what is in order too.
    let remarks: Set = [
      GatewayCode.backoffTranslated.rawValue, GatewayCode.attemptTimeoutUnretried.rawValue,
      GatewayCode.callsOnly.rawValue,
    ]
    #expect(World(documents(text, budget)).lintCodes.filter { !remarks.contains($0) } == [])
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

  @Test(
    "what every data plane can do, or none of its own differs from, is not remarked",
    arguments: [
      ("retry: {attempts: 4, codes: [503], backoff: 25ms}", GatewayCode.backoffTranslated),
      ("retry: {attempts: 4, codes: [503], backoff: 25ms}", .attemptsTranslated),
      ("timeouts: {backendRequest: 1s}", .attemptTimeoutUnretried),
      ("timeouts: {request: 1s}, retry: {codes: [503]}", .attemptTimeoutUnretried),
      ("timeouts: {backendRequest: 1s}, retry: {attempts: 0, backoff: 1s}", .attemptTimeoutUnretried),
      ("retry: {attempts: 0, backoff: 1s}", .backoffTranslated),
    ])
  func translated(_ fields: String, _ code: GatewayCode) {
    #expect(!World(rule(fields), settings: Self.before16).lintCodes.contains(code.rawValue))
  }

  @Test("a budget of a minute is kept by all")
  func minute() {
    let world = World(trafficPolicy("retryConstraint: {budget: {interval: 1m}}"))
    #expect(!world.lintCodes.contains(GatewayCode.budgetWindowCut.rawValue))
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
