/// A value in a row of SQLite's.
public enum SQLValue: Hashable, Sendable {
  /// NULL.
  case null
  /// An integer.
  case integer(Int64)
  /// A floating-point number.
  case real(Double)
  /// Text; bytes that are no UTF-8 are replaced.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// An integer, NULL for nil.
  init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }

  /// An integer, NULL for nil.
  init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }

  /// A number, NULL for nil.
  init(_ value: Double?) { self = value.map { .real($0) } ?? .null }

  /// A text, NULL for nil.
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
}
