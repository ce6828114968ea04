import Documents

/// All ReferenceGrants: who may refer to what in another namespace.
struct ReferenceGrants: Sendable {
  /// Whose objects refer.
  struct Source: Hashable, Sendable {
    let group: String
    let kind: String
    let namespace: String
  }

  private struct Target: Hashable, Sendable {
    let group: String
    let kind: String
    let name: String?
  }

  /// By the namespace they stand in, which is that of the targets, and by who may refer.
  private var targets: [String: [Source: Set<Target>]] = [:]

  mutating func add(_ object: ManifestObject) {
    let sources = (object.spec["from"]?.items ?? []).map {
      Source(
        group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "",
        namespace: $0["namespace"]?.string ?? "")
    }
    let targets = (object.spec["to"]?.items ?? []).map {
      Target(group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "", name: $0["name"]?.string)
    }
    for source in sources {
      self.targets[object.name.namespace, default: [:]][source, default: []].formUnion(targets)
    }
  }

  /// Whether objects of `source` may refer to the object `name`: those of its own namespace always may.
  func permit(_ source: Source, group: String, kind: String, _ name: NamespacedName) -> Bool {
    guard source.namespace != name.namespace else { return true }
    guard let targets = targets[name.namespace]?[source] else { return false }
    return targets.contains(Target(group: group, kind: kind, name: nil))
      || targets.contains(Target(group: group, kind: kind, name: name.name))
  }
}
