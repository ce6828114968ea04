/// A record of CSV (RFC 4180).
package enum CSVLine {
  /// Appends it with its line end.
  static func append(_ cells: [String], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell: cell, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends a cell; one with commas, quotes or line ends stands in quotes.
  package static func append(cell: String, to bytes: inout [UInt8]) {
    guard cell.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
