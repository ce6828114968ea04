/// The log of AWS' Application Load Balancer (reference recorded-traces 3.11): `TYPE END`, the fields of ``LoadBalancerLine``, `CIPHER
/// PROTOCOL GROUP "TRACE" "DOMAIN" "CERTIFICATE" PRIORITY START "ACTIONS" "REDIRECT" "ERROR" "TARGETS" "STATUSES" …`.
///
/// Fields are appended over the years: old lines end behind `TRACE` or `CERTIFICATE`, new ones have more. Where there is a start, it is the
/// stamp, and the duration what lies between it and the end; else the stamp is the end, and the duration the sum of the three times.
struct ALBParser: LogParser {
  private var starts = ISOTime()
  private var ends = ISOTime()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    var cursor = ByteCursor()
    guard let type = cursor.wholeWord(in: line), type.count <= 5, let stamp = cursor.wholeWord(in: line)
    else { return .refused(.format) }
    guard let end = ends.parse(line, stamp) else { return .refused(.time) }
    record.stamp = end.time
    record.resolution = end.resolution
    record.isEnd = true
    if let verdict = LoadBalancerLine.read(line, &cursor, into: &record) { return verdict }
    guard cursor.wholeWord(in: line) != nil, cursor.wholeWord(in: line) != nil,
      cursor.wholeWord(in: line) != nil, let trace = cursor.escaped(in: line)
    else { return .refused(.cut) }
    record.requestID = record.text(trace, of: line)
    return appended(line, &cursor, end: end, into: &record)
  }

  /// What was appended to the first form of the log.
  private mutating func appended(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, end: ISOTime.Found,
    into record: inout LogRecord
  ) -> LineVerdict {
    if cursor.position == line.count { return .record }
    guard cursor.escaped(in: line) != nil, cursor.escaped(in: line) != nil else { return .refused(.cut) }
    if cursor.position == line.count { return .record }
    guard cursor.wholeWord(in: line) != nil, let created = cursor.word(in: line), let zone = created.last,
      line[zone] == UInt8(ascii: "Z")
    else { return .refused(.cut) }
    guard let start = starts.parse(line, created) else { return .refused(.time) }
    record.stamp = start.time
    record.resolution = start.resolution
    record.isEnd = false
    if end.time >= start.time { record.duration = end.time - start.time }
    if cursor.escaped(in: line) != nil, cursor.escaped(in: line) != nil, cursor.escaped(in: line) != nil,
      let targets = cursor.escaped(in: line)
    {
      record.attempts = Self.count(line, targets)
    }
    return .record
  }

  private static func count(_ line: borrowing Span<UInt8>, _ targets: Range<Int>) -> Int32 {
    if targets.isEmpty || LogNumber.isAbsent(line, targets) { return 0 }
    var count: Int32 = 1
    for index in targets where line[index] == UInt8(ascii: " ") { count += 1 }
    return count
  }
}
