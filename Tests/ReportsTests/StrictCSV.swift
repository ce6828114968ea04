/// Rows of CSV, read as strictly as RFC 4180 writes it.
struct StrictCSV {
  struct Malformed: Error {
    let row: Int
    let reason: String
  }

  let head: [String]
  let rows: [[String]]

  /// - Throws: where a line does not end in CR and LF, a quote stands in an unquoted field, something follows a quoted one, or a row has not
  ///   as many fields as the head.
  init(_ text: String) throws {
    var records: [[String]] = [[]]
    var field = ""
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func fail(_ reason: String) -> Malformed { Malformed(row: records.count, reason: reason) }
    func peek(_ offset: Int) -> Unicode.Scalar? {
      index + offset < scalars.count ? scalars[index + offset] : nil
    }
    while index < scalars.count {
      if scalars[index] == "\"" {
        index += 1
        while true {
          guard let scalar = peek(0) else { throw fail("a quote is not closed") }
          if scalar == "\"", peek(1) != "\"" { break }
          if scalar == "\"" { index += 1 }
          field.unicodeScalars.append(scalar)
          index += 1
        }
        index += 1
      } else {
        while let scalar = peek(0), scalar != ",", scalar != "\r" {
          guard scalar != "\"", scalar != "\n" else { throw fail("\(scalar) in a field without quotes") }
          field.unicodeScalars.append(scalar)
          index += 1
        }
      }
      records[records.count - 1].append(field)
      field = ""
      switch (peek(0), peek(1)) {
      case (",", let next):
        index += 1
        if next == nil { throw fail("no line end") }
        // An empty field before the line's end.
        if next == "\r" { records[records.count - 1].append("") }
        if next == "\r" { try end() }
      case ("\r", "\n"): try end()
      default: throw fail("something follows a field")
      }
    }
    guard records.last == [] else { throw fail("no line end after the last row") }
    records.removeLast()
    head = records.first ?? []
    rows = Array(records.dropFirst())
    for (number, row) in rows.enumerated() where row.count != head.count {
      throw Malformed(row: number + 1, reason: "\(row.count) fields under \(head.count) names")
    }

    func end() throws {
      guard peek(0) == "\r", peek(1) == "\n" else { throw fail("no line end") }
      index += 2
      records.append([])
    }
  }

  /// The fields of a column, in the order of the rows.
  func column(_ name: String) -> [String] {
    guard let index = head.firstIndex(of: name) else { return [] }
    return rows.map { $0[index] }
  }
}
