import GatewayAPI
import Testing

@Suite("remarks about listeners, matches and mirrors")
struct LintRoutingTests {
  private static func mirror(_ target: String, _ share: String = "") -> String {
    "{type: RequestMirror, requestMirror: {backendRef: {name: \(target), port: 8080}\(share)}}"
  }

  private static func header(_ value: String, _ extra: String = "") -> String {
    "{path: {value: /a}, headers: [{name: tier, \(value)}]\(extra)}"
  }

  /// Two routes, of which `a` comes first by its name.
  private static func pair(_ first: String, _ second: String) -> String {
    documents(route("a", to: "v1", matches: first), route("b", to: "v2", matches: second))
  }

  static let mirrors: [LintCase] = [
    .init(.mirrorIsBackend, .warning, rule("filters: [\(mirror("v1"))]"), at: "{type", "Service default/v1"),
    .init(
      .mirrorTwice, .warning, rule("filters: [\(mirror("v2")), \(mirror("v2", ", percent: 5"))]"),
      at: "{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}, percent",
      "a copy for each"),
    .init(
      .mirrorRounded, .note,
      rule("filters: [\(mirror("v2", ", fraction: {numerator: 5, denominator: 1000}"))]"), at: "{type",
      "5 in 1000", "Cilium"),
    .init(
      .mirrorRounded, .warning,
      rule("filters: [\(mirror("v2", ", fraction: {numerator: 1, denominator: 2000000}"))]"), at: "{type",
      "one in a million"),
    .init(
      .mirrorAddsLoad, .note,
      documents(
        rule("filters: [\(mirror("v2"))], matches: [{path: {value: /a}}]"),
        route("z", to: "v2", matches: "{path: {value: /b}}")), at: "{type", "rule 0 of HTTPRoute/default/z"),
  ]

  static let matches: [LintCase] = [
    .init(
      .shadowedMatch, .warning,
      pair(header("type: RegularExpression, value: 'gold|silver'"), header("value: gold")), at: "{path",
      "rule 0 of HTTPRoute/default/a", "never reached"),
    .init(
      .shadowedMatch, .warning,
      pair("{path: {value: /a}, method: GET}", "{path: {value: /a/}}"),
      at: "{path: {value: /a}", "HTTPRoute/default/b"),
    .init(
      .shadowedMatch, .warning,
      pair("{path: {value: /a/b}}", "{path: {type: RegularExpression, value: '/.*'}}"), at: "{path",
      "path matching /.*"),
  ]

  private static func kinds(_ kinds: String, _ protocolName: String = "HTTP") -> String {
    gateway("{name: x, port: 80, protocol: \(protocolName), allowedRoutes: {kinds: [\(kinds)]}}")
  }

  static let routeKinds: [LintCase] = [
    .init(
      .routeKindsUnusable, .warning, kinds("{kind: TLSRoute}"), at: "{name: x",
      "HTTP listeners cannot take TLSRoute: no route can attach (status InvalidRouteKinds)",
      "take HTTPRoute and GRPCRoute: name these, or leave `kinds` out"),
    .init(
      .routeKindsUnusable, .warning, kinds("{kind: HTTPRoute}, {kind: Odd, group: x.io}"), at: "{name: x",
      "cannot take Odd of group \"x.io\": only HTTPRoute can attach"),
    .init(
      .routeKindsUnusable, .warning, kinds("{kind: HTTPRoute}", "TCP"), at: "{name: x",
      "TCP listeners cannot take HTTPRoute", "take TCPRoute"),
  ]

  @Test("kinds of routes that a protocol cannot take", arguments: routeKinds)
  func misfits(_ one: LintCase) throws { try one.check() }

  @Test("nothing is said of kinds that fit, nor of those of an unknown protocol")
  func fittingKinds() {
    for text in [Self.kinds("{kind: GRPCRoute}, {kind: HTTPRoute}"), Self.kinds("{kind: HTTPRoute}", "ODD")] {
      #expect(!World(text).lintCodes.contains(GatewayCode.routeKindsUnusable.rawValue))
    }
  }

