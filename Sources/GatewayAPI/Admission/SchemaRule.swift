import Documents

extension Schema {
  /// A rule that a definition adds to the structure of a value.
  ///
  /// It sees the value with its defaults, but also one whose structure is broken, so that one pass reports as much as it can: what is
  /// absent or of another type breaks no rule.
  package struct Rule: Sendable {
    let code: GatewayCode
    /// What an API server says of a value that breaks it.
    package let message: String
    let suggestion: String?
    /// Where a value breaks it, nil where the rule holds.
    let breach: @Sendable (Value) -> Breach?
    /// Whether the release and channel have it.
    private(set) var isPresent = true
  }

  /// How a value breaks a rule.
  struct Breach {
    /// Where the part stands that is to blame.
    let location: SourceLocation
    /// Why the rule could not even be evaluated, where that is so: an API server refuses the value then, and says so.
    var failure: String?
  }
}

extension Schema.Rule {
  /// A rule that names the part of a value that breaks it.
  init(
    _ code: GatewayCode, _ message: String, suggestion: String? = nil,
    broken part: @escaping @Sendable (Value) -> Value?
  ) {
    self.init(code, message, suggestion: suggestion, breach: { part($0).map { Schema.Breach($0) } })
  }

  init(
    _ code: GatewayCode, _ message: String, suggestion: String? = nil,
    breach: @escaping @Sendable (Value) -> Schema.Breach?
  ) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
    self.breach = breach
  }

  /// A rule about how a value may change, which a value that is created cannot break.
  static func aboutChanges(_ code: GatewayCode, _ message: String) -> Self {
    Self(code, message) { _ -> Value? in nil }
  }

  /// The rule where `condition` holds of the release and channel, no rule else.
  func only(when condition: Bool) -> Self {
    var copy = self
    copy.isPresent = condition
    return copy
  }
}

extension Schema.Breach {
  init(_ part: Value, failure: String? = nil) {
    self.init(location: part.location, failure: failure)
  }

  /// Reading `key` of `parent`, which lacks it.
  static func missing(_ key: String, in parent: Value) -> Self {
    Self(parent, failure: "no such key: \(key)")
  }
}
