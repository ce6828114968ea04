/// The parts that Envoy's and Istio's texts have in common behind their head.
enum EnvoyText {
  /// `RECEIVED SENT DURATION UPSTREAM_TIME `, in bytes and milliseconds.
  static func numbers(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    guard let received = cursor.count(in: line), let sent = cursor.count(in: line),
      let duration = cursor.count(in: line), let upstream = cursor.count(in: line)
    else { return .cut }
    let isSound =
      set(&record.requestBytes, received) && set(&record.responseBytes, sent)
      && set(&record.duration, duration, times: 1_000_000)
      && set(&record.upstreamDuration, upstream, times: 1_000_000)
    return isSound ? nil : .number
  }

  private static func set(_ field: inout Int64?, _ count: ByteCursor.Count, times unit: Int64 = 1) -> Bool {
    switch count {
    case .absent: return true
    case .unsound: return false
    case .value(let value):
      guard value <= LogNumber.longest / unit else { return false }
      field = value * unit
      return true
    }
  }

  /// `"XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM"`, of which the last three are read from `end` to the left; what the line is where it is
  /// no request.
  static func texts(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, end: Int, into record: inout LogRecord
  ) -> LineVerdict? {
    let start = cursor.position
    guard let upstream = quoted(line, endingAt: end, from: start),
      let authority = quoted(line, endingAt: upstream.lowerBound - 2, from: start),
      let id = quoted(line, endingAt: authority.lowerBound - 2, from: start),
      let client = cursor.quoted(in: line), cursor.position < id.lowerBound - 2,
      cursor.skip(UInt8(ascii: "\""), in: line)
    else { return .refused(.cut) }
    record.upstream = record.text(upstream, of: line)
    record.host = record.text(authority, of: line)
    record.requestID = record.text(id, of: line)
    record.client = record.text(client, of: line)
    record.userAgent = record.text(cursor.position..<max(cursor.position, id.lowerBound - 3), of: line)
    // A connection of TCP, or one that broke before its request was read.
    return record.method.isEmpty ? .noRequest(.connection) : nil
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
