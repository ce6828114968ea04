import GatewayAPI
import Testing

@Suite("rules about Gateways and listeners")
struct ListenerRuleTests {
  /// A rule about listeners, and listeners that keep and break it.
  struct Listeners: Sendable, CustomTestStringConvertible {
    let message: String
    let kept: [String]
    let broken: [String]
    var path = "spec.listeners"
    var since = AdmissionSettings.Release.v13

    var testDescription: String { message }
  }

  private static let certificate = "tls: {certificateRefs: [{name: c}]}"

  static let listeners = [
    Listeners(
      message: "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
      kept: ["protocol: HTTP", "protocol: HTTPS, \(certificate)", "protocol: x.io/Y, \(certificate)"],
      broken: ["HTTP", "TCP", "UDP"].map { "protocol: \($0), \(certificate)" }),
    Listeners(
      message: "tls mode must be Terminate for protocol HTTPS",
      kept: ["protocol: HTTPS, tls: {mode: Terminate, options: {a: b}}", "protocol: HTTPS"],
      broken: ["protocol: HTTPS, tls: {mode: Passthrough}"]),
    Listeners(
      message: "tls mode must be set for protocol TLS",
      kept: ["protocol: TLS, tls: {mode: Passthrough}", "protocol: TLS, \(certificate)"],
      broken: ["protocol: TLS", "protocol: TLS, tls: {mode: ''}"], since: .v15),
    Listeners(
      message: "hostname must not be specified for protocols ['TCP', 'UDP']",
      kept: ["protocol: TCP", "protocol: UDP", "protocol: HTTP, hostname: a.b"],
      broken: ["protocol: TCP, hostname: a.b", "protocol: UDP, hostname: '*.b'"]),
    Listeners(
      message: "Listener name must be unique within the Gateway",
      kept: ["protocol: HTTP}, {name: b, port: 81, protocol: HTTP"],
      broken: ["protocol: HTTP}, {name: a, port: 81, protocol: HTTP"]),
    Listeners(
      message: "Combination of port, protocol and hostname must be unique for each listener",
      kept: [
        "protocol: HTTP}, {name: b, port: 80, protocol: HTTP, hostname: a.b",
        "protocol: HTTP}, {name: b, port: 80, protocol: HTTPS",
        "hostname: a.b, protocol: HTTP}, {name: b, port: 80, protocol: HTTP, hostname: '*.b'",
      ],
      broken: [
        "protocol: HTTP}, {name: b, port: 80, protocol: HTTP",
        "hostname: a.b, protocol: HTTP}, {name: b, port: 80, protocol: HTTP, hostname: a.b",
      ]),
    Listeners(
      message: "certificateRefs or options must be specified when mode is Terminate",
      kept: [
        "protocol: HTTPS, tls: {options: {a: b}}", "protocol: TLS, tls: {mode: Passthrough}",
        "protocol: HTTPS, \(certificate)",
      ],
      broken: ["protocol: HTTPS, tls: {certificateRefs: [], options: {}}"],
      path: "spec.listeners[0].tls"),
    Listeners(
      message:
        "no such key: certificateRefs evaluating rule: certificateRefs or options must be specified when mode is Terminate",
      kept: ["protocol: HTTPS, tls: {options: {a: b}}"], broken: ["protocol: HTTPS, tls: {}"],
      path: "spec.listeners[0].tls"),
    Listeners(
      message:
        "no such key: options evaluating rule: certificateRefs or options must be specified when mode is Terminate",
      kept: ["protocol: HTTPS, \(certificate)"], broken: ["protocol: HTTPS, tls: {certificateRefs: []}"],
      path: "spec.listeners[0].tls"),
  ]

  @Test("listeners of a Gateway and of either kind of set are held to the same rules", arguments: listeners)
  func listenerRules(_ one: Listeners) {
    let documents:
      [(document: @Sendable (String) -> String, isThere: @Sendable (AdmissionSettings) -> Bool)] = [
        ({ gateway($0) }, { _ in true }), ({ listenerSet("ListenerSet", $0) }, { $0.release >= .v15 }),
        ({ listenerSet("XListenerSet", $0) }, { $0.release <= .v14 && $0.channel == .experimental }),
      ]
    for (document, isInstalled) in documents {
      for index in 0..<max(one.kept.count, one.broken.count) {
        RuleCase(
          message: one.message, path: one.path,
          kept: document("{name: a, port: 80, \(one.kept[index % one.kept.count])}"),
          broken: document("{name: a, port: 80, \(one.broken[index % one.broken.count])}"),
          type: one.path == "spec.listeners" ? "array" : "object", code: .listenerRule,
          isThere: { isInstalled($0) && $0.release >= one.since }
        ).check(onlyWhere: isInstalled)
      }
    }
  }

