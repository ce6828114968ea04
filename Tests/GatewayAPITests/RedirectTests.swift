import GatewayAPI
import Testing

@Suite("redirects and the order of filters")
struct RedirectTests {
  private func world(_ filters: String, release: AdmissionSettings.Release = .v16) -> World {
    World(
      texts: [
        gateway([http("plain"), http("other", port: 8080), https("secure")]), service("v1"), service("v2"),
        attached("r", rules: "{filters: [\(filters)]}"),
      ], settings: AdmissionSettings(release: release))
  }

  private func redirect(_ fields: String) -> String {
    "{type: RequestRedirect, requestRedirect: {\(fields)}}"
  }

  @Test(
    "the port follows the filter, then its scheme, then the listener, and is left out where it is the scheme's",
    arguments: [
      (80, "hostname: h.org", "http://h.org/p"), (80, "port: 80", "http://example.org/p"),
      (80, "port: 8080", "http://example.org:8080/p"), (80, "scheme: https", "https://example.org/p"),
      (80, "scheme: https, port: 443", "https://example.org/p"),
      (80, "scheme: https, port: 8443", "https://example.org:8443/p"),
      (80, "scheme: http", "http://example.org/p"), (80, "port: 443", "http://example.org:443/p"),
      (8080, "hostname: h.org", "http://h.org:8080/p"), (8080, "port: 80", "http://example.org/p"),
      (8080, "port: 8080", "http://example.org:8080/p"), (8080, "scheme: https", "https://example.org/p"),
      (8080, "scheme: http", "http://example.org/p"),
      (8080, "scheme: https, port: 8443", "https://example.org:8443/p"),
      (443, "hostname: h.org", "https://h.org/p"), (443, "scheme: http", "http://example.org/p"),
      (443, "scheme: http, port: 80", "http://example.org/p"),
      (443, "scheme: http, port: 8080", "http://example.org:8080/p"),
      (443, "scheme: https, port: 443", "https://example.org/p"),
      (443, "scheme: https, port: 8443", "https://example.org:8443/p"),
      (443, "port: 8443", "https://example.org:8443/p"), (443, "port: 80", "https://example.org:80/p"),
    ])
  func ports(_ port: Int, _ fields: String, _ location: String) throws {
    let explanation = world(redirect(fields)).explain(
      "/p", host: "Example.org:1234", scheme: port == 443 ? "https" : "http", port: port)
    #expect(explanation.redirect?.location == location)
    #expect(explanation.status == 302)
    #expect(explanation.answeredBy == .gateway)
    #expect(explanation.backends.isEmpty)
  }

  @Test(
    "every status of the release answers", arguments: [301, 302, 303, 307, 308])
  func statuses(_ status: Int) {
    #expect(world(redirect("statusCode: \(status)")).explain().status == status)
    #expect(world(redirect("statusCode: \(status)")).explain().redirect?.status == status)
    #expect(world(redirect("statusCode: \(status)"), release: .v14).errors.isEmpty == (status <= 302))
  }

  @Test("the query stays, a whole path replaces the path, and without a host the location is a path")
  func paths() {
    let full = "path: {type: ReplaceFullPath, replaceFullPath: /new}"
    #expect(world(redirect(full)).explain("/a?b=c").redirect?.location == "http://example.org/new?b=c")
    #expect(world(redirect("scheme: https")).explain("/a?b=c").redirect?.path == "/a?b=c")
    #expect(world(redirect(full)).explain("/a", host: "").redirect?.location == "/new")
    #expect(world(redirect(full)).explain("/a", host: "[::1]:80").redirect?.host == "[::1]")
  }

  private static let mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}}}"
  private static let cors = "{type: CORS, cors: {allowOrigins: [\"https://a.org\"], maxAge: 7}}"
  private static let header =
    "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}]}}"
  private static let moved = "{type: RequestRedirect, requestRedirect: {statusCode: 301}}"

  /// Filters, then what an ordinary request of an allowed origin and its preflight come to: status, mirrors, maxAge and origin.
  struct Order: Sendable {
    let filters: [String]
    let actual: String
    let preflight: String
  }

  static let orders = [
    Order(filters: [mirror, moved], actual: "301 1 - -", preflight: "301 1 - -"),
    Order(filters: [moved, mirror], actual: "301 0 - -", preflight: "301 0 - -"),
    Order(filters: [cors, moved], actual: "301 0 - allowed", preflight: "204 0 7 allowed"),
    Order(filters: [moved, cors], actual: "301 0 - -", preflight: "301 0 - -"),
    Order(filters: [mirror, cors, moved], actual: "301 1 - allowed", preflight: "204 1 7 allowed"),
    Order(filters: [cors, mirror, moved], actual: "301 1 - allowed", preflight: "204 0 7 allowed"),
    Order(filters: [header, cors, mirror], actual: "500 1 - allowed", preflight: "204 0 7 allowed"),
  ]

  @Test("filters act in the order of the list until one answers", arguments: orders)
  func acts(_ order: Order) {
    func outcome(_ explanation: Explanation) -> String {
      let headers = Dictionary(
        uniqueKeysWithValues: explanation.responseHeaders.values.map { ($0.name, $0.value) })
      let origin = headers["access-control-allow-origin"] == "https://a.org" ? "allowed" : "-"
      let age = headers["access-control-max-age"] ?? "-"
      return "\(explanation.status ?? 0) \(explanation.mirrors.count) \(age) \(origin)"
    }
    let world = world(order.filters.joined(separator: ", "))
    #expect(world.errors.isEmpty)
    let origin = [("Origin", "https://a.org")]
    #expect(outcome(world.explain(headers: origin)) == order.actual)
    let asked = origin + [("Access-Control-Request-Method", "GET")]
    #expect(outcome(world.explain(method: "OPTIONS", headers: asked)) == order.preflight)
    #expect(world.explain(method: "OPTIONS", headers: asked).answeredBy == .gateway)
  }

  @Test("an actual request of another origin is forwarded without CORS headers")
  func foreignOrigin() {
    let world = World(texts: [
      gateway([http("any")]), service("v1"),
      attached("r", rules: "{filters: [\(Self.cors)], backendRefs: [{name: v1, port: 8080}]}"),
    ])
    let allowed = world.explain(headers: [("origin", "https://a.org")])
    #expect(allowed.responseHeaders.shown == ["access-control-allow-origin: https://a.org", "vary: Origin"])
    #expect(allowed.answeredBy == .backend)
    let foreign = world.explain(headers: [("origin", "https://b.org")])
    #expect(foreign.responseHeaders.shown == [])
    #expect(foreign.status == 200)
    let preflight = world.explain(
      method: "OPTIONS", headers: [("origin", "https://b.org"), ("access-control-request-method", "GET")])
    #expect(preflight.responseHeaders.shown == [])
    #expect(preflight.status == 204)
    #expect(world.explain(method: "OPTIONS").answeredBy == .backend)
  }
}
