/// The fields with which every line of the common log format begins: `%h %l %u [%t] "%r" %>s %b`.
struct CommonLine {
  /// How the request's quotes are found.
  enum Quotes {
    /// A backslash takes the meaning from a quote.
    case escaped
    /// Nothing does: the request ends where a status and a size follow.
    case plain
  }

  private var times = CommonLogTime()

  /// Reads them, up to behind the size; what the line is where it is no request.
  mutating func read(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ quotes: Quotes, into record: inout LogRecord
  ) -> LineVerdict? {
    guard !line.isEmpty else { return .noRequest(.blank) }
    guard let client = cursor.wholeWord(in: line), let stamp = Self.stamp(line, from: cursor.position) else {
      return .refused(.format)
    }
    guard let time = times.parse(line, stamp) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.client = record.text(client, of: line)
    cursor.position = stamp.upperBound + 2
    guard let request = Self.request(line, &cursor, quotes) else { return .refused(.cut) }
    guard let status = cursor.wholeWord(in: line), let size = cursor.word(in: line) else {
      return .refused(.cut)
    }
    if let refusal = Self.numbers(line, status, size, &record) { return .refused(refusal) }
    let escape = quotes == .escaped ? LogEscape.backslash : .none
    let kind = RequestLine.read(line, request, escape, into: &record)
    return RequestLine.verdict(kind, status: record.status)
  }

  /// What stands in the brackets before ` "`; names of users may hold brackets too.
  private static func stamp(_ line: borrowing Span<UInt8>, from start: Int) -> Range<Int>? {
    var from = start
    while let close = line.firstIndex(of: UInt8(ascii: "]"), from: from) {
      if line.has(" \"", at: close + 1) {
        guard let open = line.lastIndex(of: UInt8(ascii: "["), before: close), open >= start else {
          return nil
        }
        return (open + 1)..<close
      }
      from = close + 1
    }
    return nil
  }

  private static func request(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ quotes: Quotes
  ) -> Range<Int>? {
    if quotes == .escaped { return cursor.escaped(in: line) }
    guard cursor.skip(UInt8(ascii: "\""), in: line) else { return nil }
    let start = cursor.position
    while let text = cursor.upTo(UInt8(ascii: "\""), in: line) {
      let behind = text.upperBound + 1
      if behind + 4 < line.count, line[behind] == UInt8(ascii: " "),
        line[behind + 1] == UInt8(ascii: "-")
          ? line[behind + 2] == UInt8(ascii: " ") : isStatus(line, (behind + 1)..<(behind + 4))
      {
        cursor.position = behind + 1
        return start..<text.upperBound
      }
    }
    return nil
  }

  private static func isStatus(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    LogNumber.whole(line, range) != nil
  }

  /// Three digits or `-`, and the bytes of the answer, `-` for none.
  private static func numbers(
    _ line: borrowing Span<UInt8>, _ status: Range<Int>, _ size: Range<Int>, _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    if !LogNumber.isAbsent(line, status) {
      guard status.count == 3, let code = LogNumber.whole(line, status) else { return .number }
      // 000: the connection was gone before there was a status.
      if code > 0 { record.status = Int32(code) }
      // NGINX and Traefik: the client closed the connection.
      if code == 499 { record.outcome = .clientAbort }
    }
    if LogNumber.isAbsent(line, size) {
      record.responseBytes = 0
    } else {
      guard let bytes = LogNumber.whole(line, size) else { return .number }
      record.responseBytes = bytes
    }
    return nil
  }
}
