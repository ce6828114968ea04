/// Reads one mapping field by field, remembers which keys were asked for, and reports what is missing, mistyped or unknown.
///
/// Every `read…` call answers nil where the field is absent, null or unusable; what is unusable has been reported by then, so
/// the caller only decides what absence means. Ends with ``finish()``, which reports the keys nobody asked for.
public struct Reader {
  /// The mapping that is read, or null where the value was no mapping (which has been reported).
  public let value: Value
  /// Where in its object the mapping stands.
  public let path: FieldPath
  /// The object that messages name, such as `Scenario/quickstart`.
  public let object: String?
  /// Where messages go.
  public let diagnostics: Diagnostics
  /// The letters in front of this reader's codes, such as `SCN` or `GW`.
  public let codes: Codes

  private let fields: [String: Value.Field]
  private let known: Known

  /// The codes a family of documents uses for the mistakes that every mapping can have.
  public struct Codes: Sendable {
    /// A required field is absent.
    public let missing: String
    /// A value has another type than expected.
    public let type: String
    /// A key that nobody knows.
    public let unknown: String
    /// A value of the right type that cannot be used.
    public let invalid: String
    /// How grave an unknown key is.
    public let unknownSeverity: Diagnostic.Severity

    /// Names the codes.
    public init(
      missing: String, type: String, unknown: String, invalid: String,
      unknownSeverity: Diagnostic.Severity = .error
    ) {
      self.missing = missing
      self.type = type
      self.unknown = unknown
      self.invalid = invalid
      self.unknownSeverity = unknownSeverity
    }
  }

  private final class Known {
    var keys: Set<String> = []
    var order: [String] = []
  }

