/// Where the fields of CloudFront's lines stand, by the header `#Fields:`.
struct CloudFrontColumns {
  /// The fields that are read.
  enum Field: Int, CaseIterable {
    case date, time, sent, client, method, domain, path, status, agent, query, result, id, host, received,
      taken

    fileprivate var name: String {
      switch self {
      case .date: "date"
      case .time: "time"
      case .sent: "sc-bytes"
      case .client: "c-ip"
      case .method: "cs-method"
      case .domain: "cs(Host)"
      case .path: "cs-uri-stem"
      case .status: "sc-status"
      case .agent: "cs(User-Agent)"
      case .query: "cs-uri-query"
      case .result: "x-edge-result-type"
      case .id: "x-edge-request-id"
      case .host: "x-host-header"
      case .received: "cs-bytes"
      case .taken: "time-taken"
      }
    }
  }

  /// Where the fields of one line lie.
  struct Fields {
    fileprivate var ranges: InlineArray<15, Range<Int>> = .init(repeating: 0..<0)
    fileprivate var known: InlineArray<15, Bool> = .init(repeating: false)

    /// Where a field lies; nil where the log does not have it.
    subscript(field: Field) -> Range<Int>? { known[field.rawValue] ? ranges[field.rawValue] : nil }
  }

  /// For each column the number of the field in it, -1 for one that is not read.
  private var columns: [Int] = []

  /// Whether a header has told the columns without which nothing can be read.
  private(set) var areKnown = false

  /// Reads a header; other comments tell nothing.
  mutating func read(_ line: borrowing Span<UInt8>) {
    guard line.has("#Fields:") else { return }
    let names = (8..<min(line.count, 1 << 14)).map { line[$0] }
      .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    columns = names.map { name in
      Field.allCases.first { name.elementsEqual($0.name.utf8) }?.rawValue ?? -1
    }
    areKnown = [Field.date, .time, .method, .path].allSatisfy { columns.contains($0.rawValue) }
  }

  /// The fields of a line; nil where it has fewer than the header names.
  func fields(of line: borrowing Span<UInt8>) -> Fields? {
    var fields = Fields()
    var start = 0
    for (index, field) in columns.enumerated() {
      let end = line.firstIndex(of: UInt8(ascii: "\t"), from: start) ?? line.count
      if end == line.count, index + 1 < columns.count { return nil }
      if field >= 0 {
        fields.ranges[field] = start..<end
        fields.known[field] = true
      }
      start = min(end + 1, line.count)
    }
    return fields
  }
}
