import Results

/// A JSON document whose keys keep their order, so that equal documents are equal bytes.
package indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// An array whose elements are made when it is written, one at a time: there may be a million of them.
  case series(count: Int, element: (Int) -> JSONValue)
  case object([(key: String, value: JSONValue)])

  /// A number, null for nil.
  package init(_ value: Double?) { self = value.map { .number($0) } ?? .null }

  /// A whole number.
  package init(_ value: Int) { self = .integer(Int64(value)) }

  /// The document with a newline at its end: each key, and each element of an array, of the outermost
  /// object has a line of its own.
  package var document: String { text(expanding: 2) + "\n" }

  /// The value on one line.
  package var line: String { text(expanding: 0) }

  /// The value with each element of an outermost array or object on a line of its own.
  package var lines: String { text(expanding: 1) }

  private func text(expanding levels: Int) -> String {
    var text = ""
    append(to: &text, expanding: levels, indent: "")
    return text
  }

  /// - Parameter levels: How many levels of arrays and objects are spread over lines.
  private func append(to text: inout String, expanding levels: Int, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .unsigned(let value): text += String(value)
    case .number(let value): text += JSONText.number(value)
    case .string(let value): Self.append(value, to: &text)
    case .array(let elements):
      Self.append(elements.count, "[", "]", to: &text, expanding: levels, indent: indent) {
        index, text, inner in
        elements[index].append(to: &text, expanding: levels - 1, indent: inner)
      }
    case .series(let count, let element):
      Self.append(count, "[", "]", to: &text, expanding: levels, indent: indent) { index, text, inner in
        element(index).append(to: &text, expanding: levels - 1, indent: inner)
      }
    case .object(let members):
      Self.append(members.count, "{", "}", to: &text, expanding: levels, indent: indent) {
        index, text, inner in
        Self.append(members[index].key, to: &text)
        text += ": "
        members[index].value.append(to: &text, expanding: levels - 1, indent: inner)
      }
    }
  }

  /// Appends a string with its quotes, at once where nothing in it is escaped.
  private static func append(_ string: String, to text: inout String) {
    let isPlain = string.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
    }
    guard isPlain else {
      text += JSONText.quoted(string)
      return
    }
    text += "\""
    text += string
    text += "\""
  }

  private static func append(
    _ count: Int, _ open: String, _ close: String, to text: inout String, expanding levels: Int,
    indent: String, item: (_ index: Int, _ text: inout String, _ indent: String) -> Void
  ) {
    let isSpread = levels > 0 && count > 0
    let inner = isSpread ? indent + "  " : ""
    let separator = isSpread ? ",\n" + inner : ", "
    text += isSpread ? open + "\n" + inner : open
    for index in 0..<count {
      if index > 0 { text += separator }
      item(index, &text, inner)
    }
    text += isSpread ? "\n" + indent + close : close
  }
}
