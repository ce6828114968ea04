/// One value that makes a variant differ from the base.
public struct Setting: Sendable, Hashable {
  /// What is set: a path in the scenario, or `KIND/NAMESPACE/NAME:PATH` in a manifest.
  public var path: String
  /// The value, in YAML.
  public var value: String

  /// Creates a setting.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}
