/// The log of AWS' Classic Load Balancer (reference recorded-traces 3.11): `START`, the fields of ``LoadBalancerLine``, `CIPHER PROTOCOL`.
///
/// The stamp is the start of the request, to the microsecond.
struct ELBParser: LogParser {
  private var times = ISOTime()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    var cursor = ByteCursor()
    guard let stamp = cursor.wholeWord(in: line) else { return .refused(.format) }
    guard let time = times.parse(line, stamp) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    return LoadBalancerLine.read(line, &cursor, into: &record) ?? .record
  }
}
