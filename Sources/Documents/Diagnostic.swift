/// One message about an input: a stable code, the place, what was found, what was expected and what to do.
public struct Diagnostic: Hashable, Sendable, Error {
  /// How grave a message is: an error stops the command, a warning does not.
  public enum Severity: String, Sendable, Comparable {
    /// Something that was read but may surprise.
    case note
    /// Something that is accepted and probably not meant.
    case warning
    /// Something that cannot be used.
    case error

    /// Orders by gravity.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// The stable code, such as `YAML003`, `GW104` or `SCN012`; it never changes its meaning.
  public var code: String
  /// How grave it is.
  public var severity: Severity
  /// What was found and what was expected, in one sentence.
  public var message: String
  /// Where, if a place is known.
  public var location: SourceLocation?
  /// The object it is about, such as `HTTPRoute/shop/front`.
  public var object: String?
  /// The path inside the object, such as `spec.rules[0].filters[1]`.
  public var path: String?
  /// What to do about it.
  public var suggestion: String?

  /// Creates a message.
  public init(
    code: String, severity: Severity = .error, message: String, location: SourceLocation? = nil,
    object: String? = nil, path: String? = nil, suggestion: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.location = location
    self.object = object
    self.path = path
    self.suggestion = suggestion
  }
}
