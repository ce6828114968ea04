/// Text under a heading in the margin of a terminal.
enum Paragraph {
  static let width = 80
  static let margin = 10

  /// Words in lines of at most 80 columns, a longer word in one of its own, the heading in the margin.
  static func lines(_ heading: String, _ text: String) -> [String] {
    var lines: [String] = []
    var line = Printable.padded(heading, to: margin)
    var isEmpty = true
    for word in words(text) {
      if !isEmpty, Printable.width(line) + 1 + Printable.width(word) > width {
        lines.append(line)
        line = String(repeating: " ", count: margin)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// The words of a text; a number keeps its interval and its unit.
  private static func words(_ text: String) -> [String] {
    text.split(separator: " ", omittingEmptySubsequences: false).reduce(into: []) { words, word in
      let unit = word.prefix { $0 == "%" || $0.isLetter }
      if word.hasPrefix("±") || ["%", "ns", "us", "ms", "s"].contains(unit), !words.isEmpty {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
  }
}
