/// The distinct requests of a log: method, host and path.
package struct ShapeTable: Sendable {
  /// Distinct requests of one import.
  package static let most = 1_000_000
  /// Bytes of one of them.
  package static let longest = 1 << 14

  private var texts = InternedTexts()

  /// Creates an empty table.
  package init() {}

  /// How many there are.
  package var count: Int { texts.count }

  /// The number of the request that `key` is, the method, the host and the path with zero bytes between them; nil where it is new and
  /// there are ``most`` already.
  mutating func number(of key: [UInt8]) -> Int32? { texts.number(of: key, limit: Self.most) }

  /// The method, the host and the path of a request; empty where the log does not tell them.
  package subscript(number: Int32) -> (method: String, host: String, path: String) {
    let cells = cells(number).map { String(decoding: $0, as: UTF8.self) }
    return (cells[0], cells[1], cells[2])
  }

  /// The bytes of these three.
  func cells(_ number: Int32) -> [ArraySlice<UInt8>] {
    // A text that holds a zero byte itself makes its parts longer, not more.
    let parts = texts[number].split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    return parts + Array(repeating: [], count: 3 - parts.count)
  }
}
