/// A request as its client sent it: `METHOD TARGET PROTOCOL`.
enum RequestLine {
  /// What a text is that should be one.
  enum Kind {
    case request
    /// Nothing, or `-`: nothing was sent.
    case nothing
    /// No request, such as the bytes of a handshake of TLS.
    case noise
  }

  /// Reads method, host and path from the text in `range`. The host is known where the target is a whole URL, as clients of a proxy and of
  /// HTTP/2 send it; the protocol is missing in requests of HTTP/0.9.
  static func read(
    _ line: borrowing Span<UInt8>, _ range: Range<Int>, _ escape: LogEscape, into record: inout LogRecord
  ) -> Kind {
    if range.isEmpty || LogNumber.isAbsent(line, range) { return .nothing }
    guard let space = line.firstIndex(of: UInt8(ascii: " "), in: range), space > range.lowerBound,
      isToken(line, range.lowerBound..<space)
    else { return .noise }
    var target = (space + 1)..<range.upperBound
    if let last = line.lastIndex(of: UInt8(ascii: " "), before: range.upperBound), last > space,
      line.has("HTTP/", at: last + 1)
    {
      target = (space + 1)..<last
    }
    guard let first = target.first, !LogNumber.isAbsent(line, target) else { return .noise }
    record.method = LogText(range.lowerBound..<space)
    let text = record.text(target, of: line, escape)
    if line[first] == UInt8(ascii: "/") || !isURL(line, target) {
      record.path = text
    } else {
      URLParts.set(text, line, &record)
    }
    return .request
  }

  /// Whether a request is missing because none was sent; nil where the line is not sound.
  static func verdict(_ kind: Kind, status: Int32?) -> LineVerdict? {
    switch kind {
    case .request: nil
    case .nothing: .noRequest(.connection)
    // What no server can read it answers with an error, or not at all.
    case .noise: (status ?? 400) >= 400 ? .noRequest(.connection) : .refused(.format)
    }
  }

  /// Whether a method may be called so: letters, and the signs that RFC 9110 5.6.2 allows and methods use.
  private static func isToken(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 32 else { return false }
    for index in range {
      let byte = line[index]
      guard (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      else { return false }
    }
    return true
  }

  private static func isURL(_ line: borrowing Span<UInt8>, _ target: Range<Int>) -> Bool {
    line.firstIndex(of: UInt8(ascii: ":"), in: target).map { line.has("://", at: $0) } ?? false
  }
}
