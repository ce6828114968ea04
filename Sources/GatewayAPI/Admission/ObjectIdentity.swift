import Documents

/// What a document says it is: kind, namespace and name.
struct ObjectIdentity {
  let kind: ObjectKind
  /// Its name is `?` where the document gives none.
  let name: NamespacedName
  /// What messages call it.
  let title: String

  /// Reads apiVersion, kind and metadata; nil where the document is no object, which has been reported then, or where it is
  /// empty or one of Weir's own.
  init?(_ root: Value, _ diagnostics: Diagnostics) {
    guard !root.isNull else { return nil }
    guard let apiVersion = root["apiVersion"]?.string, let kindName = (root["kind"]?.string).map(Self.clip)
    else {
      Self.reportFragment(root, diagnostics)
      return nil
    }
    guard !apiVersion.hasPrefix("weir/") else { return nil }
    kind = ObjectKind(apiVersion: apiVersion, kind: kindName)
    name = NamespacedName(
      namespace: Self.clip(root.at("metadata", "namespace")?.text ?? "default"),
      name: Self.clip(root.at("metadata", "name")?.text ?? "?"))
    title = kind.isClusterScoped ? "\(kindName)/\(name.name)" : "\(kindName)/\(name)"
  }

  /// No name is longer than this, and every message about an object repeats its name; a longer one is refused by its own rule.
  private static func clip(_ name: String) -> String {
    name.utf8.count > 1024 ? "\(name.unicodeScalars.prefix(250))…" : name
  }

  /// What no two objects share; the version is no part of it.
  var key: Key { Key(group: kind.group, title: title) }

  /// The identity of an object.
  struct Key: Hashable, Sendable {
    let group: String
    let title: String
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
    let isForeign = kind == nil && root["apiVersion"] == nil && root["kind"] == nil
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
      object: nil, at: root.location,
      suggestion: isForeign
        ? "to leave out files that are no manifests, name the others: 'k8s/*.yaml', say, in place of k8s/"
        : suggestion)
  }
}
