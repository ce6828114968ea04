/// How a report is shown to people.
public enum TextStyle: Sendable, Equatable {
  /// Laid out on a page, with aligned tables and signs.
  ///
  /// - `isColoured`: Whether ANSI sequences colour verdicts.
  /// - `hasPictures`: Whether there are pictures in block characters.
  case page(isColoured: Bool = false, hasPictures: Bool = true)
  /// Words in ASCII, one thing a line, without pictures and colours: for screen readers and terminals that show no more.
  ///
  /// What users named stands as they wrote it.
  case plain
}

extension TextStyle {
  var voice: Voice { self == .plain ? .words : .signs }

  var paint: Paint {
    guard case .page(let isColoured, _) = self else { return Paint(isOn: false) }
    return Paint(isOn: isColoured)
  }

  /// Whether there are pictures in block characters.
  public var hasPictures: Bool {
    guard case .page(_, let hasPictures) = self else { return false }
    return hasPictures
  }

  /// A text under a heading in the margin, or behind it.
  func paragraph(_ heading: String, _ text: String) -> [String] {
    guard self == .plain else { return Paragraph.lines(heading, text) }
    return [heading.isEmpty ? text : "\(heading): \(text)"]
  }

  /// A table under the names of its columns, or a line for each row that names what it says and leaves out what is empty.
  ///
  /// - Parameters:
  ///   - rows: Equally many texts a row, the names of the columns first.
  ///   - indentation: What stands before each line of an aligned table.
  func table(
    _ rows: [[String]], isRight: (Int) -> Bool, separator: String = "  ", indentation: String = ""
  ) -> [String] {
    guard self == .plain, let head = rows.first else {
      return TextTable.lines(rows, isRight: isRight, separator: separator).map { indentation + $0 }
    }
    // Capitals are for the eye.
    let names = head.map { $0 == $0.uppercased() ? $0.lowercased() : $0 }
    return rows.dropFirst().map { row in
      zip(names, row).compactMap { name, cell in
        let cell = cell.trimmingBlanks
        if cell.isEmpty || cell == "-" { return nil }
        return name.isEmpty ? cell : "\(name.trimmingBlanks) \(cell)"
      }.joined(separator: "; ")
    }
  }

  /// The lines as a text; where each is one thing, none is empty or indented.
  func text(_ lines: [String]) -> String {
    let lines = self == .plain ? lines.map(\.trimmingBlanks).filter { !$0.isEmpty } : lines
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmingBlanks: String {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
      return ""
    }
    return String(self[first...last])
  }
}
