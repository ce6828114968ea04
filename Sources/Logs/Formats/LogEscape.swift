/// How a format writes the bytes that its quotes cannot hold.
enum LogEscape {
  /// Not at all.
  case none
  /// `\"`, `\\`, `\t` and the like, `\x7F`: Apache, NGINX, AWS.
  case backslash
  /// `#7F` (HAProxy configuration manual 8.6).
  case hash

  /// The byte with which an escape begins.
  fileprivate var mark: UInt8? {
    switch self {
    case .none: nil
    case .backslash: UInt8(ascii: "\\")
    case .hash: UInt8(ascii: "#")
    }
  }

  /// The byte that the escape at `index`, where its mark stands, means, and its length; nil where it is none.
  fileprivate func meaning(_ line: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> (UInt8, length: Int)? {
    if self == .hash { return LogNumber.hexadecimal(line, index + 1, end).map { ($0, 3) } }
    guard index + 1 < end else { return nil }
    switch line[index + 1] {
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      return LogNumber.hexadecimal(line, index + 2, end).map { ($0, 4) }
    case UInt8(ascii: "n"): return (10, 2)
    case UInt8(ascii: "r"): return (13, 2)
    case UInt8(ascii: "t"): return (9, 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return (line[index + 1], 2)
    default: return nil
    }
  }
}

extension LogRecord {
  /// The text that `range` of the line holds, in ``decoded`` where something in it is escaped; absent where it is `-`. What looks like an
  /// escape and is none stays as it is.
  @inline(__always)
  mutating func text(
    _ range: Range<Int>, of line: borrowing Span<UInt8>, _ escape: LogEscape = .none
  ) -> LogText {
    if LogNumber.isAbsent(line, range) { return .absent }
    guard let mark = escape.mark, let first = line.firstIndex(of: mark, in: range) else {
      return LogText(range)
    }
    return decode(range, of: line, escape, mark: mark, from: first)
  }

  private mutating func decode(
    _ range: Range<Int>, of line: borrowing Span<UInt8>, _ escape: LogEscape, mark: UInt8, from first: Int
  ) -> LogText {
    let start = decoded.count
    decoded.append(range.lowerBound..<first, of: line)
    var index = first
    while index < range.upperBound {
      if line[index] == mark, let (byte, length) = escape.meaning(line, index, range.upperBound) {
        decoded.append(byte)
        index += length
      } else {
        decoded.append(line[index])
        index += 1
      }
    }
    return LogText(start..<decoded.count, isDecoded: true)
  }
}
