import Documents

/// One admitted object with what every kind has.
struct ManifestObject {
  let kind: String
  let name: NamespacedName
  /// What messages call it, such as `HTTPRoute/shop/front`.
  let title: String
  let labels: [String: String]
  let seniority: Seniority
  /// The whole object with defaults filled in.
  let value: Value

  var location: SourceLocation { value.location }
  var spec: Value { value["spec"] ?? Value(.null, at: value.location) }
}

/// The apiVersion and kind of a document, taken apart.
struct ObjectKind: Hashable {
  let group: String
  let version: String
  let kind: String
  let apiVersion: String

  init(apiVersion: String, kind: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    group = parts.count == 2 ? String(parts[0]) : ""
    version = String(parts.last ?? "")
    self.kind = kind
    self.apiVersion = apiVersion
  }

  /// The two groups of the Gateway API.
  static let standardGroup = "gateway.networking.k8s.io"
  static let experimentalGroup = "gateway.networking.x-k8s.io"

  /// Whether objects of the kind stand in no namespace, as far as the kinds are known that manifests usually hold.
  var isClusterScoped: Bool {
    [
      "GatewayClass", "Namespace", "Node", "PersistentVolume", "StorageClass", "PriorityClass",
      "IngressClass",
      "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "ValidatingWebhookConfiguration",
      "MutatingWebhookConfiguration",
    ].contains(kind)
  }
}
