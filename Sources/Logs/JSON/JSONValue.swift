/// A value in a line of JSON: what it is and where it lies.
package struct JSONValue: Equatable {
  /// The kinds of values.
  package enum Kind: UInt8 {
    /// There is none.
    case absent
    case null
    case boolean
    case number
    case string
    case array
    case object
  }

  package var kind = Kind.absent
  /// Its bytes: those between the quotes of a string, those with their brackets of an array or an object.
  package var range = 0..<0
  /// Whether the string holds escapes.
  package var isEscaped = false

  /// Whether it tells anything.
  package var isTold: Bool { kind != .absent && kind != .null }
}
