import Documents

/// What a document says it is: kind, namespace and name.
struct ObjectIdentity {
  let kind: ObjectKind
  let name: NamespacedName
  /// What messages call it.
  let title: String
  /// Whether its metadata was in order.
  let isSound: Bool
  private let metadata: Value

  /// Reads apiVersion, kind and metadata; nil where the document is no object, which has been reported then, or where it is
  /// empty or one of Weir's own.
  init?(_ root: Value, _ settings: AdmissionSettings, _ diagnostics: Diagnostics) {
    guard !root.isNull else { return nil }
    guard let apiVersion = root["apiVersion"]?.string, let kindName = root["kind"]?.string else {
      Self.reportFragment(root, diagnostics)
      return nil
    }
    guard !apiVersion.hasPrefix("weir/") else { return nil }
    let kind = ObjectKind(apiVersion: apiVersion, kind: kindName)
    let given = root.at("metadata", "name")?.text ?? "?"
    let name = NamespacedName(namespace: root.at("metadata", "namespace")?.text ?? "default", name: given)
    let title = kind.isClusterScoped ? "\(kindName)/\(given)" : "\(kindName)/\(name)"
    var admission = Admission(kind: kindName, object: title, settings: settings, diagnostics: diagnostics)
    metadata = admission.admit(
      root["metadata"] ?? Value(.mapping([]), at: root.location), as: Self.schema, at: FieldPath("metadata"))
    isSound = !admission.hasFailed
    self.kind = kind
    self.name = name
    self.title = title
  }

  private static let schema = Schema.openObject([
    .required("name", Schema.sectionName),
    .optional("namespace", Schema.namespace),
    .optional("labels", .strings(count: 0...Int.max, Schema.StringBounds(length: 0...63))),
    .optional("creationTimestamp", Schema.anyText),
  ])

  /// The object with its admitted content.
  func object(_ value: Value) -> ManifestObject {
    let labels = (metadata["labels"]?.fields ?? []).map { ($0.key, $0.value.string ?? "") }
    return ManifestObject(
      kind: kind.kind, name: name, title: title, labels: Dictionary(labels, uniquingKeysWith: { $1 }),
      seniority: Seniority(timestamp: metadata["creationTimestamp"]?.string, name: name), value: value)
  }

  private static func reportFragment(_ root: Value, _ diagnostics: Diagnostics) {
    let missing = ["apiVersion", "kind"].filter { root[$0]?.string == nil }.joined(separator: " and ")
    let keys = Set(root.fields.map(\.key))
    let kind: String? =
      if !keys.isDisjoint(with: ["rules", "hostnames", "parentRefs"]) {
        "HTTPRoute"
      } else if !keys.isDisjoint(with: ["listeners", "gatewayClassName"]) {
        "Gateway"
      } else if !keys.isDisjoint(with: ["targetRefs", "retryConstraint"]) {
        "XBackendTrafficPolicy"
      } else {
        nil
      }
    let suggestion = kind.map { kind in
      let group =
        kind.hasPrefix("X") ? "gateway.networking.x-k8s.io/v1alpha1" : "gateway.networking.k8s.io/v1"
      return "it looks like a fragment of the spec of kind \(kind): put `apiVersion: \(group)`, "
        + "`kind: \(kind)` and `metadata: {name: NAME}` above it and indent it below `spec:`"
    }
    diagnostics.report(
      .notAnObject, .error,
      root.fields.isEmpty
        ? "expected a Kubernetes object, found \(root.described)" : "this document has no \(missing)",
      object: nil, at: root.location, suggestion: suggestion)
  }
}