  private static func addressed(_ addresses: String) -> String {
    gateway("{name: a, port: 80, protocol: HTTP}", extra: "addresses: [\(addresses)]")
  }

  private static func labelled(_ infrastructure: String) -> String {
    gateway("{name: a, port: 80, protocol: HTTP}", extra: "infrastructure: {\(infrastructure)}")
  }

  private static func secured(_ ports: [Int]) -> String {
    let ports = ports.map { "{port: \($0), tls: {}}" }.joined(separator: ", ")
    return gateway(
      "{name: a, port: 80, protocol: HTTP}", extra: "tls: {frontend: {default: {}, perPort: [\(ports)]}}")
  }

  private static let keys = [("Label", "labels"), ("Annotation", "annotations")]
  private static let hostnamePattern =
    #"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#

  static let gateways: [RuleCase] =
    [("IPAddress", "1.1.1.1", "1.1.1.2"), ("Hostname", "a.b", "c.d")].flatMap { type, one, other in
      [
        RuleCase(
          message: "\(type) values must be unique", path: "spec.addresses",
          kept: addressed(
            "{type: \(type), value: \(one)}, {type: \(type), value: \(other)}, {type: x.io/y, value: \(one)}"),
          broken: addressed("{type: \(type), value: \(one)}, {type: \(type), value: \(one)}"),
          type: "array", code: .addressRule),
        RuleCase(
          message: "no such key: value evaluating rule: \(type) values must be unique",
          path: "spec.addresses", kept: addressed("{type: \(type), value: \(one)}"),
          broken: addressed("{type: \(type)}"), type: "array", isThere: { $0.release == .v13 }),
      ]
    }
    + [
      RuleCase(
        message: "Hostname value must only contain valid characters (matching \(hostnamePattern))",
        path: "spec.addresses[0]", kept: addressed("{type: Hostname, value: '*.a.b'}"),
        broken: addressed("{type: Hostname, value: a b}"), isThere: { $0.release == .v13 }),
      RuleCase(
        message:
          "Hostname value must be empty or contain only valid characters (matching \(hostnamePattern))",
        path: "spec.addresses[0]", kept: addressed("{type: Hostname}, {type: Hostname}"),
        broken: addressed("{type: Hostname, value: a_b}"), isThere: { $0.release >= .v14 }),
      RuleCase(
        message: "Port for TLS configuration must be unique within the Gateway",
        path: "spec.tls.frontend.perPort", kept: secured([443, 444]), broken: secured([443, 443]),
        type: "array", isThere: AdmissionSettings.from(.v14, standard: .v15)),
    ]
    + keys.flatMap { kind, field in
      [
        RuleCase(
          message:
            "\(kind) keys must be in the form of an optional DNS subdomain prefix followed by a required name "
            + "segment of up to 63 characters.", path: "spec.infrastructure.\(field)",
          kept: labelled("\(field): {a.b/\(String(repeating: "C", count: 63)): d}"),
          broken: labelled("\(field): {a.b/\(String(repeating: "C", count: 64)): d}"), code: .metadataRule),
        RuleCase(
          message:
            "If specified, the \(kind.lowercased()) key's prefix must be a DNS subdomain not longer than 253 "
            + "characters in total.", path: "spec.infrastructure.\(field)",
          kept: labelled("\(field): {\(String(repeating: "a", count: 252))/b: d}"),
          broken: labelled("\(field): {\(String(repeating: "a", count: 253))/b: d}"), code: .metadataRule),
      ]
    }

  @Test("the other parts of a Gateway are held to their rules", arguments: gateways)
  func gatewayRules(_ one: RuleCase) { one.check() }

  @Test("the ports of an XListenerSet of v1.4 are 0 unless written, and two of those collide")
  func chosenPorts() {
    let settings = AdmissionSettings(release: .v14)
    let one = listenerSet("XListenerSet", "{name: a, protocol: HTTP}")
    #expect(World(one, settings: settings).errors == [])
    #expect(
      World(one, settings: AdmissionSettings(release: .v13)).errors.map(\.message) == ["Required value"])
    let two = listenerSet("XListenerSet", "{name: a, protocol: HTTP}, {name: b, protocol: HTTP}")
    #expect(
      World(two, settings: settings).errors.map(\.message) == [
        "Invalid value: \"array\": Combination of port, protocol and hostname must be unique for each listener"
      ])
  }
}
