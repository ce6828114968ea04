import Results

/// A JSON document whose keys keep their order, so that equal documents are equal bytes.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A number, null for nil.
  init(_ value: Double?) { self = value.map { .number($0) } ?? .null }

  /// A whole number.
  init(_ value: Int) { self = .integer(Int64(value)) }

  /// The document with a newline at its end: each key, and each element of an array, of the outermost
  /// object has a line of its own.
  var document: String { text(expanding: 2, indent: "") + "\n" }

  /// The value with each element of an outermost array or object on a line of its own.
  var lines: String { text(expanding: 1, indent: "") }

  /// - Parameter levels: How many levels of arrays and objects are spread over lines.
  private func text(expanding levels: Int, indent: String) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): JSONText.number(value)
    case .string(let value): JSONText.quoted(value)
    case .array(let elements):
      Self.list(elements.map { ("", $0) }, "[", "]", expanding: levels, indent: indent)
    case .object(let members):
      Self.list(
        members.map { (JSONText.quoted($0.key) + ": ", $0.value) }, "{", "}", expanding: levels,
        indent: indent)
    }
  }

  private static func list(
    _ items: [(prefix: String, value: JSONValue)], _ open: String, _ close: String, expanding levels: Int,
    indent: String
  ) -> String {
    guard !items.isEmpty else { return open + close }
    let inner = levels > 0 ? indent + "  " : ""
    let texts = items.map { $0.prefix + $0.value.text(expanding: levels - 1, indent: inner) }
    guard levels > 0 else { return open + texts.joined(separator: ", ") + close }
    return "\(open)\n\(inner)\(texts.joined(separator: ",\n" + inner))\n\(indent)\(close)"
  }
}
