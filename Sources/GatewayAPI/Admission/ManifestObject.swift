import Documents

/// One admitted object with what every kind has.
struct ManifestObject {
  let name: NamespacedName
  /// What messages call it, such as `HTTPRoute/shop/front`.
  let title: String
  let labels: [String: String]
  let seniority: Seniority
  /// The whole object with defaults filled in.
  let value: Value

  /// Takes apart an object whose metadata were admitted as ``metadataSchema`` demands.
  init(_ identity: ObjectIdentity, metadata: Value, value: Value) {
    name = identity.name
    title = identity.title
    labels = Dictionary(
      (metadata["labels"]?.fields ?? []).map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { $1 })
    seniority = Seniority(timestamp: metadata["creationTimestamp"]?.string, name: identity.name)
    self.value = value
  }

  /// What is demanded of the metadata of every object that is simulated.
  static let metadataSchema = Schema.openObject([
    .required("name", Schema.sectionName),
    .optional("namespace", Schema.namespace),
    .optional("labels", .map(.text(0...63))),
    .optional("creationTimestamp", .text()),
  ])

  var location: SourceLocation { value.location }
  var spec: Value { value["spec"] ?? Value(.null, at: value.location) }
}

/// The apiVersion and kind of a document, taken apart.
package struct ObjectKind: Hashable {
  let group: String
  let version: String
  let kind: String
  let apiVersion: String

  package init(apiVersion: String, kind: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    group = parts.count == 2 ? String(parts[0]) : ""
    version = String(parts.last ?? "")
    self.kind = kind
    self.apiVersion = apiVersion
  }

  /// The two groups of the Gateway API.
  static let standardGroup = "gateway.networking.k8s.io"
  static let experimentalGroup = "gateway.networking.x-k8s.io"

  /// Whether its group is one of Kubernetes itself or of one of its projects.
  var isInKubernetesGroup: Bool {
    ["", "k8s.io"].contains(group) || group.hasSuffix(".k8s.io") || group.hasSuffix(".x-k8s.io")
  }

  /// Whether objects of the kind stand in no namespace, as far as the kinds are known that manifests usually hold.
  package var isClusterScoped: Bool {
    [
      "GatewayClass", "Namespace", "Node", "PersistentVolume", "StorageClass", "PriorityClass",
      "IngressClass",
      "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "ValidatingWebhookConfiguration",
      "MutatingWebhookConfiguration",
    ].contains(kind)
  }
}
