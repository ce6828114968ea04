import GatewayAPI
import Testing

@Suite("rules about routes")
struct RouteRuleTests {
  private static func rule(_ rule: String) -> String { route("r", rules: "  - {\(rule)}") }
  private static func path(_ path: String) -> String { rule("matches: [{path: {\(path)}}]") }

  /// A route of either kind with these parents.
  private static func parents(_ kind: String, _ parents: String) -> String {
    let text = kind == "HTTPRoute" ? route("r", rules: "  - {}") : grpcRoute("{}")
    return text.replacing("[{name: edge}]", with: "[\(parents)]")
  }

  private static func rules(_ kind: String, _ rules: String) -> String {
    "apiVersion: gateway.networking.k8s.io/v1\nkind: \(kind)\nmetadata: {name: r}\nspec: {rules: [\(rules)]}"
  }

  private static func matches(_ kind: String, _ counts: [Int]) -> String {
    rules(
      kind,
      counts.map { "{matches: [\(Array(repeating: "{}", count: $0).joined(separator: ", "))]}" }
        .joined(separator: ", "))
  }

  private static let same = "when parentRefs includes 2 or more references to the same parent"

  static let everyKind: [RuleCase] = ["HTTPRoute", "GRPCRoute"].flatMap { kind in
    [("sectionName", AdmissionSettings.Channel.standard), ("sectionName or port", .experimental)]
      .flatMap { what, channel in
        [
          RuleCase(
            message: "\(what) must be specified \(same)", path: "spec.parentRefs",
            kept: parents(kind, "{name: e, sectionName: a}, {name: e, sectionName: b}, {name: f}"),
            broken: parents(kind, "{name: e, sectionName: a}, {name: e}"), type: "array", code: .parentRule,
            isThere: { $0.channel == channel }),
          RuleCase(
            message: "\(what) must be unique \(same)", path: "spec.parentRefs",
            kept: parents(kind, "{name: e}, {name: e, namespace: default}, {name: e, kind: K}"),
            broken: parents(kind, "{name: e}, {name: e}"), type: "array", code: .parentRule,
            isThere: { $0.channel == channel }),
        ]
      } + [
        RuleCase(
          message: "sectionName or port must be specified \(same)", path: "spec.parentRefs",
          kept: parents(kind, "{name: e, port: 1}, {name: e, port: 2}"),
          broken: parents(kind, "{name: e, port: 1}, {name: e}"), type: "array",
          isThere: { $0.channel == .experimental }),
        RuleCase(
          message: "sectionName or port must be unique \(same)", path: "spec.parentRefs",
          kept: parents(kind, "{name: e, sectionName: a, port: 1}, {name: e, sectionName: a, port: 2}"),
          broken: parents(kind, "{name: e, sectionName: a, port: 1}, {name: e, sectionName: a, port: 1}"),
          type: "array", isThere: { $0.channel == .experimental }),
        RuleCase(
          message: "sectionName must be unique \(same)", path: "spec.parentRefs",
          kept: parents(kind, "{name: e, sectionName: a, port: 1}, {name: e, sectionName: b, port: 1}"),
          broken: parents(kind, "{name: e, sectionName: a, port: 1}, {name: e, sectionName: a, port: 2}"),
          type: "array", isThere: { $0.channel == .standard }),
        RuleCase(
          message:
            "While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in "
            + "a route must be less than 128", path: "spec.rules", kept: matches(kind, [64, 64]),
          broken: matches(kind, [64, 64, 1]), type: "array", code: .routeRule),
        RuleCase(
          message: "Rule name must be unique within the route", path: "spec.rules",
          kept: rules(kind, "{name: a}, {name: b}, {}, {}"), broken: rules(kind, "{name: a}, {name: a}"),
          type: "array", code: .routeRule, isThere: { $0.channel == .experimental }),
        RuleCase(
          message: "Must have port for Service reference", path: "spec.rules[0].backendRefs[0]",
          kept: rules(
            kind, "{backendRefs: [{name: a, port: 1}, {name: a, kind: B}, {name: a, group: b.io}]}"),
          broken: rules(kind, "{backendRefs: [{name: a}]}"), code: .portRule),
      ]
  }

