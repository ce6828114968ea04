/// Envoy's default text (reference recorded-traces 3.1):
/// `[START] "METHOD PATH PROTOCOL" CODE FLAGS RECEIVED SENT DURATION UPSTREAM_TIME "XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM"`.
///
/// Nothing is escaped, so a quote may stand in the user agent: the head is read from the left, the last three texts from the right.
struct EnvoyTextParser: LogParser {
  private var times = ISOTime()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    var cursor = ByteCursor()
    guard cursor.skip(UInt8(ascii: "["), in: line), let stamp = cursor.upTo(UInt8(ascii: "]"), in: line)
    else {
      return .refused(.format)
    }
    guard let time = times.parse(line, stamp) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    guard cursor.skip(UInt8(ascii: " "), in: line), EnvoyText.request(line, &cursor, &record) else {
      return .refused(.cut)
    }
    guard let status = cursor.word(in: line), let flags = cursor.word(in: line) else { return .refused(.cut) }
    guard EnvoyText.status(line, status, flags, &record) else { return .refused(.number) }
    if let refusal = EnvoyText.numbers(line, &cursor, &record) { return .refused(refusal) }
    guard let texts = EnvoyText.lastTexts(line, from: cursor.position) else { return .refused(.cut) }
    record.requestID = texts.id
    record.host = texts.authority
    record.upstream = texts.upstream
    guard let forwarded = cursor.quoted(in: line),
      let agent = line.firstIndex(of: UInt8(ascii: "\""), from: cursor.position)
    else { return .refused(.cut) }
    if !LogNumber.isAbsent(line, forwarded) { record.client = LogText(forwarded) }
    let agentEnd = texts.start - 2
    if agent + 1 < agentEnd { record.userAgent = LogText((agent + 1)..<agentEnd) }
    return .record
  }
}

/// The parts that Envoy's and Istio's texts have in common.
enum EnvoyText {
  /// `"METHOD PATH PROTOCOL" `; false where the line ends in it. A path may hold spaces and quotes.
  static func request(_ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ record: inout LogRecord)
    -> Bool
  {
    guard cursor.skip(UInt8(ascii: "\""), in: line), let method = cursor.upTo(UInt8(ascii: " "), in: line)
    else {
      return false
    }
    let start = cursor.position
    // The request ends at the first quote before a space and a status.
    var from = start
    while let quote = line.firstIndex(of: UInt8(ascii: "\""), from: from) {
      if quote + 2 < line.count, line[quote + 1] == UInt8(ascii: " "), isStatusStart(line[quote + 2]) {
        guard let space = line.lastIndex(of: UInt8(ascii: " "), before: quote), space >= start else {
          return false
        }
        if !LogNumber.isAbsent(line, method) { record.method = LogText(method) }
        if !LogNumber.isAbsent(line, start..<space) { record.path = LogText(start..<space) }
        cursor.position = quote + 2
        return true
      }
      from = quote + 1
    }
    return false
  }

  private static func isStatusStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10
  }

  /// The code, 0 where no answer was begun, and the flags; false where the code is none.
  static func status(
    _ line: borrowing Span<UInt8>, _ status: Range<Int>, _ flags: Range<Int>, _ record: inout LogRecord
  ) -> Bool {
    if !LogNumber.isAbsent(line, status) {
      guard let code = LogNumber.whole(line, status), code <= 999 else { return false }
      if code > 0 { record.status = Int32(code) }
    }
    if !LogNumber.isAbsent(line, flags) { record.outcome = EnvoyFlags.outcome(line, flags) }
    return true
  }

  /// `RECEIVED SENT DURATION UPSTREAM_TIME `, in bytes and milliseconds.
  static func numbers(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    var isSound = true
    func value(_ range: Range<Int>?, _ line: borrowing Span<UInt8>, times unit: Int64 = 1) -> Int64? {
      guard let range, !LogNumber.isAbsent(line, range) else { return nil }
      guard let number = LogNumber.whole(line, range), number <= Int64.max / 2 / unit else {
        isSound = false
        return nil
      }
      return number * unit
    }
    let received = cursor.word(in: line)
    let sent = cursor.word(in: line)
    let duration = cursor.word(in: line)
    guard let upstream = cursor.word(in: line) else { return .cut }
    record.requestBytes = value(received, line)
    record.responseBytes = value(sent, line)
    record.duration = value(duration, line, times: 1_000_000)
    record.upstreamDuration = value(upstream, line, times: 1_000_000)
    return isSound ? nil : .number
  }

  /// The last three texts in quotes, `"ID" "AUTHORITY" "UPSTREAM"`, and where they start.
  static func lastTexts(
    _ line: borrowing Span<UInt8>, from start: Int
  ) -> (id: LogText, authority: LogText, upstream: LogText, start: Int)? {
    var end = line.count
    while end > start, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
    guard let upstream = quoted(line, endingAt: end, from: start),
      let authority = quoted(line, endingAt: upstream.lowerBound - 2, from: start),
      let id = quoted(line, endingAt: authority.lowerBound - 2, from: start)
    else { return nil }
    return (text(line, id), text(line, authority), text(line, upstream), id.lowerBound - 1)
  }

  /// What is in the quotes of which the second one stands before `end`.
  private static func quoted(_ line: borrowing Span<UInt8>, endingAt end: Int, from start: Int) -> Range<Int>?
  {
    guard end - 1 > start, end <= line.count, line[end - 1] == UInt8(ascii: "\""),
      let first = line.lastIndex(of: UInt8(ascii: "\""), before: end - 1), first - 2 >= start,
      // Between two texts; a quote of a user agent mostly stands beside a letter.
      line[first - 1] == UInt8(ascii: " "), line[first - 2] == UInt8(ascii: "\"")
    else { return nil }
    return (first + 1)..<(end - 1)
  }

  /// A text, absent where it is `-`.
  static func text(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> LogText {
    LogNumber.isAbsent(line, range) ? .absent : LogText(range)
  }
}
