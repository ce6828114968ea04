/// How wide a text is at the most, without asking a font: by the widths of DejaVu Sans, the widest of the fonts in common use.
package enum TextWidth {
  /// The width of `text` in units of the picture at a font size.
  package static func of(_ text: String, size: Double = Label.size) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars { width += of(scalar) }
    return width * size
  }

  /// `text` on one line and not wider than `width`, shortened in the middle where it must be.
  package static func shortened(_ text: String, to width: Double, size: Double = Label.size) -> String {
    let line = onOneLine(text)
    if line.unicodeScalars.count <= 1000, of(line, size: size) <= width { return line }
    let scalars = Array(line.unicodeScalars)
    let ellipsis: Unicode.Scalar = "…"
    var room = width / size - of(ellipsis)
    guard room > 0 else { return "" }
    var front = 0
    var back = 0
    // From both ends in turn: names of services differ at their ends as often as at their beginnings.
    while front + back < scalars.count {
      let takesFront = front <= back
      let needed = of(takesFront ? scalars[front] : scalars[scalars.count - 1 - back])
      guard needed <= room, front + back < 500 else { break }
      room -= needed
      if takesFront { front += 1 } else { back += 1 }
    }
    var short = String.UnicodeScalarView()
    short.append(contentsOf: scalars[..<front])
    short.append("…")
    short.append(contentsOf: scalars[(scalars.count - back)...])
    return String(short)
  }

  /// `text` without line breaks, and without characters that turn the direction of what follows them.
  private static func onOneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(2000) {
      switch scalar.value {
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: line.append(" ")
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: line.append(scalar)
      }
    }
    return String(line)
  }

  private static func of(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "·", " ", "\u{A0}": 0.35
    case "f", "t", "r", "(", ")", "[", "]", "-", "/": 0.42
    case "m", "%", "@", "M", "…", "→", "∞", "+", "=", "<", ">", "±", "≤", "≥", "×", "−": 1
    case "w", "–": 0.83
    case "W", "—": 1.02
    case "A"..."Z": 0.79
    case " "..."~": 0.64
    default: ofOther(scalar)
    }
  }

  private static func ofOther(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: 0
    // Marks of direction have no width; what joins emoji is counted as if it did not join.
    case .format: 0
    default: scalar.value < 0x250 ? 0.8 : scalar.value < 0x1100 ? 0.95 : 1.4
    }
  }
}
