/// What Envoy's and Istio's texts begin with: `[START] "METHOD PATH PROTOCOL" CODE FLAGS `.
struct EnvoyHead {
  private var times = ISOTime()

  /// Reads it; what the line is where it is no request.
  mutating func read(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, into record: inout LogRecord
  ) -> LineVerdict? {
    guard !line.isEmpty else { return .noRequest(.blank) }
    guard cursor.skip(UInt8(ascii: "["), in: line), let stamp = cursor.upTo(UInt8(ascii: "]"), in: line)
    else { return .refused(.format) }
    guard let time = times.parse(line, stamp) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    guard cursor.skip(UInt8(ascii: " "), in: line), Self.request(line, &cursor, &record),
      let status = cursor.word(in: line), let flags = cursor.word(in: line)
    else { return .refused(.cut) }
    return Self.status(line, status, flags, &record) ? nil : .refused(.number)
  }

  /// `"METHOD PATH PROTOCOL" `; false where the line ends in it. A path may hold spaces and quotes.
  private static func request(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ record: inout LogRecord
  )
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
  private static func status(
    _ line: borrowing Span<UInt8>, _ status: Range<Int>, _ flags: Range<Int>, _ record: inout LogRecord
  ) -> Bool {
    if !LogNumber.isAbsent(line, status) {
      guard let code = LogNumber.whole(line, status), code <= 999 else { return false }
      if code > 0 { record.status = Int32(code) }
    }
    if !LogNumber.isAbsent(line, flags) { record.outcome = EnvoyFlags.outcome(line, flags) }
    return true
  }
}
