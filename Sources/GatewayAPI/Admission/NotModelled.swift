import Documents

/// Something that manifests say and the simulation does not follow.
public struct NotModelled: Sendable, Hashable {
  /// The object, such as `HTTPRoute/shop/front`.
  public var object: String
  /// The field inside the object; empty where the whole object is left out.
  public var path: String
  /// Where it stands.
  public var location: SourceLocation

  /// Creates an entry.
  public init(object: String, path: String, location: SourceLocation) {
    self.object = object
    self.path = path
    self.location = location
  }
}
