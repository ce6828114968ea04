/// Walks through a line from left to right.
struct ByteCursor: ~Copyable {
  /// Where it stands.
  var position = 0

  /// Whether `byte` comes next, which is then passed.
  @inline(__always)
  mutating func skip(_ byte: UInt8, in line: borrowing Span<UInt8>) -> Bool {
    guard position < line.count, line[position] == byte else { return false }
    position += 1
    return true
  }

  /// What stands before the next `byte`, which is passed too; nil where it does not come.
  mutating func upTo(_ byte: UInt8, in line: borrowing Span<UInt8>) -> Range<Int>? {
    guard let end = line.firstIndex(of: byte, from: position) else { return nil }
    defer { position = end + 1 }
    return position..<end
  }

  /// The word up to the next space, which is passed too, or to the end.
  @inline(__always)
  mutating func word(in line: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < line.count else { return nil }
    let start = position
    var end = start
    while end < line.count, line[end] != UInt8(ascii: " ") { end += 1 }
    position = min(end + 1, line.count)
    return start..<end
  }

  /// What stands where a whole number does.
  enum Count {
    case value(Int64)
    /// `-`
    case absent
    /// Anything else, or more than 18 digits.
    case unsound
  }

  /// The number up to the next space, which is passed too; nil where the line ends in it.
  mutating func count(in line: borrowing Span<UInt8>) -> Count? {
    let start = position
    var end = start
    var value: Int64 = 0
    while end < line.count, line[end] &- UInt8(ascii: "0") < 10 {
      value = value &* 10 &+ Int64(line[end] &- UInt8(ascii: "0"))
      end += 1
    }
    if end == start { return other(in: line) }
    guard end < line.count else { return nil }
    guard end - start <= 18, line[end] == UInt8(ascii: " ") else { return .unsound }
    position = end + 1
    return .value(value)
  }

  private mutating func other(in line: borrowing Span<UInt8>) -> Count? {
    guard let word = word(in: line), word.upperBound < line.count else { return nil }
    return LogNumber.isAbsent(line, word) ? .absent : .unsound
  }

  /// The word up to the next space, which is passed too; nil where the line ends in it.
  @inline(__always)
  mutating func wholeWord(in line: borrowing Span<UInt8>) -> Range<Int>? {
    guard let word = word(in: line), word.upperBound < line.count, !word.isEmpty else { return nil }
    return word
  }

  /// A text in quotes without escapes, and the space behind it.
  mutating func quoted(in line: borrowing Span<UInt8>) -> Range<Int>? {
    guard skip(UInt8(ascii: "\""), in: line), let text = upTo(UInt8(ascii: "\""), in: line) else {
      return nil
    }
    _ = skip(UInt8(ascii: " "), in: line)
    return text
  }

  /// A text in quotes in which a backslash takes the meaning from a quote, and the space behind it.
  mutating func escaped(in line: borrowing Span<UInt8>) -> Range<Int>? {
    guard skip(UInt8(ascii: "\""), in: line) else { return nil }
    let start = position
    while let text = upTo(UInt8(ascii: "\""), in: line) {
      var slashes = text.upperBound
      while slashes > start, line[slashes - 1] == UInt8(ascii: "\\") { slashes -= 1 }
      if (text.upperBound - slashes) % 2 == 0 {
        _ = skip(UInt8(ascii: " "), in: line)
        return start..<text.upperBound
      }
    }
    return nil
  }
}