  static let listeners: [LintCase] = [
    .init(
      .nothingAttached, .note, gateway("{name: http, port: 80, protocol: HTTP}"), at: "apiVersion",
      "no route is attached to the Gateway", "name: gw"),
    .init(
      .nothingAttached, .note,
      documents(
        gateway("{name: used, port: 80, protocol: HTTP}, {name: idle, port: 81, protocol: HTTP}"),
        rule("").replacing("{name: edge}", with: "{name: gw, sectionName: used}"),
        rule("", "other")), at: "{name: idle", "listener idle", "404"),
    .init(
      .selectorMissing, .warning,
      gateway(
        "{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}"), at: "{name: a",
      "no namespace", "from: All"),
    .init(
      .selectorMissing, .warning,
      gateway(
        "{name: a, port: 80, protocol: HTTP}", extra: "allowedListeners: {namespaces: {from: Selector}}"),
      at: "apiVersion", "ListenerSets of no namespace"),
    .init(
      .hostnamesOverlap, .note,
      gateway(
        "{name: wide, port: 443, protocol: HTTPS, hostname: '*.a.example', tls: {options: {a.b/c: d}}}, "
          + "{name: own, port: 443, protocol: HTTPS, hostname: b.a.example, tls: {options: {a.b/c: d}}}"),
      at: "{name: own", "listener wide", "421"),
    .init(
      .listenerSetIdle, .warning,
      documents(
        listenerSet("ListenerSet", "{name: twin, port: 80, protocol: HTTP}")
          .replacing("name: edge", with: "name: gw"),
        gateway(
          "{name: a, port: 80, protocol: HTTP}", extra: "allowedListeners: {namespaces: {from: All}}")),
      at: "apiVersion", "all its listeners are in conflict", "Gateway/default/gw"),
  ]

  @Test("copies that go astray are remarked", arguments: mirrors)
  func mirroring(_ one: LintCase) throws { try one.check() }

  @Test("matches that never come first are remarked", arguments: matches)
  func shadowing(_ one: LintCase) throws { try one.check() }

  @Test("listeners that serve nothing are remarked", arguments: listeners)
  func serving(_ one: LintCase) throws { try one.check() }

  @Test(
    "mirrors that do what they say are not remarked",
    arguments: [
      rule("filters: [\(mirror("v2"))]"),
      rule("filters: [\(mirror("v2")), \(mirror("v3", ", percent: 1"))]"),
      rule("filters: [\(mirror("v1", ", percent: 0"))]"),
      rule("filters: [\(mirror("v2", ", fraction: {numerator: 1, denominator: 100}"))]"),
      documents(
        rule("filters: [\(mirror("v2", ", percent: 50"))], matches: [{path: {value: /a}}]"),
        route("z", to: "v2", matches: "{path: {value: /b}}")),
    ])
  func usualMirrors(_ text: String) { #expect(World(text).lintCodes == []) }

  @Test(
    "matches that may take a request are not remarked",
    arguments: [
      // More headers come first, however broad they are.
      pair(header("type: RegularExpression, value: '.*'"), "{path: {value: /a}}"),
      // Neither takes all of what the other does.
      pair(header("type: RegularExpression, value: 'g.*'"), header("type: RegularExpression, value: 'go.*'")),
      pair(header("type: RegularExpression, value: 'silver'"), header("value: gold")),
      pair(header("type: RegularExpression, value: '.*'", ", method: GET"), header("value: gold")),
      pair(header("value: gold"), header("type: RegularExpression, value: '.*'")),
      pair("{path: {value: /a}}", "{path: {value: /a/}, method: GET}"),
      // Exact paths come before expressions.
      pair("{path: {type: Exact, value: /a/b}}", "{path: {type: RegularExpression, value: '/.*'}}"),
    ])
  func reachable(_ text: String) { #expect(World(text).lintCodes == []) }

  @Test("a match that comes first for one of its hostnames is not remarked")
  func hostnames() {
    let text = documents(
      route(
        "a", to: "v1", matches: Self.header("type: RegularExpression, value: '.*'"),
        extra: "hostnames: [x.example]"),
      route("b", to: "v2", matches: Self.header("value: gold"), extra: "hostnames: [x.example, y.example]"))
    #expect(World(text).lintCodes == [])
    let both = World(text.replacing("[x.example]", with: "[x.example, y.example]"))
    #expect(both.lintCodes == [GatewayCode.shadowedMatch.rawValue])
  }

  @Test("matches of one rule hide each other without harm")
  func oneRule() {
    let both = [Self.header("type: RegularExpression, value: '.*'"), Self.header("value: gold")]
    #expect(World(route("a", to: "v1", matches: both.joined(separator: ", "))).lintCodes == [])
  }

  @Test("a thousand matches of one path with expressions are no square of work")
  func manyMatches() {
    let routes = (0..<250).map { number in
      let matches = (0..<4).map { Self.header("type: RegularExpression, value: 't\(number).\($0)'") }
      return route("r\(number)", to: "v1", matches: matches.joined(separator: ", "))
    }
    let world = World(routes.joined(separator: "\n---\n"))
    let clock = ContinuousClock()
    #expect(clock.measure { _ = world.lints } < .seconds(5))
    #expect(world.lintCodes == [])
  }
}
