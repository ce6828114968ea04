/// Up to five numbers with slashes between them, `10/0/30/69/109`; -1 is what there was nothing to measure for.
struct SlashedNumbers {
  private var values: InlineArray<5, Int64> = .init(repeating: 0)
  /// How many there are.
  private(set) var count = 0
  /// Whether the last one has a plus before it: more was to come when the line was written.
  private(set) var isOpen = false

  /// The numbers that `range` holds; nil where there is anything else, or one that is too large for a time in milliseconds.
  init?(_ line: borrowing Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    let end = range.upperBound
    while count < 5, index < end {
      isOpen = line[index] == UInt8(ascii: "+")
      if isOpen { index += 1 }
      guard let value = Self.number(line, &index, end) else { return nil }
      values[count] = value
      count += 1
      if index == end { return }
      guard line[index] == UInt8(ascii: "/") else { return nil }
      index += 1
    }
    return nil
  }

  /// A number, nil where it is -1.
  subscript(index: Int) -> Int64? { values[index] >= 0 ? values[index] : nil }

  @inline(__always)
  private static func number(_ line: borrowing Span<UInt8>, _ index: inout Int, _ end: Int) -> Int64? {
    if end - index >= 2, line[index] == UInt8(ascii: "-"), line[index + 1] == UInt8(ascii: "1") {
      index += 2
      return -1
    }
    let start = index
    var value: Int64 = 0
    while index < end, line[index] &- UInt8(ascii: "0") < 10 {
      value = value &* 10 &+ Int64(line[index] &- UInt8(ascii: "0"))
      index += 1
    }
    return index > start && index - start <= 18 && value <= LogNumber.longest / 1_000_000 ? value : nil
  }
}
