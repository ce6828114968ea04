/// The records of CSV text (RFC 4180), one at a time.
package struct CSVRecords {
  /// Bytes of one record.
  package static let largest = 1 << 16

  private enum State {
    case cellStart, plain, quoted, afterQuote, afterReturn, skipping
  }

  private var source: RecordedBytes
  private var piece: [UInt8] = []
  private var position = 0
  private var nextLine = 1
  private var nextColumn = 1
  private var isAtStart = true

  /// The contents of the record's cells, one after the other.
  package private(set) var bytes: [UInt8] = []
  /// Where in ``bytes`` each cell ends.
  package private(set) var ends: [Int] = []
  /// The column, from 1, at which each cell begins.
  package private(set) var columns: [Int] = []
  /// The line of the record's beginning, from 1.
  package private(set) var line = 1
  /// Whether the file ended without an end of the record's line.
  package private(set) var isLastUnended = false

  package init(_ source: RecordedBytes) { self.source = source }

  /// How many cells the record has.
  package var count: Int { ends.count }

  /// Where in ``bytes`` a cell lies.
  package func range(of cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

  /// Whether the record is an empty line.
  package var isBlank: Bool { ends.count == 1 && bytes.isEmpty }

  /// Reads the next record; false at the end. After a problem the next call begins at the next line.
  package mutating func next() throws(TraceProblem) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    columns.removeAll(keepingCapacity: true)
    line = nextLine
    var state = State.cellStart
    var length = 0
    var problem: TraceProblem?
    columns.append(nextColumn)
    while true {
      if position == piece.count {
        guard try refill() else { break }
      }
      let byte = piece[position]
      position += 1
      length += 1
      if length > Self.largest, state != .skipping {
        problem = TraceProblem(
          .tooLarge, "the record is longer than \(Self.largest) bytes", line: line,
          suggestion: "perhaps a quote is not closed")
        state = .skipping
      }
      if state == .afterReturn, byte != UInt8(ascii: "\n") {
        problem = self.problem("a carriage return without a line feed")
        state = .skipping
      }
      if byte & 0b1100_0000 != 0b1000_0000 { nextColumn += 1 }
      if byte == UInt8(ascii: "\n") {
        nextLine += 1
        nextColumn = 1
        if state == .quoted {
          bytes.append(byte)
          continue
        }
        if let problem { throw problem }
        ends.append(bytes.count)
        return true
      }
      if state == .skipping { continue }
      if state == .quoted {
        if byte == UInt8(ascii: "\"") { state = .afterQuote } else { bytes.append(byte) }
        continue
      }
      switch byte {
      case UInt8(ascii: ","):
        ends.append(bytes.count)
        columns.append(nextColumn)
        state = .cellStart
      case UInt8(ascii: "\r"):
        state = .afterReturn
      case UInt8(ascii: "\""):
        switch state {
        case .cellStart: state = .quoted
        case .afterQuote:
          bytes.append(byte)
          state = .quoted
        default:
          problem = self.problem("a quote inside a cell that does not begin with one")
          state = .skipping
        }
      default:
        if state == .afterQuote {
          problem = self.problem("text after the closing quote of a cell")
          state = .skipping
        } else {
          bytes.append(byte)
          state = .plain
        }
      }
    }
    if let problem { throw problem }
    guard length > 0 else { return false }
    if state == .quoted {
      throw TraceProblem(
        .cutOff, "the file ends inside quotes", line: line, column: columns.last ?? 1,
        suggestion: "close the quote, or copy the file again")
    }
    isLastUnended = true
    ends.append(bytes.count)
    return true
  }

  private func problem(_ message: String) -> TraceProblem {
    TraceProblem(
      .quoting, message, line: nextLine, column: max(nextColumn - 1, 1),
      suggestion: "write a cell with commas, quotes or line ends in quotes, and each quote in it twice")
  }

  /// Reads the next piece; false at the end.
  private mutating func refill() throws(TraceProblem) -> Bool {
    piece = try source.next()
    position = 0
    if isAtStart {
      isAtStart = false
      if piece.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
      if position == piece.count, position > 0 { return try refill() }
    }
    return !piece.isEmpty
  }
}
