/// The records of CSV text (RFC 4180), one at a time, as they are written: a cell in quotes may hold line ends.
///
/// A record that would be longer than a line may be has a quote that is not closed: its first line alone is then the record, so that it
/// does not swallow what follows.
struct CSVRecordReader: UnitReader {
  private var window: PieceBuffer
  private var separator: UInt8?
  private var nextLine = 1

  init(_ source: RecordedBytes) { window = PieceBuffer(source) }

  mutating func next(in buffer: inout [UInt8]) throws(TraceProblem) -> UnitPlace? {
    swap(&buffer, &window.bytes)
    defer { swap(&buffer, &window.bytes) }
    guard let first = try lineEnd(from: 0) else {
      let rest = window.bytes.count - window.position
      if rest > LineReader.longest { return try skipTooLong() }
      return rest > 0 ? take(rest, lines: 1, isUnended: true) : nil
    }
    if first > LineReader.longest { return take(first, lines: 1, isTooLong: true) }
    var quotes = QuoteState(separator: separator(first))
    quotes.pass(window.bytes.span, window.position..<(window.position + first))
    var end = first
    var lines = 1
    while quotes.isOpen {
      let next = end < LineReader.longest ? try lineEnd(from: end + 1) : nil
      let rest = window.bytes.count - window.position
      quotes.pass(window.bytes.span, (window.position + end)..<(window.position + (next ?? rest)))
      lines += 1
      end = next ?? rest
      guard next == nil else { continue }
      // The file ends, perhaps with the last quote; or the record is too long.
      return quotes.isOpen || rest > LineReader.longest
        ? take(first, lines: 1) : take(rest, lines: lines, isUnended: true)
    }
    return take(end, lines: lines)
  }

  private mutating func separator(_ length: Int) -> UInt8 {
    if let separator { return separator }
    let header = window.position..<(window.position + length)
    let found = CSVSeparator.find(window.bytes.span.extracting(header))
    separator = found
    return found
  }

  /// The distance from the record's beginning to the first line end from `distance` on; nil where the file ends, or the record becomes too
  /// long, before it.
  private mutating func lineEnd(from distance: Int) throws(TraceProblem) -> Int? {
    var searched = distance
    while true {
      if let end = window.bytes.firstIndex(of: newline, from: window.position + searched) {
        return end - window.position
      }
      searched = window.bytes.count - window.position
      guard searched <= LineReader.longest, try window.refill() else { return nil }
    }
  }

  private mutating func take(
    _ length: Int, lines: Int, isTooLong: Bool = false, isUnended: Bool = false
  ) -> UnitPlace {
    let start = window.position
    let hasReturn = length > 0 && window.bytes[start + length - 1] == UInt8(ascii: "\r")
    let place = UnitPlace(
      range: start..<(start + length - (hasReturn ? 1 : 0)), number: nextLine, isTooLong: isTooLong,
      isUnended: isUnended)
    nextLine += lines
    window.position = min(start + length + 1, window.bytes.count)
    return place
  }

  /// Goes on behind the end of a line of which nothing is kept.
  private mutating func skipTooLong() throws(TraceProblem) -> UnitPlace {
    let number = nextLine
    nextLine += 1
    var end: Int?
    repeat {
      window.position = window.bytes.count
      guard try window.refill() else { break }
      end = window.bytes.firstIndex(of: newline, from: 0)
    } while end == nil
    window.position = end.map { $0 + 1 } ?? window.bytes.count
    return UnitPlace(number: number, isTooLong: true)
  }
}

/// Whether a text of CSV stands inside quotes.
private struct QuoteState {
  let separator: UInt8
  private(set) var isOpen = false
  private var isAtCellStart = true
  /// Whether the byte before was the quote that ends a cell, or the first of two.
  private var isBehindQuote = false

  init(separator: UInt8) { self.separator = separator }

  /// Passes a part of the text. A doubled quote closes and opens.
  mutating func pass(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    guard isOpen || bytes.extracting(range).firstIndex(of: UInt8(ascii: "\""), from: 0) != nil else { return }
    for index in range {
      let isQuote = bytes[index] == UInt8(ascii: "\"")
      let opens = isQuote && !isOpen && (isAtCellStart || isBehindQuote)
      isBehindQuote = isQuote && isOpen
      isOpen = opens || isOpen && !isQuote
      isAtCellStart = bytes[index] == separator && !isOpen
    }
  }
}

private let newline = UInt8(ascii: "\n")
