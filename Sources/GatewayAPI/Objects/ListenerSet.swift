import Documents

/// A ListenerSet, or XListenerSet as it was called before v1.5: listeners for a Gateway, kept elsewhere.
struct ListenerSet: Sendable {
  /// What became of it at its parent.
  enum Standing: Sendable, Hashable {
    /// Its listeners are part of the Gateway.
    case attached
    /// The parent is no Gateway.
    case unsupportedParent
    /// The Gateway is not among the manifests.
    case parentMissing
    /// The Gateway's `allowedListeners` does not admit its namespace.
    case notAllowed
  }

  let owner: ListenerOwner
  let parent: ObjectReference?
  /// Its listeners as written; what came of them stands in the Gateway's list.
  let listeners: [Listener]
  let seniority: Seniority
  let location: SourceLocation
  var standing = Standing.parentMissing

  var name: NamespacedName { owner.name }
  var title: String { owner.description }

  init(_ object: ManifestObject, kind: String) {
    owner = ListenerOwner(kind: kind, name: object.name)
    parent = object.spec["parentRef"].flatMap { ObjectReference($0, namespace: object.name.namespace) }
    listeners = Listener.all(of: object.spec, owner: owner)
    seniority = object.seniority
    location = object.location
  }

  /// Whether its parent is meant to be a Gateway.
  var namesGateway: Bool { parent?.group == ObjectKind.standardGroup && parent?.kind == "Gateway" }
}
