import Documents

/// A ReferenceGrant: who may refer to what in its namespace.
struct ReferenceGrant {
  private struct Source: Hashable {
    let group: String
    let kind: String
    let namespace: String
  }

  private struct Target: Hashable {
    let group: String
    let kind: String
    let name: String?
  }

  let namespace: String
  private let sources: Set<Source>
  private let targets: Set<Target>

  init(_ object: ManifestObject) {
    namespace = object.name.namespace
    sources = Set(
      (object.spec["from"]?.items ?? []).map {
        Source(
          group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "",
          namespace: $0["namespace"]?.string ?? "")
      })
    targets = Set(
      (object.spec["to"]?.items ?? []).map {
        Target(group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "", name: $0["name"]?.string)
      })
  }

  /// Whether an HTTPRoute of `namespace` may refer to that object of the grant's namespace.
  func allows(routesOf namespace: String, group: String, kind: String, name: String) -> Bool {
    sources.contains(Source(group: ObjectKind.standardGroup, kind: "HTTPRoute", namespace: namespace))
      && (targets.contains(Target(group: group, kind: kind, name: nil))
        || targets.contains(Target(group: group, kind: kind, name: name)))
  }
}