  private static let redirect =
    "{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}"
  private static let rewrite =
    "{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}"

  private static func replacing(_ filter: String, _ matches: String, onBackend: Bool) -> String {
    rule(
      "matches: [\(matches)], "
        + (onBackend ? "backendRefs: [{name: a, port: 1, filters: [\(filter)]}]" : "filters: [\(filter)]"))
  }

  static let http: [RuleCase] =
    [
      RuleCase(
        message: "RequestRedirect filter must not be used together with backendRefs", path: "spec.rules[0]",
        kept: rule("filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: []"),
        broken: rule(
          "filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: [{name: a, port: 1}]"),
        code: .routeRule),
      RuleCase(
        message: "backendRequest timeout cannot be longer than request timeout",
        path: "spec.rules[0].timeouts",
        kept: rule("timeouts: {request: 1s, backendRequest: 1000ms}"),
        broken: rule("timeouts: {request: 1s, backendRequest: 1001ms}"), code: .durationRule),
      RuleCase(
        message: "backendRequest timeout cannot be longer than request timeout",
        path: "spec.rules[0].timeouts", kept: rule("timeouts: {request: 0s, backendRequest: 1s}"),
        broken: rule("timeouts: {request: 1ms, backendRequest: 1s}")),
    ]
    + [
      ("When using RequestRedirect", redirect, false), ("When using URLRewrite", rewrite, false),
      ("Within backendRefs, when using RequestRedirect", redirect, true),
      ("Within backendRefs, When using URLRewrite", rewrite, true),
    ].flatMap { using, filter, onBackend in
      ["{path: {type: Exact}}", "{}, {}", ""].map { matches in
        RuleCase(
          message:
            "\(using) filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified",
          path: "spec.rules[0]", kept: replacing(filter, "{}", onBackend: onBackend),
          broken: replacing(filter, matches, onBackend: onBackend), code: .routeRule)
      }
    }

  private static let plain = "['Exact', 'PathPrefix']"

  static let paths: [RuleCase] =
    [
      ("value must be an absolute path and start with '/' when type one of \(plain)", "a"),
      ("must not contain '//' when type one of \(plain)", "/a//b"),
      ("must not contain '/./' when type one of \(plain)", "/a/./b"),
      ("must not contain '/../' when type one of \(plain)", "/a/../b"),
      ("must not contain '%2f' when type one of \(plain)", "/a%2fb"),
      ("must not contain '%2F' when type one of \(plain)", "/a%2Fb"),
      ("must not contain '#' when type one of \(plain)", "/a#b"),
      ("must not end with '/..' when type one of \(plain)", "/a/.."),
      ("must not end with '/.' when type one of \(plain)", "/a/."),
      (
        "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) "
          + "for types \(plain)", "/a b"
      ),
    ].flatMap { message, value in
      ["Exact", "PathPrefix"].map { type in
        RuleCase(
          message: message, path: "spec.rules[0].matches[0].path",
          kept: path("type: RegularExpression, value: '\(value)'"),
          broken: path("type: \(type), value: '\(value)'"), code: .pathRule)
      }
    } + [
      RuleCase(
        message: "type must be one of ['Exact', 'PathPrefix', 'RegularExpression']",
        path: "spec.rules[0].matches[0].path",
        kept: path(
          "value: /-A.z_~!$&'()*+,;=:@%41/"
            .replacing("'", with: "''").replacing("value: ", with: "value: '") + "'"),
        broken: path("type: Prefix"), code: .pathRule)
    ]

  @Test(
    "each is kept and broken in the words of an API server, in those releases that have it",
    arguments: everyKind + http + paths)
  func rules(_ one: RuleCase) { one.check() }

  @Test("two backends whose prefixes are replaced slip through, as the definition has it")
  func exactlyOne() {
    let backend = "{name: v1, port: 8080, filters: [\(Self.rewrite)]}"
    #expect(World(Self.rule("matches: [{}, {}], backendRefs: [\(backend), \(backend)]")).errors == [])
  }
}
