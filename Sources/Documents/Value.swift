/// A YAML value with its place: what readers of scenarios and manifests walk over.
///
/// Overlays and `--set` produce changed copies, so it is a value type.
public struct Value: Sendable {
  /// What a value holds.
  public indirect enum Content: Sendable {
    /// Absent text, `null` or `~`.
    case null
    /// A single scalar.
    case scalar(Scalar)
    /// A list.
    case sequence([Value])
    /// A mapping, in the order of the file; keys are unique.
    case mapping([Field])
  }

  /// The text of a scalar and whether it was quoted (a quoted `"1"` is a string, never a number).
  public struct Scalar: Sendable, Hashable {
    /// The text without quotes.
    public var text: String
    /// Whether it was written in quotes or as a block.
    public var isQuoted: Bool

    /// Creates a scalar.
    public init(_ text: String, isQuoted: Bool = false) {
      self.text = text
      self.isQuoted = isQuoted
    }
  }

  /// One key of a mapping and its value.
  public struct Field: Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var location: SourceLocation
    /// What it maps to.
    public var value: Value

    /// Creates a field.
    public init(key: String, location: SourceLocation, value: Value) {
      self.key = key
      self.location = location
      self.value = value
    }
  }

  /// What it holds.
  public var content: Content
  /// Where it begins.
  public var location: SourceLocation

  /// Creates a value.
  public init(_ content: Content, at location: SourceLocation) {
    self.content = content
    self.location = location
  }

  /// The value of `key` if this is a mapping that has it. O(number of keys).
  public subscript(key: String) -> Value? {
    guard case .mapping(let fields) = content else { return nil }
    return fields.first { $0.key == key }?.value
  }

  /// Whether it is null.
  public var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// The text if this is a scalar.
  public var text: String? {
    if case .scalar(let scalar) = content { return scalar.text }
    return nil
  }

  /// What a message calls it: `a mapping`, `a list`, `the string "x"`, `the number 3`, `null`.
  public var described: String {
    switch content {
    case .null: "null"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .boolean(let flag): "the boolean \(flag)"
      case .integer, .number: "the number \(scalar.text)"
      case .string: "the string \"\(scalar.text.prefix(80))\""
      }
    }
  }
}
