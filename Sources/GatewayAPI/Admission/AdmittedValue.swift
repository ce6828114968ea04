import Documents

extension Value.Scalar {
  /// What it means to an API server. kubectl reads the words of YAML 1.1 for true and false as well, which are strings to YAML 1.2:
  /// a Service `no` is a Service `false`, and refused. So it is with integers that are written in other bases.
  var admitted: Resolved {
    if let flag = wordedFlag { return .boolean(flag) }
    return basedInteger.map { .integer($0) } ?? resolved
  }

  /// The number that an unquoted `0x50`, `0o120` or `0b1010` means.
  private var basedInteger: Int64? {
    guard !isQuoted, text.utf8.first == UInt8(ascii: "0"), let base = Self.bases[text.prefix(2)],
      text.dropFirst(2).utf8.allSatisfy({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") })
    else { return nil }
    return Int64(text.dropFirst(2), radix: base)
  }

  private static let bases: [Substring: Int] = ["0x": 16, "0o": 8, "0b": 2]

  /// The flag that an unquoted `yes`, `on`, `NO` and the like means; nil for anything else, `true` and `false` among it, and `y` and
  /// `n`, on which readers of YAML 1.1 do not agree.
  var wordedFlag: Bool? {
    guard !isQuoted, text.utf8.count <= 3 else { return nil }
    switch text {
    case "yes", "Yes", "YES", "on", "On", "ON": return true
    case "no", "No", "NO", "off", "Off", "OFF": return false
    default: return nil
    }
  }
}

/// Reading of values whose structure has been admitted: what is absent answers nil or nothing.
extension Value {
  /// The items of a list, none for anything else.
  var items: [Value] {
    if case .sequence(let items) = content { return items }
    return []
  }

  /// The fields of a mapping, none for anything else.
  var fields: [Field] {
    if case .mapping(let fields) = content { return fields }
    return []
  }

  /// The text if it means a string.
  var string: String? {
    if case .scalar(let scalar) = content, case .string(let text) = scalar.admitted { return text }
    return nil
  }

  /// The number if it means a whole one, as `80.0` does too: JSON has one type of number.
  var integer: Int? {
    guard case .scalar(let scalar) = content else { return nil }
    switch scalar.admitted {
    case .integer(let number): return Int(exactly: number)
    case .number(let number): return Int(exactly: number)
    case .boolean, .string: return nil
    }
  }

  /// The flag if it means one.
  var flag: Bool? {
    if case .scalar(let scalar) = content, case .boolean(let flag) = scalar.admitted { return flag }
    return nil
  }

  /// The value at the end of a path of keys.
  func at(_ keys: String...) -> Value? {
    keys.reduce(Optional(self)) { value, key in value?[key] }
  }

  /// Whether a mapping has `key` with a value other than null.
  func has(_ key: String) -> Bool { self[key].map { !$0.isNull } ?? false }

  /// Where `key` stands, or where the mapping begins.
  func location(of key: String) -> SourceLocation {
    fields.first { $0.key == key }?.location ?? location
  }

  /// What JSON calls it, as an API server's messages do.
  var jsonType: String {
    switch content {
    case .null: "null"
    case .mapping: "object"
    case .sequence: "array"
    case .scalar(let scalar):
      switch scalar.admitted {
      case .boolean: "boolean"
      case .integer: "integer"
      case .number: "number"
      case .string: "string"
      }
    }
  }

  /// Its JSON text, for comparison and messages.
  var json: String {
    switch content {
    case .null: "null"
    case .mapping(let fields):
      "{\(fields.map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
    case .sequence(let items): "[\(items.map(\.json).joined(separator: ","))]"
    case .scalar(let scalar):
      switch scalar.admitted {
      case .string(let text): Self.quoted(text)
      case .boolean(let flag): "\(flag)"
      case .integer, .number: integer.map { "\($0)" } ?? scalar.text
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Schema.Template {
  /// The default as a value that stands at `location`.
  func value(at location: SourceLocation) -> Documents.Value {
    switch self {
    case .string(let text): Documents.Value(.scalar(.init(text, isQuoted: true)), at: location)
    case .integer(let number): Documents.Value(.scalar(.init("\(number)")), at: location)
    case .list(let items): Documents.Value(.sequence(items.map { $0.value(at: location) }), at: location)
    case .object(let fields):
      Documents.Value(
        .mapping(fields.map { .init(key: $0.key, location: location, value: $0.value.value(at: location)) }),
        at: location)
    }
  }
}
