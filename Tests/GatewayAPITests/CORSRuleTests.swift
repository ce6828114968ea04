import GatewayAPI
import Testing

@Suite("rules with a CORS filter")
struct CORSRuleTests {
  private static let cors =
    "{type: CORS, cors: {allowOrigins: ['https://a.com'], allowMethods: [PUT], allowCredentials: true, maxAge: 60}}"
  private static let backend = "backendRefs: [{name: v1, port: 8080}]"
  private static let preflight = [
    ("Origin", "https://b.com"), ("Access-Control-Request-Method", "PUT"),
  ]

  private func world(_ filters: String..., rest: String = backend) -> World {
    World(route(rules: "  - {filters: [\(filters.joined(separator: ", "))], \(rest)}"))
  }

  private func mirror(to service: String) -> String {
    "{type: RequestMirror, requestMirror: {backendRef: {name: \(service), port: 8080}}}"
  }

  private func preflightPlan(_ world: World) -> RulePlan? {
    let request = HTTPRequest(
      method: "OPTIONS", headers: Self.preflight.map { .init(name: $0.0, value: $0.1) })
    guard
      case .matched(let rule) = world.configuration.answer(
        request, gateway: NamespacedName(name: "edge"), port: 80)
    else { return nil }
    return rule.plan
  }

  @Test("preflights are answered by the gateway, allowed or not, and other requests are forwarded")
  func preflights() {
    let world = world(Self.cors)
    #expect(world.errors.isEmpty)
    #expect(world.configuration.notModelled.isEmpty)
    #expect(world.answer(method: "OPTIONS", headers: Self.preflight) == "204")
    #expect(world.answer(method: "OPTIONS", headers: [Self.preflight[0]]) == "v1")
    #expect(world.answer(method: "OPTIONS", headers: [Self.preflight[1]]) == "v1")
    #expect(world.answer(method: "GET", headers: Self.preflight) == "v1")
    #expect(
      world.plan()?.cors
        == CORSPolicy(
          allowOrigins: ["https://a.com"], allowMethods: ["PUT"], allowCredentials: true, maxAge: 60))
    #expect(preflightPlan(world)?.cors == world.plan()?.cors)
    #expect(preflightPlan(world)?.backends.isEmpty == true)
  }

  @Test("a rule without the filter forwards preflights")
  func withoutFilter() {
    #expect(world().answer(method: "OPTIONS", headers: Self.preflight) == "v1")
    #expect(world().plan()?.cors == nil)
  }

  @Test("an empty filter allows nothing, and answers all the same")
  func empty() {
    let world = world("{type: CORS, cors: {}}")
    #expect(world.plan()?.cors == CORSPolicy(maxAge: 5))
    #expect(world.answer(method: "OPTIONS", headers: Self.preflight) == "204")
  }

  @Test("a preflight must match its rule like any request")
  func matching() {
    let world = World(
      route(
        rules: "  - {matches: [{method: PUT}], filters: [\(Self.cors)], \(Self.backend)}"))
    #expect(world.answer(method: "OPTIONS", headers: Self.preflight) == "404")
    #expect(world.answer(method: "PUT") == "v1")
  }

  @Test("mirrors before the filter see preflights, those after it do not")
  func mirrors() {
    let world = world(mirror(to: "v2"), Self.cors, mirror(to: "v3"))
    #expect(world.plan()?.mirrors.map(\.service.name) == ["v2", "v3"])
    #expect(preflightPlan(world)?.mirrors.map(\.service.name) == ["v2"])
  }

  @Test("of a redirect and a CORS filter the first answers")
  func redirects() {
    let redirect = "{type: RequestRedirect, requestRedirect: {scheme: https}}"
    let corsFirst = world(Self.cors, redirect, rest: "name: r")
    #expect(corsFirst.answer(method: "OPTIONS", headers: Self.preflight) == "204")
    #expect(corsFirst.answer() == "302")
    #expect(corsFirst.plan()?.cors != nil)
    let redirectFirst = world(redirect, Self.cors, rest: "name: r")
    #expect(redirectFirst.answer(method: "OPTIONS", headers: Self.preflight) == "302")
    #expect(redirectFirst.plan()?.cors == nil)
  }

  @Test("an unusable filter of the rule takes the CORS filter with it")
  func unusable() {
    let world = world(Self.cors, "{type: ExtensionRef, extensionRef: {group: x.io, kind: Z, name: z}}")
    #expect(world.answer(method: "OPTIONS", headers: Self.preflight) == "500")
    #expect(world.plan()?.cors == nil)
  }

  @Test("before v1.5 the filter may be repeated: the first acts")
  func repeated() {
    let rule = "  - {filters: [\(Self.cors), {type: CORS, cors: {maxAge: 7}}], \(Self.backend)}"
    let world = World(route(rules: rule), settings: AdmissionSettings(release: .v14))
    #expect(world.errors.isEmpty)
    #expect(world.plan()?.cors?.maxAge == 60)
  }

  @Test("a backend's own filter is left out and listed")
  func ofBackend() {
    let world = World(
      route(rules: "  - {backendRefs: [{name: v1, port: 8080, filters: [\(Self.cors)]}]}"))
    #expect(world.answer(method: "OPTIONS", headers: Self.preflight) == "v1")
    #expect(
      world.configuration.notModelled.map(\.path) == ["spec.rules[0].backendRefs[0].filters[0]"])
  }
}
