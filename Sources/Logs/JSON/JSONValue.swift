/// A value in a line of JSON: what it is and where it lies.
struct JSONValue: Equatable {
  /// The kinds of values.
  enum Kind: UInt8 {
    /// There is none.
    case absent
    case null
    case boolean
    case number
    case string
    case array
    case object
  }

  var kind = Kind.absent
  /// Its bytes: those between the quotes of a string, those with their brackets of an array or an object.
  var range = 0..<0
  /// Whether the string holds escapes.
  var isEscaped = false

  /// Whether it tells anything.
  var isTold: Bool { kind != .absent && kind != .null }
}
