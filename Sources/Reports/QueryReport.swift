import Results

/// The rows of a query in the formats of `weir query`.
public struct QueryReport {
  private let columns: [String]
  private let rows: [[SQLValue]]

  /// Takes the names of the columns, and rows of as many values.
  public init(columns: [String], rows: [[SQLValue]]) {
    self.columns = columns
    self.rows = rows
  }

  /// An aligned table with a head, for people; numbers to the right, NULL as nothing.
  public func table(_ style: TextStyle = .page()) -> String {
    let cells = rows.map { $0.map { Printable.terminal(Self.text($0) ?? "") } }
    let head = columns.map(Printable.terminal)
    let lines = style.table([head] + cells, isRight: isNumeric)
    guard style != .plain else { return style.text(lines) }
    let rule = lines.map(Printable.width).max() ?? 0
    return style.text([lines[0], String(repeating: "-", count: rule)] + lines.dropFirst())
  }

  /// An array of objects, a row a line; a blob is a text of hexadecimal digits.
  public func json() -> String {
    let objects = JSONValue.series(count: rows.count) { index in
      .object(zip(columns, rows[index]).map { ($0, Self.json($1)) })
    }
    return objects.lines + "\n"
  }

  /// Comma-separated values as in RFC 4180, with a head; NULL is an empty field, an empty text is `""`.
  public func csv() -> String {
    var csv = CSVText(head: columns)
    for row in rows { csv.append(row.map(Self.cell)) }
    return csv.text
  }

  /// A Markdown table.
  public func markdown() -> String {
    let cells = rows.map { $0.map { Self.text($0) ?? "" } }
    return markdownTable([columns] + cells, isRight: isNumeric).joined(separator: "\n") + "\n"
  }

  private func isNumeric(_ column: Int) -> Bool {
    var found = false
    for row in rows where column < row.count {
      switch row[column] {
      case .integer, .real: found = true
      case .null: continue
      case .text, .blob: return false
      }
    }
    return found
  }

  private static func text(_ value: SQLValue) -> String? {
    switch value {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes): hexadecimal(bytes)
    }
  }

  private static func json(_ value: SQLValue) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    case .real(let number): .number(number)
    case .text(let text): .string(text)
    case .blob(let bytes): .string(hexadecimal(bytes))
    }
  }

  private static func cell(_ value: SQLValue) -> CSVText.Cell {
    switch value {
    case .null: .nothing
    case .text(let text): .text(text)
    case .integer, .real, .blob: .digits(text(value) ?? "")
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
