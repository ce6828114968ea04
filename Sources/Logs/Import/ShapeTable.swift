/// The distinct requests of a log: method, host and path.
package struct ShapeTable: Sendable {
  /// Distinct requests of one import.
  package static let most = 1_000_000

  private var texts = InternedTexts()
  private var key: [UInt8] = []

  /// Creates an empty table.
  package init() {}

  /// How many there are.
  package var count: Int { texts.count }

  /// The number of a record's request; nil where it is new and there are ``most`` already.
  mutating func number(of record: borrowing LogRecord, in line: borrowing Span<UInt8>, keepsQuery: Bool)
    -> Int32?
  {
    key.removeAll(keepingCapacity: true)
    record.append(record.method, of: line, to: &key)
    key.append(0)
    record.append(record.host, of: line, to: &key)
    key.append(0)
    let path = key.count
    record.append(record.path, of: line, to: &key)
    if !keepsQuery, let query = key.firstIndex(of: UInt8(ascii: "?"), from: path) {
      key.removeSubrange(query...)
    }
    return texts.number(of: key, limit: Self.most)
  }

  /// The method, the host and the path of a request; empty where the log does not tell them.
  package subscript(number: Int32) -> (method: String, host: String, path: String) {
    // A text that holds a zero byte itself makes its parts longer, not more.
    let parts = texts[number].split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    func text(_ index: Int) -> String {
      index < parts.count ? String(decoding: parts[index], as: UTF8.self) : ""
    }
    return (text(0), text(1), text(2))
  }
}
