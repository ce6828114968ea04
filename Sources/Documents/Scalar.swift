extension Value.Scalar {
  /// What a scalar means once its type is resolved.
  public enum Resolved: Sendable, Hashable {
    /// `true` or `false`.
    case boolean(Bool)
    /// A decimal integer.
    case integer(Int64)
    /// Any other finite number.
    case number(Double)
    /// Everything else, and everything quoted.
    case string(String)
  }

  /// The type of the scalar by the rules of YAML 1.2's core schema, for JSON has no more: only `true` and
  /// `false` are booleans (`yes` and `on` are strings), numbers are decimal, quoted text is a string.
  public var resolved: Resolved {
    if isQuoted { return .string(text) }
    switch text {
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: break
    }
    guard let first = text.utf8.first, Self.beginsNumber(first) else { return .string(text) }
    if let integer = Int64(text) { return .integer(integer) }
    if text.utf8.allSatisfy(Self.isPartOfNumber), let number = Double(text), number.isFinite {
      return .number(number)
    }
    return .string(text)
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    beginsNumber(byte) || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }
}
