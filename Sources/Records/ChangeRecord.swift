/// What a variant changes in the scenario or in a manifest.
public struct ChangeRecord: Sendable, Hashable {
  /// The variant, by its place among the variants of the database; the base is 0.
  public var variant: Int
  /// The object, such as `XBackendTrafficPolicy/shop/checkout`.
  public var object: String
  /// The path inside it, empty for the whole object.
  public var path: String
  /// `file:line:column` in the variant, in the base for what the variant does not have.
  public var at: String
  /// The line of YAML there, empty where there is none.
  public var line: String
  /// The base's value as YAML on one line, nil where it has none.
  public var from: String?
  /// The variant's value as YAML on one line, nil where it has none.
  public var to: String?

  /// Creates a change.
  public init(
    variant: Int, object: String, path: String, at: String, line: String, from: String?, to: String?
  ) {
    self.variant = variant
    self.object = object
    self.path = path
    self.at = at
    self.line = line
    self.from = from
    self.to = to
  }
}
