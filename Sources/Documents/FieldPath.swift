/// The path of a value inside its object, such as `spec.rules[0].backendRefs[1].port`.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  /// The path as it is printed.
  public let description: String

  /// Creates a path from its printed form; the empty path is the object itself.
  public init(_ description: String = "") {
    self.description = description
  }

  /// The path of the field `key` below this one; a key that would not read as one step stands in brackets and quotes.
  public func field(_ key: String) -> FieldPath {
    if key.isEmpty || key.utf8.contains(where: Self.separates) {
      let escaped = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return FieldPath("\(description)[\"\(escaped)\"]")
    }
    return FieldPath(description.isEmpty ? key : "\(description).\(key)")
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""): true
    default: false
    }
  }

  /// The path of item `index` of the list at this path.
  public func item(_ index: Int) -> FieldPath {
    FieldPath("\(description)[\(index)]")
  }
}
