import GatewayAPI
import Testing

@Suite("what is said of broken manifests")
struct BrokenManifestTests {
  private static func rule(_ rule: String) -> String { route("r", rules: "  - \(rule)") }
  private static func filter(_ filter: String) -> String { rule("filters: [\(filter)]") }
  private static func match(_ match: String) -> String { rule("matches: [\(match)]") }

  /// Manifests that break a rule, and the part of them that is to blame, where it comes last.
  static let blamed: [(text: String, part: String)] = [
    (
      gateway("{name: a, port: 80, protocol: HTTPS, tls: {options: {a: b}, mode: Passthrough}}"),
      "Passthrough"
    ),
    (gateway("{name: a, port: 80, protocol: HTTP, tls: {certificateRefs: [{name: c}]}}"), "{certificateRefs"),
    (gateway("{name: a, port: 80, protocol: TCP, hostname: x.y}"), "x.y"),
    (gateway("{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}"), "{name: b"),
    (
      gateway("{name: a, port: 80, protocol: HTTP}", extra: "infrastructure: {labels: {a: b, c d: e}}"), "c d"
    ),
    (
      gateway("{name: a, port: 80, protocol: HTTP}", extra: "addresses: [{type: Hostname, value: x y}]"),
      "x y"
    ),
    (route("r", rules: "  - name: x\n  - name: x"), "x"),
    (rule("backendRefs: [{name: v1, port: 1}, {name: v2}]"), "{name: v2"),
    (rule("timeouts: {request: 1s, backendRequest: 2s}"), "2s"),
    (match("{path: {value: a}}"), "a}"),
    (filter("{type: URLRewrite, urlRewrite: {}}, {type: URLRewrite, urlRewrite: {}}"), "{type"),
    (filter("{type: URLRewrite, urlRewrite: {}, requestRedirect: {port: 1}}"), "{port"),
    (filter("{type: CORS, cors: {allowOrigins: ['https://a.com', '*']}}"), "'*'"),
    (
      filter(
        "{type: RequestMirror, requestMirror: {backendRef: {name: v1, port: 1}, fraction: {numerator: 101}}}"),
      "101"
    ),
  ]

  @Test("a broken rule is reported where the part stands that is to blame", arguments: blamed)
  func places(_ text: String, _ part: String) throws {
    let world = World(text, bare: true)
    let message = try #require(world.errors.first { $0.message.hasPrefix("Invalid value: \"") })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.lastIndex { $0.contains(part) })
    let start = try #require(lines[line].ranges(of: part).last).lowerBound
    #expect(message.location?.line == line + 1)
    #expect(message.location?.column == lines[line].distance(from: lines[line].startIndex, to: start) + 1)
  }

  @Test(
    "a field that another release or channel has says so",
    arguments: [
      (rule("sessionPersistence: {}"), AdmissionSettings(channel: .standard), "experimental channel only"),
      (
        route("r", extra: "useDefaultGateways: All", rules: "  - {}"), AdmissionSettings(channel: .standard),
        "experimental channel only"
      ),
      (
        gateway("{name: a, port: 80, protocol: HTTP}", extra: "allowedListeners: {}"),
        AdmissionSettings(release: .v14, channel: .standard), "it exists from v1.5"
      ),
      (
        filter("{type: ExtensionRef, extensionRef: {group: a.io, kind: B, name: c}, cors: {}}"),
        AdmissionSettings(release: .v13, channel: .standard), "it exists from v1.5"
      ),
      (rule("sessionPersistence: {idleTimeout: 1s}"), AdmissionSettings(), "v1.6 has it no more"),
    ])
  func otherReleases(_ text: String, _ settings: AdmissionSettings, _ hint: String) throws {
    let message = try #require(World(text, bare: true, settings: settings).messages(.unknownField).first)
    #expect(message.suggestion?.contains(hint) == true)
  }

  @Test("status is not looked at, and a value of any structure is refused without a crash")
  func oddStructures() {
    #expect(World(Self.rule("{}") + "\nstatus: [{parents: 5}]").errors == [])
    let values = ["[]", "{}", "5", "x", "true", "[[]]", "[5]", "[null]", "{x: []}"]
    for value in values {
      for field in ["listeners", "addresses", "infrastructure", "tls", "allowedListeners"] {
        _ = World(gateway("{}").replacing("listeners: [{}]", with: "\(field): \(value)"), bare: true)
      }
      for field in ["matches", "filters", "backendRefs", "timeouts", "retry", "sessionPersistence"] {
        for text in [Self.rule("\(field): \(value)"), grpcRoute("{\(field): \(value)}")] {
          _ = World(text, bare: true)
        }
      }
      for field in ["type", "cors", "requestMirror", "requestRedirect", "urlRewrite", "externalAuth"] {
        _ = World(Self.filter("{type: CORS, \(field == "type" ? "x" : field): \(value)}"), bare: true)
      }
      _ = World(trafficPolicy("retryConstraint: \(value)"), bare: true)
      _ = World(Self.match("{path: \(value), headers: \(value)}"), bare: true)
    }
  }
}
