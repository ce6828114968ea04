extension LogRecord {
  /// A text of CloudFront's, which writes spaces, quotes and what is no ASCII as `%20`, and in some fields encodes that a second time, as
  /// `%2520`; absent where it is `-`.
  mutating func cloudFrontText(_ range: Range<Int>, of line: borrowing Span<UInt8>) -> LogText {
    guard line.firstIndex(of: UInt8(ascii: "%"), in: range) != nil else { return text(range, of: line) }
    let start = decoded.count
    var index = range.lowerBound
    while index < range.upperBound {
      if line.has("%25", at: index), let byte = LogNumber.hexadecimal(line, index + 3, range.upperBound) {
        decoded.append(byte)
        index += 5
      } else if line[index] == UInt8(ascii: "%"),
        let byte = LogNumber.hexadecimal(line, index + 1, range.upperBound)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(line[index])
        index += 1
      }
    }
    return LogText(start..<decoded.count, isDecoded: true)
  }

  /// The path with its query as the client sent it. Of the visible signs CloudFront encodes only those in ``isEncoded(_:)``, the percent
  /// sign among them: they are decoded once, and whatever the client encoded itself stays so, as in the logs of other proxies.
  mutating func cloudFrontPath(
    _ path: Range<Int>, query: Range<Int>?, of line: borrowing Span<UInt8>
  ) -> LogText {
    let query = query.flatMap { $0.isEmpty || LogNumber.isAbsent(line, $0) ? nil : $0 }
    if query == nil, line.firstIndex(of: UInt8(ascii: "%"), in: path) == nil { return LogText(path) }
    let start = decoded.count
    decodeSigns(path, of: line)
    if let query {
      decoded.append(UInt8(ascii: "?"))
      decodeSigns(query, of: line)
    }
    return LogText(start..<decoded.count, isDecoded: true)
  }

  private mutating func decodeSigns(_ range: Range<Int>, of line: borrowing Span<UInt8>) {
    var index = range.lowerBound
    while index < range.upperBound {
      if line[index] == UInt8(ascii: "%"),
        let byte = LogNumber.hexadecimal(line, index + 1, range.upperBound), Self.isEncoded(byte)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(line[index])
        index += 1
      }
    }
  }

  /// Whether CloudFront encodes a visible sign (Amazon CloudFront Developer Guide, "Standard log file fields").
  private static func isEncoded(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "%"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
      UInt8(ascii: "~"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
