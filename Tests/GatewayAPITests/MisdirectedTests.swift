import GatewayAPI
import Testing

@Suite("TLS names against hosts")
struct MisdirectedTests {
  private static let world = World(texts: [
    gateway([
      https("any"), https("second", "second.example"), https("wild", "*.wild.example"),
      https("narrow", "a.wild.example"),
      http("plain", "second.example"),
    ]),
    attached("any", parents: "{name: edge, sectionName: any}"),
    attached(
      "second", parents: "{name: edge, sectionName: second}", rules: "{backendRefs: [{name: v2, port: 8080}]}"
    ),
    attached(
      "wild", parents: "{name: edge, sectionName: wild}, {name: edge, sectionName: narrow}",
      rules: "{backendRefs: [{name: v3, port: 8080}]}"),
    attached("plain", parents: "{name: edge, sectionName: plain}"), service("v1"), service("v2"),
    service("v3"),
  ])

  /// Listeners of which none takes every host.
  private static let named = World(texts: [
    gateway([https("first", "first.example"), https("wild", "*.wild.example")]), attached("r"),
    service("v1"),
  ])

  private func outcome(_ world: World, _ name: String?, _ host: String) -> String {
    let explanation = world.explain(host: host, scheme: "https", port: 443, serverName: name)
    guard let status = explanation.status else { return "refused" }
    return status == 200 ? explanation.backends[0].service.name : "\(status)"
  }

  @Test(
    "421 where another listener is for the host, be it broader, narrower or beside",
    arguments: [
      ("first.example", "first.example", "v1"), ("first.example", "other.example", "v1"),
      ("first.example", "second.example", "421"), ("first.example", "x.wild.example", "421"),
      ("second.example", "second.example", "v2"), ("second.example", "Second.Example:443", "v2"),
      ("second.example", "first.example", "421"), ("SECOND.example", "second.example", "v2"),
      ("x.wild.example", "y.wild.example", "v3"), ("x.wild.example", "x.y.wild.example", "v3"),
      ("x.wild.example", "a.wild.example", "421"), ("a.wild.example", "x.wild.example", "421"),
      ("x.wild.example", "wild.example", "421"), ("a.wild.example", "a.wild.example", "v3"),
      (nil, "second.example", "v2"), (nil, "other.example", "v1"),
    ] as [(String?, String, String)])
  func misdirected(_ name: String?, _ host: String, _ expected: String) {
    #expect(outcome(Self.world, name, host) == expected)
  }

  @Test(
    "404 where no listener is for the host, and no connection where none is for the name",
    arguments: [
      ("first.example", "first.example", "v1"), ("first.example", "x.wild.example", "421"),
      ("first.example", "nobody.example", "404"), ("x.wild.example", "wild.example", "404"),
      ("nobody.example", "first.example", "refused"), ("wild.example", "x.wild.example", "refused"),
      (nil, "nobody.example", "refused"), (nil, "", "refused"),
    ] as [(String?, String, String)])
  func unmatched(_ name: String?, _ host: String, _ expected: String) {
    #expect(outcome(Self.named, name, host) == expected)
  }

  @Test("the answer of a misdirected call is the gateway's, and says which listener was connected")
  func explained() throws {
    let explanation = Self.world.explain(
      host: "second.example", scheme: "https", port: 443, serverName: "first.example")
    #expect(explanation.answeredBy == .gateway)
    #expect(explanation.listener?.name == "any")
    #expect(explanation.route == nil)
    #expect(explanation.backends.isEmpty)
    let reason = try #require(explanation.because.first?.reason)
    #expect(reason.contains("the connection is for first.example"))
    #expect(reason.contains("second.example: 421"))
    let call = Self.world.explain(
      host: "second.example", scheme: "https", port: 443, serverName: "first.example", carried: .grpc)
    #expect(call.grpcStatus == 14)
  }

  @Test("a plain connection has no name, so its host alone decides")
  func plain() {
    let explanation = Self.world.explain(host: "second.example", serverName: "first.example")
    #expect(explanation.status == 200)
    #expect(explanation.listener?.name == "plain")
    #expect(Self.world.explain(host: "first.example").status == 404)
    #expect(Self.world.explain(host: "first.example").listener == nil)
  }
}
