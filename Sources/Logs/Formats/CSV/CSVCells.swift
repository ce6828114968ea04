/// The cells of one record of CSV (RFC 4180), in arrays that are used again.
struct CSVCells {
  private let separator: UInt8
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// Whether a cell holds doubled quotes.
  private var areEscaped: [Bool] = []

  init(separator: UInt8) { self.separator = separator }

  /// How many cells the record has, one at least.
  var count: Int { starts.count }

  /// Where a cell lies in the record, without its quotes.
  subscript(cell: Int) -> Range<Int> { starts[cell]..<ends[cell] }

  /// Finds the cells of a record; what is wrong with it otherwise. A quote inside a cell that does not begin with one is a part of it.
  /// O(bytes).
  mutating func split(_ record: borrowing Span<UInt8>) -> LineVerdict.Refusal? {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    areEscaped.removeAll(keepingCapacity: true)
    var position = 0
    while true {
      if position < record.count, record[position] == UInt8(ascii: "\"") {
        guard let refusal = quoted(record, &position) else { continue }
        return refusal == .end ? nil : .cut
      }
      starts.append(position)
      areEscaped.append(false)
      guard let end = record.firstIndex(of: separator, from: position) else {
        ends.append(record.count)
        return nil
      }
      ends.append(end)
      position = end + 1
    }
  }

  private enum Stop {
    case end
    case unclosed
  }

  /// Passes a cell in quotes and the separator behind it; what comes in place of a separator otherwise.
  private mutating func quoted(_ record: borrowing Span<UInt8>, _ position: inout Int) -> Stop? {
    let start = position + 1
    var from = start
    var isEscaped = false
    while let quote = record.firstIndex(of: UInt8(ascii: "\""), from: from) {
      let next = quote + 1
      if next < record.count, record[next] == UInt8(ascii: "\"") {
        isEscaped = true
        from = next + 1
        continue
      }
      guard next == record.count || record[next] == separator else {
        // No end of a cell: a quote that is not doubled.
        from = next
        continue
      }
      starts.append(start)
      ends.append(quote)
      areEscaped.append(isEscaped)
      position = next + 1
      return next == record.count ? .end : nil
    }
    return .unclosed
  }

  /// The text of a cell; one with doubled quotes is decoded into the record.
  func text(_ cell: Int, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LogText {
    guard areEscaped[cell] else { return LogText(self[cell]) }
    let start = record.decoded.count
    var index = starts[cell]
    while index < ends[cell] {
      record.decoded.append(line[index])
      let isDoubled =
        line[index] == UInt8(ascii: "\"") && index + 1 < ends[cell]
        && line[index + 1] == UInt8(ascii: "\"")
      index += isDoubled ? 2 : 1
    }
    return LogText(start..<record.decoded.count, isDecoded: true)
  }

  /// The text of a cell as a string.
  func string(_ cell: Int, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> String {
    let text = text(cell, line, &record)
    return text.isDecoded
      ? String(decoding: record.decoded[text.range], as: UTF8.self)
      : line.extracting(text.range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}

/// What stands between the cells of CSV.
enum CSVSeparator {
  /// Of comma, semicolon and tab the one that comes most often in a header; a comma where none does.
  static func find(_ header: borrowing Span<UInt8>) -> UInt8 {
    var counts: [(separator: UInt8, count: Int)] = [
      (UInt8(ascii: ","), 0), (UInt8(ascii: ";"), 0), (UInt8(ascii: "\t"), 0),
    ]
    for index in 0..<header.count {
      for place in counts.indices where header[index] == counts[place].separator { counts[place].count += 1 }
    }
    var best = counts[0]
    for candidate in counts.dropFirst() where candidate.count > best.count { best = candidate }
    return best.separator
  }
}
