import GatewayAPI
import Testing

@Suite("listeners and hostnames")
struct ListenerTests {
  /// A Gateway `edge` with these listeners, and the Services it needs.
  private func world(listeners: String, _ routes: String...) -> World {
    World(
      texts: [
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec:
          gatewayClassName: example
          listeners:
        \(listeners)
        """
      ] + routes + ["v1", "v2", "v3"].map { Self.service($0) })
  }

  private static func service(_ name: String) -> String {
    "{apiVersion: v1, kind: Service, metadata: {name: \(name)}, spec: {ports: [{port: 8080}]}}"
  }

  private func listener(
    _ name: String, _ hostname: String? = nil, port: Int = 80, protocol kind: String = "HTTP"
  ) -> String {
    let host = hostname.map { ", hostname: '\($0)'" } ?? ""
    return "  - {name: \(name), port: \(port), protocol: \(kind)\(host)}"
  }

  @Test(
    "a route is served for what its hostname and the listener's have in common",
    arguments: [
      (nil, nil, "any.com", true), (nil, "h.com", "h.com", true), (nil, "h.com", "x.com", false),
      ("h.com", nil, "h.com", true), ("h.com", nil, "x.com", false),
      ("test.example.com", "test.example.com", "test.example.com", true),
      ("test.example.com", "*.example.com", "test.example.com", true),
      ("test.example.com", "*.example.com", "other.example.com", false),
      ("*.example.com", "*.example.com", "a.b.example.com", true),
      ("*.example.com", "*.example.com", "example.com", false),
      ("*.example.com", "test.example.com", "test.example.com", true),
      ("*.example.com", "foo.test.example.com", "foo.test.example.com", true),
      ("*.example.com", "test.example.com", "x.example.com", false),
      ("*.example.com", "*.foo.example.com", "a.foo.example.com", true),
      ("*.example.com", "*.foo.example.com", "a.example.com", false),
      ("*.foo.example.com", "*.example.com", "a.foo.example.com", true),
      ("*.foo.example.com", "*.example.com", "a.example.com", false),
    ] as [(String?, String?, String, Bool)])
  func intersection(_ listener: String?, _ hostname: String?, host: String, isServed: Bool) {
    let world = world(
      listeners: self.listener("http", listener),
      route("r", to: "v1", matches: "{}", extra: hostname.map { "hostnames: ['\($0)']" } ?? ""))
    #expect(world.answer(host: host) == (isServed ? "v1" : "404"))
    #expect(world.messages(.routeNowhere).isEmpty)
  }

  @Test(
    "a route without a hostname in common attaches nowhere, which is said",
    arguments: [("*.example.com", "example.com"), ("*.example.com", "test.example.net"), ("a.com", "b.com")])
  func noIntersection(_ listener: String, _ hostname: String) throws {
    let world = world(
      listeners: self.listener("http", listener),
      route("r", to: "v1", matches: "{}", extra: "hostnames: ['\(hostname)']"))
    #expect(world.answer(host: hostname) == "404")
    let message = try #require(world.messages(.noMatchingHostname).first)
    #expect(message.severity == .warning)
    #expect(message.location?.line == 5)
    #expect(message.path == "spec.parentRefs[0]")
    #expect(world.messages(.routeNowhere).count == 1)
  }

  private func intersectionWorld() -> World {
    world(
      listeners: [
        listener("l1", "very.specific.com"), listener("l2", "*.wildcard.io"),
        listener("l3", "*.anotherwildcard.io"),
      ].joined(separator: "\n"),
      route(
        "s1", to: "v1", matches: "{path: {value: /s1}}",
        extra: "hostnames: [non.matching.com, '*.nonmatchingwildcard.io', very.specific.com]"),
      route(
        "s2", to: "v2", matches: "{path: {value: /s2}}",
        extra:
          "hostnames: [non.matching.com, wildcard.io, foo.wildcard.io, bar.wildcard.io, foo.bar.wildcard.io]"),
      route(
        "s3", to: "v3", matches: "{path: {value: /s3}}",
        extra: "hostnames: [non.matching.com, '*.specific.com']"),
      route("s4", to: "v1", matches: "{path: {value: /s4}}", extra: "hostnames: ['*.anotherwildcard.io']"))
  }

  @Test(
    "hostnames that fit no listener are ignored, a port in the host too",
    arguments: [
      ("very.specific.com", "/s1", "v1"), ("very.specific.com:1234", "/s1", "v1"),
      ("Very.Specific.COM", "/s1", "v1"),
      ("non.matching.com", "/s1", "404"), ("foo.nonmatchingwildcard.io", "/s1", "404"),
      ("foo.wildcard.io", "/s1", "404"), ("very.specific.com", "/non-matching-prefix", "404"),
      ("foo.wildcard.io", "/s2", "v2"), ("bar.wildcard.io", "/s2", "v2"),
      ("foo.bar.wildcard.io", "/s2", "v2"),
      ("wildcard.io", "/s2", "404"), ("very.specific.com", "/s3", "v3"), ("foo.specific.com", "/s3", "404"),
      ("foo.bar.anotherwildcard.io", "/s4", "v1"), ("anotherwildcard.io", "/s4", "404"),
    ])
  func intersections(_ host: String, _ path: String, _ expected: String) {
    #expect(intersectionWorld().answer(path, host: host) == expected)
  }

  @Test(
    "listeners are isolated: only the most specific one answers for a host",
    arguments: [
      ("bar.com", "any"), ("bar.example.com", "example"), ("bar.foo.example.com", "foo"),
      ("abc.foo.example.com", "exact"),
    ])
  func isolation(_ host: String, _ reached: String) {
    let routes = ["any", "example", "foo", "exact"].map { name in
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: \(name)}
      spec:
        parentRefs: [{name: edge, sectionName: \(name)}]
        rules: [{matches: [{path: {value: /\(name)}}], backendRefs: [{name: v1, port: 8080}]}]
      """
    }
    let world = world(
      listeners: [
        listener("any"), listener("example", "*.example.com"), listener("foo", "*.foo.example.com"),
        listener("exact", "abc.foo.example.com"),
      ].joined(separator: "\n"), routes.joined(separator: "\n---\n"))
    for name in ["any", "example", "foo", "exact"] {
      #expect(world.answer("/\(name)", host: host) == (name == reached ? "v1" : "404"))
    }
  }

  @Test("a port that nothing serves, an unknown Gateway and the wrong scheme are refused")
  func refusal() {
    let world = world(listeners: listener("http"), route("r", to: "v1", matches: "{}"))
    #expect(world.answer(port: 80) == "v1")
    #expect(world.answer(port: 81) == "refused")
    #expect(world.answer(scheme: "https") == "refused")
    #expect(world.answer(gateway: "other") == "refused")
    #expect(world.configuration.gateways[0].ports == [80])
    #expect(world.configuration.gateways[0].scheme(at: 80) == "http")
    #expect(world.configuration.gateways[0].scheme(at: 81) == nil)
  }

  @Test("an HTTPS listener answers https, and only the options of its TLS are listed as not modelled")
  func https() {
    let world = world(
      listeners:
        "  - {name: s, port: 443, protocol: HTTPS, tls: {options: {a: b}, certificateRefs: [{name: c}]}}",
      route("r", to: "v1", matches: "{}"))
    #expect(world.errors.isEmpty)
    #expect(world.answer(scheme: "https", port: 443) == "v1")
    #expect(world.configuration.notModelled.map(\.path) == ["spec.listeners[0].tls.options"])
    #expect(world.configuration.notModelled.map(\.object) == ["Gateway/default/edge"])
    #expect(world.configuration.notModelled.map(\.location.line) == [7])
  }

  @Test("listeners of one Gateway that cannot be told apart all stop serving")
  func conflict() throws {
    let world = world(
      listeners: [
        listener("a", "a.com"),
        "  - {name: b, port: 80, protocol: HTTPS, hostname: b.com, tls: {options: {a: b}}}",
        listener("c", port: 81), listener("d", port: 82, protocol: "TCP"), listener("e", port: 82),
      ].joined(separator: "\n"), route("r", to: "v1", matches: "{}"))
    #expect(world.errors.isEmpty)
    let listeners = world.configuration.gateways[0].listeners
    #expect(listeners.map(\.conflict) == [.protocol, .protocol, nil, .protocol, .protocol])
    #expect(world.answer(host: "a.com") == "refused")
    #expect(world.answer(port: 81) == "v1")
    #expect(world.messages(.listenerConflict).map(\.location?.line) == [7, 8, 10, 11])
  }

  @Test("plain HTTP in lower case passes admission and serves nothing, which is said")
  func lowerCaseProtocol() throws {
    let world = world(listeners: listener("a", protocol: "http"), route("r", to: "v1", matches: "{}"))
    #expect(world.answer() == "refused")
    let message = try #require(world.messages(.unsupportedProtocol).first)
    #expect(message.suggestion == "write it in upper case: HTTP")
  }
}
