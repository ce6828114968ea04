/// Text from scenarios and manifests, made safe to show.
package enum Printable {
  /// `text` without anything that moves a cursor, starts an escape sequence or turns the writing direction:
  /// such characters stand as `\u{…}`.
  static func terminal(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A text of several lines, made safe to show: its lines and tabs stay.
  package static func lines(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar != "\r" {
      if scalar == "\n" || scalar == "\t" {
        result.unicodeScalars.append(scalar)
      } else {
        result += terminal(String(scalar))
      }
    }
    return result
  }

  /// `text` as Markdown that shows just that, in a table cell too.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in terminal(text) {
      switch character {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  /// `text` as it can stand between the backticks of Markdown's code, in a table cell too.
  static func code(_ text: String) -> String {
    String(terminal(text).map { $0 == "`" ? "'" : $0 == "|" ? "¦" : $0 })
  }

  /// `text` as XML shows it, in an attribute too; what XML 1.0 has no way to write stands as `\u{…}`.
  static func xml(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case _ where isUnsafe(scalar) || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// How many columns of a terminal `text` takes.
  static func width(_ text: String) -> Int {
    text.reduce(0) { width, character in
      let first = character.unicodeScalars.first?.value ?? 0
      let isWide =
        switch first {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
          0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
          true
        default: false
        }
      return width + (isWide ? 2 : 1)
    }
  }

  /// `text` with blanks up to `width` columns, at its end or before it.
  static func padded(_ text: String, to width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - Self.width(text)))
    return right ? blanks + text : text + blanks
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFEFF: true
    default: false
    }
  }
}
