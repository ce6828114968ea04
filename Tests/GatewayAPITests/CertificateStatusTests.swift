import GatewayAPI
import Testing

@Suite("certificates of listeners")
struct CertificateStatusTests {
  private static let pem = "-----BEGIN CERTIFICATE-----"
  /// `pem`, as `data` holds it.
  private static let encoded = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"

  private static func secret(_ name: String, _ content: String) -> String {
    let parts = name.split(separator: "/")
    return "{apiVersion: v1, kind: Secret, metadata: {namespace: \(parts[0]), name: \(parts[1])}, \(content)}"
  }

  private func world(_ tls: String, _ more: String..., kind: String = "HTTPS") -> World {
    World(
      texts: [
        gateway(["name: s, port: 443, protocol: \(kind)\(tls.isEmpty ? "" : ", tls: {\(tls)}")", http("own")]
        ),
        attached("r"), service("v1"),
        Self.secret(
          "default/good", "type: kubernetes.io/tls, data: {tls.crt: \(Self.encoded), tls.key: aw==}"),
        Self.secret("default/text", "stringData: {tls.crt: \"\(Self.pem)\", tls.key: k}"),
        Self.secret("default/words", "data: {tls.crt: SGVsbG8gd29ybGQK, tls.key: SGVsbG8gd29ybGQK}"),
        Self.secret("default/keyless", "data: {tls.crt: \(Self.encoded)}"),
        Self.secret("default/unreadable", "data: {tls.crt: \"#\", tls.key: aw==}"),
        Self.secret("far/good", "data: {tls.crt: \(Self.encoded), tls.key: aw==}"),
      ] + more)
  }

  /// References, the reason of ResolvedRefs where it fails, and whether the listener serves.
  static let rows: [(String, String?, Bool)] = [
    ("certificateRefs: [{name: good}]", nil, true), ("certificateRefs: [{name: text}]", nil, true),
    ("certificateRefs: [{name: good}, {name: text}]", nil, true),
    ("certificateRefs: [{name: good, namespace: default, kind: Secret, group: \"\"}]", nil, true),
    // A Secret that is not among the manifests may be in the cluster.
    ("certificateRefs: [{name: gone}]", "InvalidCertificateRef", true),
    ("certificateRefs: [{name: words}]", "InvalidCertificateRef", false),
    ("certificateRefs: [{name: keyless}]", "InvalidCertificateRef", false),
    ("certificateRefs: [{name: unreadable}]", "InvalidCertificateRef", false),
    ("certificateRefs: [{name: good, group: odd.io}]", "InvalidCertificateRef", false),
    ("certificateRefs: [{name: good, kind: ConfigMap}]", "InvalidCertificateRef", false),
    ("certificateRefs: [{name: good, namespace: far}]", "RefNotPermitted", false),
    ("certificateRefs: [{name: gone, namespace: far}]", "RefNotPermitted", false),
    ("certificateRefs: [{name: words}, {name: good, namespace: far}]", "RefNotPermitted", false),
    ("certificateRefs: [{name: good}, {name: words}]", "InvalidCertificateRef", false),
    ("options: {example.com/a: b}", nil, true), ("", "InvalidCertificateRef", false),
  ]

  @Test(
    "what is wrong with a certificate is the reason of ResolvedRefs, and keeps the listener from serving",
    arguments: rows)
  func problems(_ tls: String, _ reason: String?, _ isServing: Bool) {
    let world = world(tls)
    #expect(world.errors.isEmpty)
    let expected =
      reason.map {
        ["Accepted", "not Conflicted: NoConflicts", "not ResolvedRefs: \($0)", "not Programmed: Invalid"]
      }
      ?? soundListener
    #expect(world.conditions("Gateway/default/edge", listener: "s") == expected)
    #expect(world.listener("s", of: "Gateway/default/edge")?.attachedRoutes == 1)
    #expect(world.listener("s", of: "Gateway/default/edge")?.supportedKinds == ["HTTPRoute", "GRPCRoute"])
    #expect(
      world.conditions("Gateway/default/edge")
        == (reason == nil
          ? ["Accepted", "Programmed"]
          : ["Accepted: ListenersNotValid", "Programmed", "not ResolvedRefs: ListenersNotResolved"]))
    #expect(world.answer(scheme: "https", port: 443) == (isServing ? "v1" : "refused"))
    #expect(world.messages(.certificateUnusable).isEmpty == isServing)
  }

  @Test("a listener that passes TLS on needs no certificate, and one of protocol TLS that ends it does")
  func passthrough() {
    let passing = world("mode: Passthrough", kind: "TLS")
    #expect(passing.conditions("Gateway/default/edge", listener: "s") == soundListener)
    let ending = world("mode: Terminate, certificateRefs: [{name: words}]", kind: "TLS")
    #expect(
      ending.conditions("Gateway/default/edge", listener: "s").contains(
        "not ResolvedRefs: InvalidCertificateRef"))
  }

  @Test(
    "another namespace's Secret needs a grant of that namespace for Gateways of this one",
    arguments: [
      ("far/g", "Gateway", "default", "gateway.networking.k8s.io", "Secret", true),
      ("far/g", "Gateway", "default", "gateway.networking.k8s.io", "Secret, name: good", true),
      ("far/g", "Gateway", "default", "gateway.networking.k8s.io", "Secret, name: other", false),
      ("far/g", "Gateway", "default", "gateway.networking.k8s.io", "Service", false),
      ("far/g", "Gateway", "far", "gateway.networking.k8s.io", "Secret", false),
      ("default/g", "Gateway", "default", "gateway.networking.k8s.io", "Secret", false),
      ("far/g", "HTTPRoute", "default", "gateway.networking.k8s.io", "Secret", false),
      ("far/g", "Gateway", "default", "odd.io", "Secret", false),
      ("far/g", "ListenerSet", "default", "gateway.networking.k8s.io", "Secret", false),
    ])
  func grants(
    _ name: String, _ kind: String, _ namespace: String, _ group: String, _ target: String,
    _ isPermitted: Bool
  ) {
    let world = world(
      "certificateRefs: [{name: good, namespace: far}]",
      grant(name, from: kind, of: namespace, group: group, to: target))
    #expect(world.errors.isEmpty)
    #expect(
      world.conditions("Gateway/default/edge", listener: "s").contains("ResolvedRefs") == isPermitted)
    #expect(world.answer(scheme: "https", port: 443) == (isPermitted ? "v1" : "refused"))
  }
}
