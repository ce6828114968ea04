import GatewayAPI
import Testing

@Suite("validation of clients, and certificates for backends")
struct ClientValidationTests {
  private static let edge = "Gateway/default/edge"
  private static let pem = "-----BEGIN CERTIFICATE-----"

  private static let holders = [
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: ca}, data: {ca.crt: \"\(pem)\"}}",
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: empty}, data: {other: \"\(pem)\"}}",
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: words}, data: {ca.crt: words}}",
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: ca, namespace: far}, data: {ca.crt: \"\(pem)\"}}",
    "{apiVersion: v1, kind: Secret, metadata: {name: ca}, stringData: {ca.crt: \"\(pem)\"}}",
    "{apiVersion: v1, kind: Secret, metadata: {name: cert}, stringData: {tls.crt: \"\(pem)\", tls.key: k}}",
  ]

  private func world(
    _ tls: String, release: AdmissionSettings.Release = .v16, _ more: String...
  ) -> World {
    World(
      texts: [
        gateway(extra: "tls: {\(tls)}", [https("one"), https("two", port: 8443), http("plain")]),
        attached("r"), service("v1"),
      ] + Self.holders + more, settings: AdmissionSettings(release: release))
  }

  /// A validation by these references, to ConfigMaps of the core group where they do not say otherwise.
  private func validation(_ references: [String], mode: String = "AllowValidOnly") -> String {
    let list = references.map { reference in
      let kind = reference.contains("kind:") ? "" : "kind: ConfigMap, "
      let group = reference.contains("group:") ? "" : "group: \"\", "
      return "{\(group)\(kind)\(reference)}"
    }
    return "{validation: {mode: \(mode), caCertificateRefs: [\(list.joined(separator: ", "))]}}"
  }

  @Test(
    "without a usable authority a listener is not accepted; with one left it is, and says what is wrong",
    arguments: [
      (["name: ca"], nil, false), (["name: ca, kind: Secret"], nil, false),
      (["name: gone"], "InvalidCACertificateRef", true), (["name: empty"], "InvalidCACertificateRef", true),
      (["name: words"], "InvalidCACertificateRef", true),
      (["name: ca, kind: Odd"], "InvalidCACertificateKind", true),
      (["name: ca, group: odd.io"], "InvalidCACertificateKind", true),
      (["name: ca, namespace: far"], "RefNotPermitted", true),
      (["name: gone, namespace: far"], "RefNotPermitted", true),
      (["name: ca", "name: gone"], "InvalidCACertificateRef", false),
      (["name: empty", "name: ca, namespace: far"], "RefNotPermitted", true),
    ] as [([String], String?, Bool)])
  func authorities(_ references: [String], _ reason: String?, _ isTotal: Bool) {
    let world = world("frontend: {default: \(validation(references))}")
    #expect(world.errors.isEmpty)
    for name in ["one", "two"] {
      #expect(
        world.conditions(Self.edge, listener: name) == [
          isTotal ? "not Accepted: NoValidCACertificate" : "Accepted", "not Conflicted: NoConflicts",
          reason.map { "not ResolvedRefs: \($0)" } ?? "ResolvedRefs",
          isTotal ? "not Programmed: Invalid" : "Programmed",
        ])
    }
    #expect(world.conditions(Self.edge, listener: "plain") == soundListener)
    #expect(
      world.conditions(Self.edge)
        == [isTotal ? "Accepted: ListenersNotValid" : "Accepted", "Programmed"]
        + (reason == nil ? [] : ["not ResolvedRefs: ListenersNotResolved"]))
    let isServing = !isTotal || references == ["name: gone"]
    #expect(world.answer(scheme: "https", port: 443) == (isServing ? "v1" : "refused"))
    #expect(world.messages(.authorityUnusable).count == (isServing ? 0 : 2))
  }

  @Test("what is said for a port replaces the default, also where it says nothing")
  func ports() {
    let bad = validation(["name: empty"])
    let good = validation(["name: ca"])
    func accepted(_ frontend: String) -> [Bool] {
      let world = world("frontend: {\(frontend)}")
      #expect(world.errors.isEmpty)
      return ["one", "two"].map { world.conditions(Self.edge, listener: $0).first == "Accepted" }
    }
    #expect(accepted("default: \(bad)") == [false, false])
    #expect(accepted("default: \(bad), perPort: [{port: 8443, tls: \(good)}]") == [false, true])
    #expect(accepted("default: \(good), perPort: [{port: 8443, tls: \(bad)}]") == [true, false])
    #expect(
      accepted("default: \(bad), perPort: [{port: 443, tls: {}}, {port: 80, tls: \(good)}]") == [true, false])
    #expect(accepted("default: {}") == [true, true])
  }

  @Test("a grant for Gateways permits the authority of another namespace")
  func grants() {
    func first(_ kind: String) -> String? {
      world(
        "frontend: {default: \(validation(["name: ca, namespace: far"]))}",
        grant("far/g", from: kind, of: "default", to: "ConfigMap")
      ).conditions(Self.edge, listener: "one").first
    }
    #expect(first("Gateway") == "Accepted")
    #expect(first("HTTPRoute") == "not Accepted: NoValidCACertificate")
  }

  @Test("since v1.5 a Gateway says so where clients without a valid certificate are let in")
  func insecure() {
    let open = validation(["name: ca"], mode: "AllowInsecureFallback")
    let closed = validation(["name: ca"])
    let warned = ["Accepted", "Programmed", "InsecureFrontendValidationMode: ConfigurationChanged"]
    #expect(world("frontend: {default: \(open)}").conditions(Self.edge) == warned)
    #expect(
      world("frontend: {default: \(closed), perPort: [{port: 8443, tls: \(open)}]}").conditions(Self.edge)
        == warned)
    #expect(world("frontend: {default: \(closed)}").conditions(Self.edge) == ["Accepted", "Programmed"])
    let older = world("frontend: {default: \(open)}", release: .v14)
    #expect(older.errors.isEmpty)
    #expect(
      older.conditions(Self.edge) == [
        "Accepted", "Programmed", "not AttachedListenerSets: ListenerSetsNotAllowed",
      ])
  }

  @Test(
    "the certificate for backends is a reference of the Gateway itself",
    arguments: [
      ("name: cert", "ResolvedRefs"), ("name: gone", "not ResolvedRefs: InvalidClientCertificateRef"),
      ("name: ca", "not ResolvedRefs: InvalidClientCertificateRef"),
      ("name: cert, kind: ConfigMap", "not ResolvedRefs: InvalidClientCertificateRef"),
      ("name: cert, group: odd.io", "not ResolvedRefs: InvalidClientCertificateRef"),
      ("name: cert, namespace: far", "not ResolvedRefs: RefNotPermitted"),
    ])
  func clientCertificate(_ reference: String, _ expected: String) {
    let world = world("backend: {clientCertificateRef: {\(reference)}}")
    #expect(world.errors.isEmpty)
    #expect(world.conditions(Self.edge) == ["Accepted", "Programmed", expected])
  }
}
