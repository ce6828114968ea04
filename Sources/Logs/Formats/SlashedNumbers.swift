/// Up to five numbers with slashes between them, `10/0/30/69/109`; -1 is what there was nothing to measure for.
struct SlashedNumbers {
  private var values: InlineArray<5, Int64> = .init(repeating: 0)
  /// How many there are.
  private(set) var count = 0
  /// Whether the last one has a plus before it: more was to come when the line was written.
  private(set) var isOpen = false

  /// The numbers that `range` holds; nil where there is anything else.
  init?(_ line: borrowing Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    while true {
      guard count < 5 else { return nil }
      let end = line.firstIndex(of: UInt8(ascii: "/"), in: start..<range.upperBound) ?? range.upperBound
      guard let value = number(line, start..<end) else { return nil }
      values[count] = value
      count += 1
      if end == range.upperBound { return }
      start = end + 1
    }
  }

  /// A number, nil where it is -1.
  subscript(index: Int) -> Int64? { values[index] >= 0 ? values[index] : nil }

  private mutating func number(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard let first = range.first else { return nil }
    isOpen = line[first] == UInt8(ascii: "+")
    let digits = isOpen ? (first + 1)..<range.upperBound : range
    if line.has("-1", at: digits.lowerBound), digits.count == 2 { return -1 }
    // Milliseconds beyond are too large for a time.
    guard let value = LogNumber.whole(line, digits), value <= LogNumber.longest / 1_000_000 else {
      return nil
    }
    return value
  }
}
