import GatewayAPI
import Testing

@Suite("rules about gRPC methods, sessions and intervals")
struct MethodAndSessionRuleTests {
  private static func method(_ method: String) -> String { grpcRoute("{matches: [{method: {\(method)}}]}") }

  static let methods: [RuleCase] = [
    RuleCase(
      message: "One or both of 'service' or 'method' must be specified",
      path: "spec.rules[0].matches[0].method", kept: method("service: a.B, method: C"), broken: method(""),
      code: .methodRule),
    RuleCase(
      message:
        #"service must only contain valid characters (matching ^(?i)\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$)"#,
      path: "spec.rules[0].matches[0].method", kept: method("service: .foo_1.BAR"),
      broken: method("service: a..b"), code: .methodRule),
    RuleCase(
      message: "method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)",
      path: "spec.rules[0].matches[0].method", kept: method("type: RegularExpression, method: a.*"),
      broken: method("type: Exact, method: a.*"), code: .methodRule),
    RuleCase(
      message: "method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)",
      path: "spec.rules[0].matches[0].method", kept: method("method: _A9"), broken: method("method: 9A")),
  ]

  static let sessions: [RuleCase] = [
    ("spec.rules[0].sessionPersistence", { route("r", rules: "  - {sessionPersistence: {\($0)}}") }),
    ("spec.rules[0].sessionPersistence", { grpcRoute("{sessionPersistence: {\($0)}}") }),
    ("spec.sessionPersistence", { trafficPolicy("sessionPersistence: {\($0)}") }),
  ].flatMap { (path: String, document: (String) -> String) in
    [
      RuleCase(
        message: "AbsoluteTimeout must be specified when cookie lifetimeType is Permanent", path: path,
        kept: document("absoluteTimeout: 1h, cookieConfig: {lifetimeType: Permanent}"),
        broken: document("cookieConfig: {lifetimeType: Permanent}"), code: .sessionRule,
        isThere: { $0.channel == .experimental }),
      RuleCase(
        message: "cookieConfig can only be set with type Cookie", path: path,
        kept: document("type: Header, sessionName: a"), broken: document("type: Header, cookieConfig: {}"),
        code: .sessionRule, isThere: AdmissionSettings.from(.v15)),
    ]
  }

  private static func budget(_ interval: String) -> String {
    trafficPolicy("retryConstraint: {budget: {interval: \(interval)}}")
  }

  private static func rate(_ interval: String) -> String {
    trafficPolicy("retryConstraint: {minRetryRate: {count: 1, interval: \(interval)}}")
  }

  static let intervals: [RuleCase] = ["can not", "cannot"].flatMap { cannot in
    let isThere: @Sendable (AdmissionSettings) -> Bool = {
      $0.channel == .experimental && ($0.release >= .v15) == (cannot == "cannot")
    }
    return [("1s", "999ms"), ("1h", "1h1ms"), ("60m", "0s")].map { kept, broken in
      RuleCase(
        message: "interval \(cannot) be greater than one hour or less than one second",
        path: "spec.retryConstraint.budget.interval", kept: budget(kept), broken: budget(broken),
        type: "string", code: .durationRule, isThere: isThere)
    }
      + [("1ms", "0s"), ("1h", "61m")].map { kept, broken in
        RuleCase(
          message: "interval \(cannot) be greater than one hour",
          path: "spec.retryConstraint.minRetryRate.interval", kept: rate(kept), broken: rate(broken),
          type: "string", code: .durationRule, isThere: isThere)
      }
  }

  @Test(
    "each is kept and broken in the words of an API server, in those releases that have it",
    arguments: methods + sessions + intervals)
  func rules(_ one: RuleCase) { one.check() }

  @Test("a class may be created with any controller, which it may not change later")
  func controllers() {
    func gatewayClass(_ controller: String) -> String {
      "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: c}\n"
        + "spec: {controllerName: \(controller)}"
    }
    #expect(World(gatewayClass("example.com/a/b")).errors == [])
    #expect(World(gatewayClass("example.com")).errors.map(\.path) == ["spec.controllerName"])
  }
}
