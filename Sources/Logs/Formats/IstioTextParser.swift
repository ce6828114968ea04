/// Istio's default text (reference recorded-traces 3.2), which is Envoy's with insertions:
/// `[START] "METHOD PATH PROTOCOL" CODE FLAGS DETAILS TERMINATION "FAILURE" RECEIVED SENT DURATION UPSTREAM_TIME "XFF" "AGENT" "ID"
/// "AUTHORITY" "UPSTREAM" CLUSTER LOCAL LOCAL REMOTE SERVER_NAME ROUTE`.
///
/// Nothing is escaped: the head is read from the left, what follows the agent from the right.
struct IstioTextParser: LogParser {
  private var head = EnvoyHead()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = head.read(line, &cursor, into: &record) { return verdict }
    guard let details = cursor.wholeWord(in: line) else { return .refused(.cut) }
    // A number stands here in Envoy's own text.
    guard LogNumber.whole(line, details) == nil else { return .refused(.format) }
    guard Self.skipFailure(line, &cursor) else { return .refused(.cut) }
    if let refusal = EnvoyText.numbers(line, &cursor, &record) { return .refused(refusal) }
    guard let quote = line.lastIndex(of: UInt8(ascii: "\""), before: line.count),
      Self.spaces(line, from: quote + 1) == 6, line[line.count - 1] != UInt8(ascii: " ")
    else { return .refused(.cut) }
    record.isServerSide = line.has("inbound|", at: quote + 2)
    if let verdict = EnvoyText.texts(line, &cursor, end: quote + 1, into: &record) { return verdict }
    // The cluster names the service, as in Istio's JSON; the address changes with every pod.
    cursor.position = quote + 2
    if let cluster = cursor.word(in: line), !LogNumber.isAbsent(line, cluster) {
      record.upstream = LogText(cluster)
    }
    return .record
  }

  /// Passes the details of the termination and the text in quotes, behind which a number follows.
  private static func skipFailure(_ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor) -> Bool {
    guard let open = line.firstIndex(of: UInt8(ascii: "\""), from: cursor.position) else { return false }
    cursor.position = open + 1
    while let text = cursor.upTo(UInt8(ascii: "\""), in: line) {
      let behind = text.upperBound + 2
      if behind < line.count, line[behind - 1] == UInt8(ascii: " "),
        line[behind] &- UInt8(ascii: "0") < 10 || line[behind] == UInt8(ascii: "-")
      {
        cursor.position = behind
        return true
      }
    }
    return false
  }

  private static func spaces(_ line: borrowing Span<UInt8>, from start: Int) -> Int {
    var spaces = 0
    for index in start..<line.count where line[index] == UInt8(ascii: " ") { spaces += 1 }
    return spaces
  }
}
