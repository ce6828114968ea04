/// The path of a value inside its object, such as `spec.rules[0].backendRefs[1].port`.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  /// The path as it is printed.
  public let description: String

  /// Creates a path from its printed form; the empty path is the object itself.
  public init(_ description: String = "") {
    self.description = description
  }

  /// The path of the field `key` below this one.
  public func field(_ key: String) -> FieldPath {
    FieldPath(description.isEmpty ? key : "\(description).\(key)")
  }

  /// The path of item `index` of the list at this path.
  public func item(_ index: Int) -> FieldPath {
    FieldPath("\(description)[\(index)]")
  }
}
