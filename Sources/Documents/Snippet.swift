/// A line of source as it is printed, and what stands before the caret below it.
struct Snippet {
  let text: String
  let padding: String

  /// Prints `line` so that scalar `column`, from 1, is among the `width` scalars shown; what is cut off leaves `…`.
  init(line: [Unicode.Scalar], column: Int, width: Int) {
    let caret = min(max(column - 1, 0), line.count)
    var shown = 0..<line.count
    if line.count > width {
      // A third of the width before the caret shows what leads to it.
      let start = max(0, min(caret - width / 3, line.count - width))
      shown = start..<start + width
    }
    let before = shown.lowerBound > 0 ? "…" : ""
    let after = shown.upperBound < line.count ? "…" : ""
    text = before + line[shown].map(\.printed).joined() + after
    let columns = line[shown.lowerBound..<caret].reduce(before.count) { $0 + $1.columns }
    padding = String(repeating: " ", count: columns)
  }
}

extension String {
  /// The text with control characters written as `\u{…}`, so that input cannot steer a terminal.
  var escapingControls: String {
    unicodeScalars.contains(where: \.isControl) ? unicodeScalars.map(\.printed).joined() : self
  }
}

extension Unicode.Scalar {
  /// Whether it steers a terminal or the direction of text instead of being seen.
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200D
    default: false
    }
  }

  /// How it is printed: itself, a tab as one space, and controls escaped.
  fileprivate var printed: String {
    if self == "\t" { return " " }
    return isControl ? "\\u{\(String(value, radix: 16, uppercase: true))}" : String(self)
  }

  /// The columns of a terminal that ``printed`` takes: none for marks that combine, two for East Asian wide characters.
  fileprivate var columns: Int {
    if isControl { return printed.count }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
