import Logs

/// Comma-separated values as in RFC 4180: a head, then rows, each line ended by a carriage return and a line feed.
///
/// Spreadsheets run a text that begins with `=`, `+`, `-` or `@` as a formula, and names come from whoever wrote the manifests: such a text has
/// an apostrophe before it, unless it is a number.
struct CSVText {
  /// One cell.
  enum Cell {
    /// Not known, or not applicable: an empty field.
    case nothing
    /// An empty text stands in quotes, which tells it from ``nothing``.
    case text(String)
    /// A number that is written already.
    case digits(String)

    /// A name or words, with control characters as `\u{…}`; nothing for nil and for no text.
    init(_ text: String?) {
      let text = text ?? ""
      self = text.isEmpty ? .nothing : .text(Printable.terminal(text))
    }

    /// A number with a point and without an exponent; nothing for nil and for what is not finite.
    init(_ value: Double?) {
      guard let value, value.isFinite else {
        self = .nothing
        return
      }
      self = .digits(CSVText.plain(value))
    }

    /// A whole number, nothing for nil.
    init(_ value: Int?) { self = value.map { .digits("\($0)") } ?? .nothing }

    /// `true` or `false`.
    init(_ value: Bool) { self = .digits("\(value)") }
  }

  private var bytes: [UInt8] = []

  /// - Parameter head: The names of the columns.
  init(head: [String]) {
    append(head.map { Cell($0) })
  }

  /// Appends a row with as many cells as the head has.
  mutating func append(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .nothing: break
      case .digits(let digits): bytes += digits.utf8
      case .text(""): bytes += "\"\"".utf8
      case .text(let text): CSVLine.append(cell: Self.harmless(text), to: &bytes)
      }
    }
    bytes += "\r\n".utf8
  }

  /// The whole document.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  private static let openers: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]

  /// The text as no spreadsheet runs it; some look past blanks and at signs of full width too.
  private static func harmless(_ text: String) -> String {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    guard let first, openers.contains(first) else { return text }
    let isNumber = Double(text) != nil && text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
    return isNumber ? text : "'" + text
  }

  /// The fewest digits that mean the number.
  private static func plain(_ value: Double) -> String {
    let parts = "\(value.magnitude)".split(separator: "e")
    let digits = parts[0].split(separator: ".")
    var whole = String(digits[0])
    var fraction = digits.count > 1 && digits[1] != "0" ? String(digits[1]) : ""
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    if exponent > 0 {
      whole += fraction + String(repeating: "0", count: max(0, exponent - fraction.count))
      fraction = ""
    } else if exponent < 0 {
      fraction = String(repeating: "0", count: -exponent - 1) + whole + fraction
      whole = "0"
    }
    return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
