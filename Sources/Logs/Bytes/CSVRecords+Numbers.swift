extension CSVRecords {
  /// The latest time that is read, 73 years in nanoseconds: sums of a few do not overflow.
  package static let latest: Int64 = 1 << 61

  /// Throws unless the record has so many cells.
  package func check(cells: Int) throws(TraceProblem) {
    if count == cells { return }
    if isLastUnended, count < cells {
      throw TraceProblem(
        .cutOff, "the file ends in the middle of a record: \(count) of \(cells) cells", line: line,
        suggestion: "copy the file again, or remove the last line")
    }
    throw TraceProblem(
      .cells, "the record has \(count) cells, the header \(cells)", line: line,
      column: columns[min(count, cells + 1) - 1],
      suggestion: "write a cell with commas in quotes; a cell may be empty, but not absent")
  }

  /// The beginning of what a cell holds, for messages.
  package func text(_ cell: Int) -> String {
    String(decoding: bytes[range(of: cell)].prefix(80), as: UTF8.self)
  }

  /// The seconds in a cell as nanoseconds, at most ``latest``; nil where it is empty.
  package func time(_ cell: Int) throws(TraceProblem) -> Int64? {
    guard let time = try value(of: cell, DecimalCell.nanoseconds(bytes[range(of: cell)])) else { return nil }
    guard time <= Self.latest else { throw unusable(cell) }
    return time
  }

  /// The number of at least 0 in a cell; nil where it is empty.
  package func number(_ cell: Int) throws(TraceProblem) -> Double? {
    try value(of: cell, DecimalCell.number(bytes[range(of: cell)]))
  }

  private func value<Number>(
    of cell: Int, _ found: DecimalCell.Found<Number>
  ) throws(TraceProblem) -> Number? {
    switch found {
    case .value(let value): return value
    case .empty: return nil
    case .negative, .unusable: throw unusable(cell)
    case .text:
      throw TraceProblem(
        .notANumber, "expected a number, found \"\(text(cell))\"", line: line, column: columns[cell],
        suggestion: "times are seconds without a unit, such as 0.025")
    }
  }

  private func unusable(_ cell: Int) -> TraceProblem {
    TraceProblem(
      .number, "expected a finite number of at least 0, found \(text(cell))", line: line,
      column: columns[cell])
  }
}
