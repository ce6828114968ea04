/// Addresses in a line.
enum LogAddress {
  /// The address in `range` without the port behind its last colon: `10.0.0.1:80`, `::1:5000`, `[::1]:80`.
  static func withoutPort(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard let colon = line.lastIndex(of: UInt8(ascii: ":"), before: range.upperBound),
      colon >= range.lowerBound, LogNumber.whole(line, (colon + 1)..<range.upperBound) != nil
    else { return range }
    let hasBrackets =
      colon - range.lowerBound > 2 && line[range.lowerBound] == UInt8(ascii: "[")
      && line[colon - 1] == UInt8(ascii: "]")
    return hasBrackets ? (range.lowerBound + 1)..<(colon - 1) : range.lowerBound..<colon
  }
}
