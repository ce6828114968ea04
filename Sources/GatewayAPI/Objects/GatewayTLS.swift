import Documents

/// What a Gateway says about TLS beside its listeners: how clients are validated, and what it shows to backends.
struct GatewayTLS: Sendable {
  /// How the clients of listeners are validated.
  struct Validation: Sendable {
    /// What holds the certificates of the authorities that are trusted.
    let authorities: [ObjectReference]
    /// Whether clients without a valid certificate are let in too.
    let isInsecure: Bool

    init?(_ value: Value?, namespace: String) {
      guard let value = value?["validation"] else { return nil }
      authorities = (value["caCertificateRefs"]?.items ?? []).compactMap {
        ObjectReference($0, namespace: namespace)
      }
      isInsecure = value["mode"]?.string == "AllowInsecureFallback"
    }
  }

  /// The certificate that the Gateway shows to backends.
  let clientCertificate: ObjectReference?
  private let standard: Validation?
  private let byPort: [Int: Validation?]

  init(_ value: Value?, namespace: String) {
    clientCertificate = value?.at("backend", "clientCertificateRef").flatMap {
      ObjectReference($0, namespace: namespace)
    }
    standard = Validation(value?.at("frontend", "default"), namespace: namespace)
    let ports = (value?.at("frontend", "perPort")?.items ?? []).compactMap { entry in
      entry["port"]?.integer.map { ($0, Validation(entry["tls"], namespace: namespace)) }
    }
    byPort = Dictionary(ports, uniquingKeysWith: { first, _ in first })
  }

  /// How the clients of HTTPS listeners on `port` are validated. What is said for a port replaces the default, also where it
  /// says that they are not.
  func validation(at port: Int) -> Validation? { byPort[port] ?? standard }

  /// Whether clients without a valid certificate are let in anywhere.
  var isInsecure: Bool {
    standard?.isInsecure == true || byPort.values.contains { $0?.isInsecure == true }
  }
}

/// What is wrong with the authorities by which the clients of a listener are validated.
struct AuthorityProblem: Sendable, Hashable {
  /// What is wrong with one of them.
  enum Kind: Sendable, Hashable {
    /// An object of another namespace, without a ReferenceGrant.
    case notPermitted
    /// A reference to what is neither a ConfigMap nor a Secret.
    case invalidKind
    /// An object that is not among the manifests.
    case missing
    /// An object without a certificate as its `ca.crt`.
    case malformed
  }

  let kind: Kind
  let reference: String
  /// Whether no authority is left by which a client could be validated.
  let isTotal: Bool
  /// Whether the listener takes no connections for it. As with its own certificates (A-GW-30), what is not among the manifests
  /// is taken to be in the cluster.
  let preventsServing: Bool

  /// The reason of the ResolvedRefs condition.
  var reason: String {
    switch kind {
    case .notPermitted: "RefNotPermitted"
    case .invalidKind: "InvalidCACertificateKind"
    case .missing, .malformed: "InvalidCACertificateRef"
    }
  }

  /// In words.
  var message: String {
    switch kind {
    case .notPermitted: "no ReferenceGrant permits \(reference)"
    case .invalidKind: "\(reference) is neither a ConfigMap nor a Secret"
    case .missing: "\(reference) is not among the manifests"
    case .malformed: "\(reference) holds no certificate as ca.crt"
    }
  }
}
