/// Lines of JSON as programs and what collects their output write them.
enum JSONLine {
  /// Bytes before the object that are looked through for a prefix.
  private static let longestPrefix = 256

  /// Where the object of a line lies, behind a prefix such as `caddy  | ` of what collects the output of containers; nil where there is none.
  static func object(_ line: borrowing Span<UInt8>) -> Range<Int>? {
    guard let start = line.firstIndex(of: UInt8(ascii: "{"), from: 0), start <= longestPrefix else {
      return nil
    }
    if start == 0 { return 0..<line.count }
    var index = start
    while index > 0, isSpace(line[index - 1]) { index -= 1 }
    return index == 0 || line[index - 1] == UInt8(ascii: "|") ? start..<line.count : nil
  }

  /// What a line is whose object has a fault.
  static func verdict(_ fault: JSONCursor.Fault) -> LineVerdict {
    switch fault {
    case .cut: .refused(.cut)
    case .unsound: .refused(.json)
    }
  }

  /// Whether a line holds nothing but space.
  static func isBlank(_ line: borrowing Span<UInt8>) -> Bool {
    var index = 0
    while index < line.count, isSpace(line[index]) { index += 1 }
    return index == line.count
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}

extension JSONFields {
  /// Reads the object of a line; what the line is where there is none that is sound.
  package mutating func read(_ line: borrowing Span<UInt8>) -> LineVerdict? {
    guard let range = JSONLine.object(line) else {
      return JSONLine.isBlank(line) ? .noRequest(.blank) : LineVerdict.refused(.format).checked(for: line)
    }
    return read(line, range).map { JSONLine.verdict($0).checked(for: line) }
  }
}
