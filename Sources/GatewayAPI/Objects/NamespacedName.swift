/// The namespace and name of a Kubernetes object.
public struct NamespacedName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The namespace; objects without one are in `default`.
  public let namespace: String
  /// The name.
  public let name: String

  /// Creates the name of an object.
  public init(namespace: String = "default", name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// `namespace/name`.
  public var description: String { "\(namespace)/\(name)" }

  /// Orders by the bytes of the joined string, as the API does (so `a-b/x` comes before `a/x`).
  public static func < (left: NamespacedName, right: NamespacedName) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
