import Documents

/// The namespaces from which objects may attach to another object.
public enum NamespaceScope: Sendable, Hashable {
  /// None.
  case none
  /// That of the object they attach to.
  case same
  /// All.
  case all
  /// Those with these labels; nil selects none.
  case selected(LabelSelector?)

  /// Reads an admitted `namespaces`; what is absent has the definition's default, `fallback`.
  init(_ value: Value?, fallback: NamespaceScope) {
    switch value?["from"]?.string {
    case "All": self = .all
    case "Same": self = .same
    case "None": self = .none
    case "Selector": self = .selected(value?["selector"].flatMap(LabelSelector.init))
    default: self = fallback
    }
  }
}

/// The labels of namespaces, by which scopes select them.
struct NamespaceLabels {
  /// Those of the declared namespaces.
  let declared: [String: [String: String]]

  /// Whether `scope`, of an object in the namespace `owner`, admits `namespace`.
  func admits(_ namespace: String, by scope: NamespaceScope, of owner: String) -> Bool {
    switch scope {
    case .none: false
    case .same: namespace == owner
    case .all: true
    case .selected(let selector): selector?.matches(labels(of: namespace)) ?? false
    }
  }

  /// A cluster labels every namespace with its own name.
  private func labels(of namespace: String) -> [String: String] {
    var labels = declared[namespace] ?? [:]
    labels["kubernetes.io/metadata.name"] = namespace
    return labels
  }
}
