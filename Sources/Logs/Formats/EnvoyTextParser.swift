/// Envoy's default text (reference recorded-traces 3.1):
/// `[START] "METHOD PATH PROTOCOL" CODE FLAGS RECEIVED SENT DURATION UPSTREAM_TIME "XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM"`.
///
/// Nothing is escaped, so a quote may stand in the user agent: the head is read from the left, the last three texts from the right.
package struct EnvoyTextParser: LogParser {
  private var head = EnvoyHead()

  package mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = head.read(line, &cursor, into: &record) { return verdict }
    if let refusal = EnvoyText.numbers(line, &cursor, &record) { return .refused(refusal) }
    var end = line.count
    while end > cursor.position, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return EnvoyText.texts(line, &cursor, end: end, into: &record) ?? .record
  }
}
