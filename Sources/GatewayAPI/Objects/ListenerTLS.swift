import Documents

/// The part of a listener's `tls` that decides whether it serves.
struct ListenerTLS: Sendable {
  /// A reference to a certificate.
  struct Certificate: Sendable {
    let group: String
    let kind: String
    let name: NamespacedName
    let location: SourceLocation
  }

  /// Whether connections are passed on as they are.
  let isPassthrough: Bool
  let certificates: [Certificate]
  /// Whether an implementation's own options stand where certificates may be absent.
  let hasOptions: Bool

  init(_ value: Value, namespace: String) {
    isPassthrough = value["mode"]?.string == "Passthrough"
    hasOptions = !(value["options"]?.fields ?? []).isEmpty
    certificates = (value["certificateRefs"]?.items ?? []).compactMap { reference in
      reference["name"]?.string.map {
        Certificate(
          group: reference["group"]?.string ?? "", kind: reference["kind"]?.string ?? "Secret",
          name: NamespacedName(namespace: reference["namespace"]?.string ?? namespace, name: $0),
          location: reference.location)
      }
    }
  }
}

/// What is wrong with a listener's certificates, and where.
struct CertificateProblem: Sendable, Hashable {
  /// What is wrong.
  enum Kind: Sendable, Hashable {
    /// A Secret of another namespace, without a ReferenceGrant.
    case notPermitted
    /// A reference to something that is no Secret.
    case invalidKind
    /// A Secret that is not among the manifests.
    case missing
    /// A Secret that holds no certificate and key.
    case malformed
    /// TLS is to be terminated and no certificate is named.
    case none
  }

  let kind: Kind
  /// What the reference names; empty where there is none.
  let reference: String
  let location: SourceLocation

  /// The reason of the ResolvedRefs condition.
  var reason: String { kind == .notPermitted ? "RefNotPermitted" : "InvalidCertificateRef" }

  /// Assumption A-GW-30: a Secret that is not among the manifests is in the cluster, so its listener serves; its status says
  /// what the manifests alone come to.
  var preventsServing: Bool { kind != .missing }

  /// In words.
  var message: String {
    switch kind {
    case .notPermitted: "no ReferenceGrant permits \(reference)"
    case .invalidKind: "\(reference) is no Secret"
    case .missing: "\(reference) is not among the manifests"
    case .malformed: "\(reference) holds no certificate and key (tls.crt and tls.key)"
    case .none: "TLS is to be terminated and `tls.certificateRefs` is absent"
    }
  }
}
