/// The parts that Envoy's and Istio's texts have in common behind their head.
enum EnvoyText {
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

  /// `"XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM"`, of which the last three are read from `end` to the left; false where one is missing.
  static func texts(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, end: Int, into record: inout LogRecord
  ) -> Bool {
    let start = cursor.position
    guard let upstream = quoted(line, endingAt: end, from: start),
      let authority = quoted(line, endingAt: upstream.lowerBound - 2, from: start),
      let id = quoted(line, endingAt: authority.lowerBound - 2, from: start),
      let client = cursor.quoted(in: line), cursor.position < id.lowerBound - 2,
      cursor.skip(UInt8(ascii: "\""), in: line)
    else { return false }
    record.upstream = record.text(upstream, of: line)
    record.host = record.text(authority, of: line)
    record.requestID = record.text(id, of: line)
    record.client = record.text(client, of: line)
    record.userAgent = record.text(cursor.position..<max(cursor.position, id.lowerBound - 3), of: line)
    return true
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
}
