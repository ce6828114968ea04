/// Columns of text, aligned with blanks.
enum TextTable {
  /// The lines of a table, without blanks at their ends.
  ///
  /// - Parameters:
  ///   - rows: Equally many texts a row.
  ///   - rightFrom: The first column that is aligned to its right edge.
  ///   - separator: What stands between columns.
  static func lines(_ rows: [[String]], rightFrom: Int, separator: String) -> [String] {
    lines(rows, isRight: { $0 >= rightFrom }, separator: separator)
  }

  /// The lines of a table, without blanks at their ends; `isRight` tells which columns are aligned to the
  /// right.
  static func lines(_ rows: [[String]], isRight: (Int) -> Bool, separator: String) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, text) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], Printable.width(text))
      }
    }
    return rows.map { row in
      var line = row.enumerated().map { column, text in
        Printable.padded(text, to: widths[column], right: isRight(column))
      }.joined(separator: separator)
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
