/// Traefik's common log format (reference recorded-traces 3.9):
/// `HOST - USER [START] "METHOD PATH PROTOCOL" STATUS SIZE "REFERER" "AGENT" COUNT "ROUTER" "SERVER" DURATIONms`.
///
/// Nothing is escaped, so quotes may stand in the request, the referer and the agent: the head is read from the left, what follows the
/// agent from the right. Durations are cut to whole milliseconds. Traefik 2 writes the status of the server, Traefik 3 the one that was sent.
struct TraefikCLFParser: LogParser {
  private var common = CommonLine()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = common.read(line, &cursor, .plain, into: &record) { return verdict }
    guard let tail = Tail(line, from: cursor.position) else { return .refused(.cut) }
    guard let duration = LogNumber.decimal(line, tail.duration, times: 1_000_000),
      LogNumber.whole(line, tail.number) != nil
    else { return .refused(.number) }
    record.duration = duration
    record.upstream = record.text(tail.server, of: line)
    if record.upstream.isEmpty, record.outcome == .ok { record.outcome = .localReply }
    guard cursor.skip(UInt8(ascii: "\""), in: line), line[tail.number.lowerBound - 2] == UInt8(ascii: "\"")
    else { return .refused(.format) }
    let texts = cursor.position..<(tail.number.lowerBound - 2)
    if let agent = Self.agent(line, texts) { record.userAgent = record.text(agent, of: line) }
    return .record
  }

  /// Behind the first `" "`, which a referer hardly holds.
  private static func agent(_ line: borrowing Span<UInt8>, _ texts: Range<Int>) -> Range<Int>? {
    var from = texts.lowerBound
    while let quote = line.firstIndex(of: UInt8(ascii: "\""), in: from..<texts.upperBound) {
      if line.has("\" \"", at: quote) { return min(quote + 3, texts.upperBound)..<texts.upperBound }
      from = quote + 1
    }
    return nil
  }

  /// `COUNT "ROUTER" "SERVER" DURATIONms`, at the end of a line.
  private struct Tail {
    var number: Range<Int>
    var server: Range<Int>
    var duration: Range<Int>

    /// Nil where the line does not end with it, or it begins before `start`.
    init?(_ line: borrowing Span<UInt8>, from start: Int) {
      let space = UInt8(ascii: " ")
      var end = line.count
      while end > start, line[end - 1] == space { end -= 1 }
      guard line.has("ms", at: end - 2), let last = line.lastIndex(of: space, before: end),
        let server = Self.quoted(line, endingAt: last),
        let router = Self.quoted(line, endingAt: server.lowerBound - 2),
        let first = line.lastIndex(of: space, before: router.lowerBound - 2), first > start + 2,
        line[router.lowerBound - 2] == space
      else { return nil }
      number = (first + 1)..<(router.lowerBound - 2)
      self.server = server
      duration = (last + 1)..<(end - 2)
    }

    private static func quoted(_ line: borrowing Span<UInt8>, endingAt end: Int) -> Range<Int>? {
      let quote = UInt8(ascii: "\"")
      guard end > 1, line[end - 1] == quote, let first = line.lastIndex(of: quote, before: end - 1), first > 1
      else { return nil }
      return (first + 1)..<(end - 1)
    }
  }
}
