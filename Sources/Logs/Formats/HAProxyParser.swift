/// HAProxy's `option httplog` behind any prefix of syslog (reference recorded-traces 3.8):
/// `CLIENT:PORT [DATE] FRONTEND BACKEND/SERVER TR/Tw/Tc/Tr/Ta STATUS BYTES COOKIE COOKIE STATE CONNECTIONS QUEUES {…} {…} "REQUEST"`.
///
/// The stamp is the start of the request, in local time without a zone, to the millisecond. The duration is Ta, the upstream's part
/// Tc + Tr; the time in queues, Tw, is in neither phase of the upstream. What `option logasap` writes before the end, with a plus, is not
/// the whole and therefore absent.
struct HAProxyParser: LogParser {
  private var times: CommonLogTime

  /// - Parameter timezone: Seconds by which the stamps are ahead of UTC.
  init(timezone: Int64) { times = CommonLogTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    guard let open = Self.date(line) else {
      return HAProxyMessage.isOne(line) ? .noRequest(.message) : .refused(.format)
    }
    var cursor = ByteCursor(position: open + 1)
    guard let stamp = cursor.upTo(UInt8(ascii: "]"), in: line), cursor.skip(UInt8(ascii: " "), in: line)
    else { return .refused(.cut) }
    guard let time = times.parse(line, stamp) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    let client = (line.lastIndex(of: UInt8(ascii: " "), before: open - 1).map { $0 + 1 } ?? 0)..<(open - 1)
    record.client = record.text(LogAddress.withoutPort(line, client), of: line)
    guard let frontend = cursor.word(in: line) else { return .refused(.cut) }
    // `FRONTEND/LISTENER: SSL handshake failure`
    if !frontend.isEmpty, line[frontend.upperBound - 1] == UInt8(ascii: ":") {
      return .noRequest(.connection)
    }
    guard let server = cursor.wholeWord(in: line), let phases = cursor.wholeWord(in: line) else {
      return .refused(.cut)
    }
    guard let phases = SlashedNumbers(line, phases) else { return .refused(.number) }
    // `option tcplog` has three.
    if phases.count == 3 { return .noRequest(.connection) }
    guard phases.count == 5 else { return .refused(.format) }
    Self.tell(phases, &record)
    return answer(line, &cursor, server, phases, into: &record)
  }

  /// Where the bracket before the date stands; brackets of a prefix hold something else.
  private static func date(_ line: borrowing Span<UInt8>) -> Int? {
    let slash = UInt8(ascii: "/")
    var from = 0
    while let open = line.firstIndex(of: UInt8(ascii: "["), from: from) {
      if open > 1, open + 8 < line.count, line[open - 1] == UInt8(ascii: " "), line[open + 3] == slash,
        line[open + 7] == slash
      {
        return open
      }
      from = open + 1
    }
    return nil
  }

  private static func tell(_ phases: SlashedNumbers, _ record: inout LogRecord) {
    if !phases.isOpen { record.duration = phases[4].map { $0 * 1_000_000 } }
    if let connect = phases[2], let response = phases[3] {
      record.upstreamDuration = (connect + response) * 1_000_000
    }
  }

  /// What stands behind the phases.
  private func answer(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ server: Range<Int>,
    _ phases: SlashedNumbers, into record: inout LogRecord
  ) -> LineVerdict {
    guard let status = cursor.wholeWord(in: line), let bytes = cursor.wholeWord(in: line),
      cursor.wholeWord(in: line) != nil, cursor.wholeWord(in: line) != nil,
      let state = cursor.wholeWord(in: line), let connections = cursor.wholeWord(in: line),
      cursor.wholeWord(in: line) != nil
    else { return .refused(.cut) }
    guard Self.status(line, status, &record), let sent = SlashedNumbers(line, bytes), sent.count == 1,
      let retries = SlashedNumbers(line, connections)
    else { return .refused(.number) }
    guard state.count >= 2, retries.count == 5,
      let slash = line.firstIndex(of: UInt8(ascii: "/"), in: server)
    else { return .refused(.format) }
    record.responseBytes = sent.isOpen ? nil : sent[0]
    // `<NOSRV>`, or a service of HAProxy itself: nothing was dispatched.
    let isDispatched = slash + 1 < server.upperBound && line[slash + 1] != UInt8(ascii: "<")
    if isDispatched { record.upstream = LogText(server) }
    record.attempts = isDispatched && phases[1] != nil ? Int32(clamping: (retries[4] ?? 0) + 1) : 0
    record.outcome = HAProxyState.outcome(
      line[state.lowerBound], line[state.lowerBound + 1], status: record.status, isDispatched: isDispatched)
    return request(line, from: cursor.position, into: &record)
  }

  private static func status(
    _ line: borrowing Span<UInt8>, _ range: Range<Int>, _ record: inout LogRecord
  ) -> Bool {
    if line.has("-1", at: range.lowerBound), range.count == 2 { return true }
    guard let code = LogNumber.whole(line, range), code <= 999 else { return false }
    if code > 0 { record.status = Int32(code) }
    return true
  }

  /// The request between the line's last two quotes, behind captures that may hold anything: a quote in a request is written as `#22`.
  private func request(
    _ line: borrowing Span<UInt8>, from start: Int, into record: inout LogRecord
  ) -> LineVerdict {
    let quote = UInt8(ascii: "\"")
    guard let close = line.lastIndex(of: quote, before: line.count),
      let open = line.lastIndex(of: quote, before: close), open >= start,
      open == start || line.has("} ", at: open - 2),
      close + 1 == line.count || line[close + 1] == UInt8(ascii: " ")
    else { return .refused(.cut) }
    let text = (open + 1)..<close
    let kind =
      line.has("<BADREQ>", at: open + 1) ? .nothing : RequestLine.read(line, text, .hash, into: &record)
    return RequestLine.verdict(kind, status: record.status) ?? .record
  }
}