  /// Opens `value` as a mapping; anything else but null is reported as a type error and reads as empty.
  public init(
    _ value: Value, path: FieldPath = FieldPath(), object: String?, codes: Codes, diagnostics: Diagnostics
  ) {
    self.value = value
    self.path = path
    self.object = object
    self.codes = codes
    self.diagnostics = diagnostics
    known = Known()
    switch value.content {
    case .mapping(let fields):
      self.fields = Dictionary(fields.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    case .null:
      fields = [:]
    case .scalar, .sequence:
      fields = [:]
      report(codes.type, "expected a mapping, found \(value.described)", at: value.location, path: path)
    }
  }

  /// Whether the mapping has `key` with a value other than null. The key counts as known.
  public func has(_ key: String) -> Bool { field(key) != nil }

  /// The raw value of `key`, nil where it is absent or null. The key counts as known.
  public func field(_ key: String) -> Value? {
    if known.keys.insert(key).inserted { known.order.append(key) }
    guard let field = fields[key], !field.value.isNull else { return nil }
    return field.value
  }

  /// The raw value of `key`, reported as missing where it is absent.
  public func required(_ key: String) -> Value? {
    if let value = field(key) { return value }
    report(
      codes.missing, "required field \"\(key)\" is missing", at: value.location, path: path.field(key),
      suggestion: "add `\(key):` here")
    return nil
  }

  /// A string; numbers and booleans that were not quoted are type errors, as they are for an API server.
  public func string(_ key: String) -> String? {
    guard let value = field(key) else { return nil }
    return string(value, at: path.field(key))
  }

  /// A string that must be there.
  public func requiredString(_ key: String) -> String? {
    guard let value = required(key) else { return nil }
    return string(value, at: path.field(key))
  }

  /// The string of `value`, reported at `path` where it is something else.
  public func string(_ value: Value, at path: FieldPath) -> String? {
    if case .scalar(let scalar) = value.content, case .string(let text) = scalar.resolved { return text }
    var suggestion: String?
    if case .scalar(let scalar) = value.content { suggestion = "write it in quotes: \"\(scalar.text)\"" }
    report(
      codes.type, "expected a string, found \(value.described)", at: value.location, path: path,
      suggestion: suggestion)
    return nil
  }

  /// A whole number within `range`.
  public func integer(_ key: String, in range: ClosedRange<Int>? = nil) -> Int? {
    guard let value = field(key) else { return nil }
    return integer(value, at: path.field(key), in: range)
  }

  /// The whole number of `value`, reported at `path` where it is something else or outside `range`.
  public func integer(_ value: Value, at path: FieldPath, in range: ClosedRange<Int>? = nil) -> Int? {
    guard case .scalar(let scalar) = value.content, case .integer(let number) = scalar.resolved else {
      report(codes.type, "expected a whole number, found \(value.described)", at: value.location, path: path)
      return nil
    }
    if let range, !range.contains(Int(number)) {
      report(
        codes.invalid,
        "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(number)",
        at: value.location, path: path)
      return nil
    }
    return Int(number)
  }

  /// A finite number within `range`.
  public func number(_ key: String, in range: ClosedRange<Double>? = nil) -> Double? {
    guard let value = field(key) else { return nil }
    let path = path.field(key)
    guard let number = value.number else {
      report(codes.type, "expected a number, found \(value.described)", at: value.location, path: path)
      return nil
    }
    if let range, !range.contains(number) {
      report(
        codes.invalid, "expected a number from \(range.lowerBound) to \(range.upperBound), found \(number)",
        at: value.location, path: path)
      return nil
    }
    return number
  }

  /// A boolean.
  public func boolean(_ key: String) -> Bool? {
    guard let value = field(key) else { return nil }
    if case .scalar(let scalar) = value.content, case .boolean(let flag) = scalar.resolved { return flag }
    report(
      codes.type, "expected true or false, found \(value.described)", at: value.location,
      path: path.field(key))
    return nil
  }

  /// One of `choices`, compared exactly.
  public func choice(_ key: String, _ choices: [String]) -> String? {
    guard let value = field(key), let text = string(value, at: path.field(key)) else { return nil }
    if choices.contains(text) { return text }
    report(
      codes.invalid,
      "\"\(text)\" is not one of \(choices.map { "\"\($0)\"" }.joined(separator: ", "))",
      at: value.location, path: path.field(key), suggestion: didYouMean(text, among: choices))
    return nil
  }

  /// The items of a list with the path of each; anything but a list is reported.
  public func list(_ key: String) -> [(value: Value, path: FieldPath)]? {
    guard let value = field(key) else { return nil }
    let path = path.field(key)
    guard case .sequence(let items) = value.content else {
      report(codes.type, "expected a list, found \(value.described)", at: value.location, path: path)
      return nil
    }
    return items.enumerated().map { ($1, path.item($0)) }
  }

  /// A reader of the mapping at `key`, nil where the field is absent.
  public func mapping(_ key: String) -> Reader? {
    guard let value = field(key) else { return nil }
    return reader(of: value, at: path.field(key))
  }

  /// A reader of the same family for `value` at `path`.
  public func reader(of value: Value, at path: FieldPath) -> Reader {
    Reader(value, path: path, object: object, codes: codes, diagnostics: diagnostics)
  }

  /// Where `key` stands, or where the mapping begins if it is absent.
  public func location(of key: String) -> SourceLocation { fields[key]?.location ?? value.location }

  /// Marks `keys` as known without reading them.
  public func ignore(_ keys: String...) {
    for key in keys { _ = field(key) }
  }

  /// Reports every key that nobody asked for, with the nearest known one.
  public func finish() {
    guard case .mapping(let all) = value.content else { return }
    for field in all where !known.keys.contains(field.key) {
      report(
        codes.unknown, "unknown field \"\(field.key)\"", severity: codes.unknownSeverity, at: field.location,
        path: path.field(field.key),
        suggestion: didYouMean(field.key, among: known.order)
          ?? (known.order.isEmpty ? nil : "known here: \(known.order.sorted().joined(separator: ", "))"))
    }
  }

  /// Reports a message about the value at `path`.
  public func report(
    _ code: String, _ message: String, severity: Diagnostic.Severity = .error, at location: SourceLocation?,
    path: FieldPath, suggestion: String? = nil
  ) {
    diagnostics.report(
      Diagnostic(
        code: code, severity: severity, message: message, location: location, object: object,
        path: path.description.isEmpty ? nil : path.description, suggestion: suggestion))
  }
}

extension Value {
  /// The finite number this scalar means, if it means one.
  public var number: Double? {
    guard case .scalar(let scalar) = content else { return nil }
    switch scalar.resolved {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    case .boolean, .string: return nil
    }
  }
}
