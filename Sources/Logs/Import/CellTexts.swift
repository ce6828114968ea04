/// Cells of CSV (RFC 4180) that are written again and again, by number, each with a comma before it; bytes that are no UTF-8 are replaced.
package struct CellTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// - Parameters:
  ///   - count: How many numbers there are.
  ///   - cells: The cells of a number; all numbers have equally many.
  package init(_ count: Int, cells: (Int32) -> [ArraySlice<UInt8>]) {
    ends.reserveCapacity(count + 1)
    for number in 0..<Int32(count) {
      for cell in cells(number) {
        bytes.append(UInt8(ascii: ","))
        Self.append(cell, to: &bytes)
      }
      ends.append(bytes.count)
    }
  }

  /// Appends the cells with this number; an empty cell where it is -1.
  package func append(_ number: Int32, to target: inout [UInt8]) {
    guard number >= 0 else { return target.append(UInt8(ascii: ",")) }
    target.append(ends[Int(number)]..<ends[Int(number) + 1], of: bytes.span)
  }

  private static func append(_ cell: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let text = String(decoding: cell, as: UTF8.self).utf8
    let needsQuotes = text.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return bytes.append(contentsOf: text) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
