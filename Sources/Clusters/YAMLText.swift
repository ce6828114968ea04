/// Text in YAML that reads back as the same bytes, by YAML 1.1 and 1.2 alike.
enum YAMLText {
  /// A text in double quotes, on one line.
  static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// What may be in a block scalar: printable characters (YAML 1.2.2, 5.1), and no end of a line but the line feed.
  ///
  /// YAML 1.1 ends lines at U+0085, U+2028 and U+2029 too, and readers make a line feed of a carriage return.
  static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x20...0x7E: true
      case 0x2028, 0x2029, 0xFEFF: false
      case 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
      default: false
      }
    }
  }

  /// The value of a key that is itself indented by `indentation` blanks: a literal block of plain text, with its line feed.
  static func block(_ text: String, below indentation: Int) -> String {
    let feed = UInt8(ascii: "\n")
    let lines = text.utf8.split(separator: feed, omittingEmptySubsequences: false)
    guard lines.contains(where: { !$0.isEmpty }) else { return quoted(text) + "\n" }
    // A reader finds the indentation by the first line, unless that begins with a blank itself.
    let isUnclear = text.utf8.first.map { " \t\n".utf8.contains($0) } ?? false
    let ends = lines.reversed().prefix { $0.isEmpty }.count
    let chomping = ends == 0 ? "-" : ends == 1 ? "" : "+"
    let margin = [UInt8](repeating: UInt8(ascii: " "), count: indentation + 2)
    var bytes: [UInt8] = []
    for line in ends == 0 ? lines[...] : lines.dropLast() {
      if !line.isEmpty { bytes += margin + line }
      bytes.append(feed)
    }
    return "|\(isUnclear ? "2" : "")\(chomping)\n" + String(decoding: bytes, as: UTF8.self)
  }

  /// Lines, none of them empty, moved to the right, all but the first: for the middle of a template.
  static func indented(_ lines: String, by indentation: Int) -> String {
    lines.split(separator: "\n").joined(separator: "\n" + String(repeating: " ", count: indentation))
  }

  /// A character inside of double quotes.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
    guard ShellText.isHidden(scalar) else { return String(scalar) }
    switch scalar.value {
    case 0..<0x100: return "\\x" + hexadecimal(scalar.value, digits: 2)
    case 0..<0x10000: return "\\u" + hexadecimal(scalar.value, digits: 4)
    default: return "\\U" + hexadecimal(scalar.value, digits: 8)
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
