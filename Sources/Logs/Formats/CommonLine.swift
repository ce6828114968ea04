/// The fields with which every line of the common log format begins: `%h %l %u [%t] "%r" %>s %b`.
///
/// The time may also be NGINX's `$time_iso8601` or `$msec`.
struct CommonLine {
  /// How the request's quotes are found.
  enum Quotes {
    /// A backslash takes the meaning from a quote.
    case escaped
    /// Nothing does: the request ends where a status and a size follow.
    case plain
  }

  private var times = CommonLogTime()
  private var isoTimes = ISOTime()

  /// Reads them, up to behind the size; what the line is where it is no request.
  mutating func read(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ quotes: Quotes, into record: inout LogRecord
  ) -> LineVerdict? {
    guard !line.isEmpty else { return .noRequest(.blank) }
    guard let client = cursor.wholeWord(in: line), let stamp = Self.stamp(line, from: cursor.position) else {
      return .refused(.format)
    }
    guard
      let time = times.parse(line, stamp) ?? isoTimes.parse(line, stamp) ?? Self.epochTime(line, stamp)
    else { return .refused(.time) }
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

  /// NGINX's `$msec`: seconds since the epoch, with milliseconds.
  private static func epochTime(_ line: borrowing Span<UInt8>, _ stamp: Range<Int>) -> ISOTime.Found? {
    guard stamp.count > 4, line[stamp.upperBound - 4] == UInt8(ascii: "."),
      let time = LogNumber.decimal(line, stamp, times: 1_000_000_000), time > 0
    else { return nil }
    return ISOTime.Found(time: time, resolution: 1_000_000)
  }

  private static func request(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ quotes: Quotes
  ) -> Range<Int>? {
    if quotes == .escaped { return cursor.escaped(in: line) }
    guard cursor.skip(UInt8(ascii: "\""), in: line) else { return nil }
    let start = cursor.position
    while let text = cursor.upTo(UInt8(ascii: "\""), in: line) {
      if line.has(" ", at: text.upperBound + 1), isStatus(line, from: text.upperBound + 2) {
        cursor.position = text.upperBound + 2
        return start..<text.upperBound
      }
    }
    return nil
  }

  /// Whether up to three digits or a `-`, and a space, begin at `start`.
  private static func isStatus(_ line: borrowing Span<UInt8>, from start: Int) -> Bool {
    var end = start
    while end < line.count, end < start + 3, line[end] != UInt8(ascii: " ") { end += 1 }
    guard end < line.count, line[end] == UInt8(ascii: " ") else { return false }
    return LogNumber.whole(line, start..<end) != nil || LogNumber.isAbsent(line, start..<end)
  }

  /// The status, `-` for none, and the bytes of the answer, `-` for none.
  private static func numbers(
    _ line: borrowing Span<UInt8>, _ status: Range<Int>, _ size: Range<Int>, _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    if !LogNumber.isAbsent(line, status) {
      // 000 in NGINX, 0 in Traefik: the connection was gone before there was a status.
      guard let code = LogNumber.whole(line, status), status.count == 3 || code == 0, code <= 999 else {
        return .number
      }
      if code > 0 { record.status = Int32(code) }
      // NGINX and Traefik: the client closed the connection; NGINX: it closed it itself, without an answer.
      if code == 499 { record.outcome = .clientAbort }
      if code == 444 { record.outcome = .localReply }
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
