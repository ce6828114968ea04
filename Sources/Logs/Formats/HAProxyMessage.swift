/// A line of HAProxy's that is about no connection, such as `Proxy http-in started.`
enum HAProxyMessage {
  /// Whether a line without a date in brackets is one: behind the prefix of syslog it begins with a word, or with a word in brackets, where
  /// a line about a connection begins with an address and a port.
  static func isOne(_ line: borrowing Span<UInt8>) -> Bool {
    let start = tagEnd(line)
    guard start + 1 < line.count else { return false }
    let first = line[start] == UInt8(ascii: "[") ? start + 1 : start
    guard (line[first] | 0x20) &- UInt8(ascii: "a") < 26 else { return false }
    guard let space = line.firstIndex(of: UInt8(ascii: " "), from: first) else { return false }
    return line.firstIndex(of: UInt8(ascii: ":"), in: first..<space) == nil
  }

  /// Behind `haproxy[14389]: `, or behind ` - - ` of RFC 5424; 0 without either.
  private static func tagEnd(_ line: borrowing Span<UInt8>) -> Int {
    var from = 0
    while let colon = line.firstIndex(of: UInt8(ascii: ":"), from: from) {
      if line.has("]: ", at: colon - 1) || line.has("y: ", at: colon - 1) { return colon + 2 }
      from = colon + 1
    }
    from = 0
    while line.first == UInt8(ascii: "<"), let dash = line.firstIndex(of: UInt8(ascii: "-"), from: from) {
      if line.has("- - ", at: dash) { return dash + 4 }
      from = dash + 1
    }
    return 0
  }
}

extension Span where Element == UInt8 {
  fileprivate var first: UInt8? { isEmpty ? nil : self[0] }
}
