/// Texts that look like JSON objects of strings, in which nothing is escaped (reference recorded-traces 3.4): a value ends where the next
/// key begins, and the last one at the end of the line.
enum UnescapedJSON {
  /// Finds the fields of a line of which ``JSONFields/read(_:_:)`` found fault; false where it is no such text from its beginning to its end.
  static func read(
    _ line: borrowing Span<UInt8>, _ table: JSONFieldTable, into fields: inout JSONFields
  ) -> Bool {
    guard let object = JSONLine.object(line) else { return false }
    var end = object.upperBound
    while end > object.lowerBound, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
    guard end - object.lowerBound >= 2, line.has("\"}", at: end - 2) else { return false }
    end -= 2
    var position = object.lowerBound + 1
    fields.clear()
    while position < end {
      guard let start = afterKey(line, position, end) else { return false }
      let valueEnd = valueEnd(line, from: start, end)
      if let field = table.find(line, (position + 1)..<(start - 3), in: 0)?.field {
        fields.set(field, JSONValue(kind: .string, range: start..<valueEnd))
      }
      position = valueEnd + 2
    }
    return true
  }

  /// Where the value begins behind `"KEY":"`, nil where there is no key.
  private static func afterKey(_ line: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, line[start] == UInt8(ascii: "\"") else { return nil }
    var index = start + 1
    while index < end, isOfKey(line[index]) { index += 1 }
    return index > start + 1 && index + 3 <= end && line.has("\":\"", at: index) ? index + 3 : nil
  }

  /// Keys are words, with a colon in `:authority`.
  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":"),
      UInt8(ascii: "."), UInt8(ascii: "@"):
      true
    default: false
    }
  }

  /// The quote before a comma and the next key, or the end.
  private static func valueEnd(_ line: borrowing Span<UInt8>, from start: Int, _ end: Int) -> Int {
    var from = start
    while let quote = line.firstIndex(of: UInt8(ascii: "\""), from: from), quote < end {
      if quote + 2 < end, line[quote + 1] == UInt8(ascii: ","), afterKey(line, quote + 2, end) != nil {
        return quote
      }
      from = quote + 1
    }
    return end
  }
}
