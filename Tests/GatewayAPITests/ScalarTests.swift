import GatewayAPI
import Testing

@Suite("scalar types")
struct ScalarTests {
  /// A field of a scalar type, with texts that it takes and refuses.
  struct Scalar: Sendable, CustomTestStringConvertible {
    let type: String
    let path: String
    let document: @Sendable (String) -> String
    let taken: [String]
    let refused: [(text: String, message: String)]

    var testDescription: String { type }
  }

  private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

  private static func mismatch(_ text: String, _ path: String, _ pattern: String) -> String {
    "Invalid value: \"\(text)\": \(path) in body should match '\(pattern)'"
  }

  private static func short(_ path: String) -> String {
    "Invalid value: \"\": \(path) in body should be at least 1 chars long"
  }

  private static func tooLong(_ most: Int) -> String { "Too long: may not be more than \(most) bytes" }

  /// A text type whose refused texts all break its pattern.
  private static func text(
    _ type: String, _ path: String, upTo most: Int?, pattern: String, taken: [String], refused: [String],
    mayBeEmpty: Bool = false, _ document: @escaping @Sendable (String) -> String
  ) -> Scalar {
    Scalar(
      type: type, path: path, document: { document("'\($0.replacing("'", with: "''"))'") }, taken: taken,
      refused: refused.map { ($0, mismatch($0, path, pattern)) }
        + (most.map { [(long($0 + 1), tooLong($0))] } ?? [])
        + (mayBeEmpty ? [] : [("", short(path))]))
  }

  private static let label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
  private static let domain = #"\#(label)(\.\#(label))*"#

  static let texts: [Scalar] = [
    text(
      "Hostname", "spec.hostnames[0]", upTo: 253, pattern: #"^(\*\.)?\#(domain)$"#,
      taken: ["a", "*.a", "a.b.c", "1.2.3.4", "a-b.c", long(253)],
      refused: ["*", "A.b", "a.*.b", "*a.b", "a.", ".a", "a_b", "-a", "a b", "http://a", "a\u{E9}"]
    ) { route("r", extra: "hostnames: [\($0)]", rules: "  - {}") },
    text(
      "PreciseHostname", "spec.rules[0].filters[0].urlRewrite.hostname", upTo: 253, pattern: "^\(domain)$",
      taken: ["a.b", "1.2.3.4"], refused: ["*.a", "A.b"]
    ) { route("r", rules: "  - filters: [{type: URLRewrite, urlRewrite: {hostname: \($0)}}]") },
    text(
      "Group", "spec.rules[0].backendRefs[0].group", upTo: 253, pattern: "^$|^\(domain)$",
      taken: ["", "x.io"], refused: ["*", "X.io", "x/y"], mayBeEmpty: true
    ) { route("r", rules: "  - backendRefs: [{name: v1, port: 1, group: \($0)}]") },
    text(
      "Kind", "spec.rules[0].backendRefs[0].kind", upTo: 63, pattern: "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$",
      taken: ["K", "k-9"], refused: ["9k", "k-", "k_l"]
    ) { route("r", rules: "  - backendRefs: [{name: v1, port: 1, kind: \($0)}]") },
    text(
      "Namespace", "spec.parentRefs[0].namespace", upTo: 63, pattern: "^\(label)$", taken: ["a", "a-9"],
      refused: ["a.b", "A", "-a"]
    ) { route("r", rules: "  - {}").replacing("name: edge", with: "name: edge, namespace: \($0)") },
    text(
      "SectionName", "spec.parentRefs[0].sectionName", upTo: 253, pattern: "^\(domain)$",
      taken: ["http", "a.b"], refused: ["Http", "a_b"]
    ) { route("r", rules: "  - {}").replacing("name: edge", with: "name: edge, sectionName: \($0)") },
    Scalar(
      type: "ObjectName", path: "spec.parentRefs[0].name",
      document: { name in route("r", rules: "  - {}").replacing("name: edge", with: "name: '\(name)'") },
      taken: ["edge", "A b/c", String(repeating: "\u{E9}", count: 253)],
      refused: [("", short("spec.parentRefs[0].name")), (long(254), tooLong(253))]),
    text(
      "HeaderName", "spec.rules[0].matches[0].headers[0].name", upTo: 256,
      pattern: #"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$"#, taken: ["X-A", "*", "!#$%&'*+-.^_`|~"],
      refused: ["a b", "a:", "\u{E9}"]
    ) { route("r", rules: "  - matches: [{headers: [{name: \($0), value: v}]}]") },
    text(
      "HeaderValue", "spec.rules[0].matches[0].headers[0].value", upTo: 4096,
      pattern: #"^[!-~]+([\t ]?[!-~]+)*$"#, taken: ["a", "a b"], refused: [" a", "a  b", "a ", "\u{E9}"]
    ) { route("r", rules: "  - matches: [{headers: [{name: m, value: \($0)}]}]") },
    text(
      "Duration", "spec.rules[0].timeouts.request", upTo: nil, pattern: "^([0-9]{1,5}(h|m|s|ms)){1,4}$",
      taken: ["0h", "0s", "0h0m0s", "150m", "7230s", "10s30m1h", "100ms200ms300ms", "01h", "00060m"],
      refused: ["1", "1m1", "1d", "1h30m10s20ms50h", "999999h", "1.5h", "-15m", "", "0"], mayBeEmpty: true
    ) { route("r", rules: "  - timeouts: {request: \($0)}") },
    text(
      "GatewayController", "spec.controllerName", upTo: 253,
      pattern: #"^\#(domain)\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"#, taken: ["a.b/c", "a/b/c:d"],
      refused: ["a.b", "a.b/", "A/b", "a/b c"]
    ) {
      "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: c}\n"
        + "spec: {controllerName: \($0)}"
    },
    text(
      "ProtocolType", "spec.listeners[0].protocol", upTo: 255,
      pattern: #"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|\#(domain)\/[A-Za-z0-9]+$"#,
      taken: ["HTTP", "http", "x.io/Y", "!x/Y"], refused: ["H_P", "x.io/", "x.io/y-z"]
    ) { gateway("{name: a, port: 80, protocol: \($0)}") },
  ]

  private static func number(
    _ type: String, _ path: String, taken: [String], low: (String, Int), high: (String, Int)?,
    _ document: @escaping @Sendable (String) -> String
  ) -> Scalar {
    var refused = [
      (low.0, "Invalid value: \(low.0): \(path) in body should be greater than or equal to \(low.1)"),
      ("a", "Invalid value: \"string\": \(path) in body must be of type integer: \"string\""),
      ("1.5", "Invalid value: \"number\": \(path) in body must be of type integer: \"number\""),
    ]
    if let high {
      refused.append(
        (high.0, "Invalid value: \(high.0): \(path) in body should be less than or equal to \(high.1)"))
    } else {
      refused.append(
        (
          "2147483648",
          "Invalid value: 2147483648: Checked value must be of type integer with format int32 in \(path)"
        ))
    }
    return Scalar(type: type, path: path, document: document, taken: taken, refused: refused)
  }

  static let numbers: [Scalar] = [
    number(
      "PortNumber", "spec.listeners[0].port", taken: ["1", "65535", "80.0", "8e1"], low: ("0", 1),
      high: ("65536", 65535)
    ) { gateway("{name: a, port: \($0), protocol: HTTP}") },
    number(
      "weight", "spec.rules[0].backendRefs[0].weight", taken: ["0", "1000000"], low: ("-1", 0),
      high: ("1000001", 1_000_000)
    ) { route("r", rules: "  - backendRefs: [{name: v1, port: 1, weight: \($0)}]") },
    number(
      "maxAge", "spec.rules[0].filters[0].cors.maxAge", taken: ["1", "2147483647"], low: ("0", 1), high: nil
    ) { route("r", rules: "  - filters: [{type: CORS, cors: {maxAge: \($0)}}]") },
    number(
      "denominator", "spec.rules[0].filters[0].requestMirror.fraction.denominator",
      taken: ["1", "2147483647"], low: ("0", 1), high: nil
    ) {
      route(
        "r",
        rules: "  - filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v1, port: 1}, "
          + "fraction: {numerator: 0, denominator: \($0)}}}]")
    },
  ]

  @Test("each takes what it should, and says of anything else what is wrong", arguments: texts + numbers)
  func scalars(_ scalar: Scalar) {
    for text in scalar.taken { #expect(World(scalar.document(text)).errors == [], "\(text)") }
    for (text, message) in scalar.refused {
      let errors = World(scalar.document(text)).errors
      let said = errors.contains { $0.message == message && $0.path == scalar.path }
      #expect(said, "\(text): \(errors.map(\.message))")
    }
  }

  @Test("a mapping may have as many entries as its bound, and no more")
  func entries() {
    func options(_ count: Int) -> [String] {
      let entries = (0..<count).map { "k\($0): v" }.joined(separator: ", ")
      return World(gateway("{name: a, port: 80, protocol: HTTPS, tls: {options: {\(entries)}}}")).errors
        .map(\.message)
    }
    #expect(options(16) == [])
    #expect(options(17) == ["Too many: 17: must have at most 16 items"])
  }
}
