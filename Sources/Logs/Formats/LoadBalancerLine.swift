/// The fields that the logs of both load balancers of AWS have in common (reference recorded-traces 3.11): `NAME CLIENT:PORT TARGET:PORT
/// REQUEST_TIME TARGET_TIME RESPONSE_TIME STATUS TARGET_STATUS RECEIVED SENT "REQUEST" "AGENT"`.
///
/// Times are seconds, -1 where nothing was dispatched. The request holds the whole URL; the port that belongs to its scheme is left out of
/// the host, as clients leave it out, and any other is kept.
enum LoadBalancerLine {
  /// Reads them, up to behind the agent; what the line is where it is no request. The duration is the sum of the three times.
  static func read(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, into record: inout LogRecord
  ) -> LineVerdict? {
    guard cursor.wholeWord(in: line) != nil, let client = cursor.wholeWord(in: line),
      let target = cursor.wholeWord(in: line)
    else { return .refused(.cut) }
    record.client = record.text(LogAddress.withoutPort(line, client), of: line)
    record.upstream = record.text(target, of: line)
    if let verdict = times(line, &cursor, &record) { return verdict }
    guard let status = cursor.wholeWord(in: line), let targetStatus = cursor.wholeWord(in: line),
      let received = cursor.wholeWord(in: line), let sent = cursor.wholeWord(in: line)
    else { return .refused(.cut) }
    if !LogNumber.isAbsent(line, status) {
      guard let code = LogNumber.whole(line, status), code <= 999 else { return .refused(.number) }
      if code > 0 { record.status = Int32(code) }
    }
    // `-`, or 0 in the classic log: no target answered.
    if LogNumber.isAbsent(line, targetStatus) || LogNumber.whole(line, targetStatus) == 0 {
      record.outcome = outcome(record.status)
    }
    guard let received = LogNumber.whole(line, received), let sent = LogNumber.whole(line, sent) else {
      return .refused(.number)
    }
    record.requestBytes = received
    record.responseBytes = sent
    guard let request = cursor.escaped(in: line), let agent = cursor.escaped(in: line) else {
      return .refused(.cut)
    }
    record.userAgent = record.text(agent, of: line, .backslash)
    return self.request(line, request, &record)
  }

  private static func times(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, _ record: inout LogRecord
  ) -> LineVerdict? {
    var sum: Int64? = 0
    for phase in 0..<3 {
      guard let word = cursor.wholeWord(in: line) else { return .refused(.cut) }
      if line[word.lowerBound] == UInt8(ascii: "-") {
        sum = nil
        continue
      }
      guard let time = LogNumber.decimal(line, word, times: 1_000_000_000),
        time <= LogNumber.longest / 3
      else { return .refused(.number) }
      sum = sum.map { $0 + time }
      if phase == 1 { record.upstreamDuration = time }
    }
    record.duration = sum
    return nil
  }

  private static func request(
    _ line: borrowing Span<UInt8>, _ request: Range<Int>, _ record: inout LogRecord
  ) -> LineVerdict? {
    // `- - - ` for what was no request, and `- http://name:80- -` for what could not be read.
    if line.has("- ", at: request.lowerBound) { return .noRequest(.connection) }
    let kind = RequestLine.read(line, request, .backslash, into: &record)
    if let verdict = RequestLine.verdict(kind, status: record.status) { return verdict }
    let scheme = line.firstIndex(of: UInt8(ascii: " "), in: request).map { $0 + 1 } ?? request.lowerBound
    let isSecure = line.has("https:", at: scheme) || line.has("wss:", at: scheme)
    record.host = record.host.withoutSuffix(isSecure ? ":443" : ":80", of: line, record.decoded)
    return nil
  }

  /// How a request ended to which no target answered.
  private static func outcome(_ status: Int32?) -> LogOutcome {
    switch status {
    case 460: .clientAbort
    case 502: .upstreamFailure
    case 503: .noHealthyHost
    case 504: .timeout
    default: .localReply
    }
  }
}

extension LogText {
  /// The text without `suffix`, which is not all of it.
  fileprivate func withoutSuffix(
    _ suffix: StaticString, of line: borrowing Span<UInt8>, _ decoded: borrowing [UInt8]
  ) -> LogText {
    let length = suffix.utf8CodeUnitCount
    guard range.count > length else { return self }
    let start = range.upperBound - length
    let has = isDecoded ? decoded.span.has(suffix, at: start) : line.has(suffix, at: start)
    return has ? LogText(range.lowerBound..<start, isDecoded: isDecoded) : self
  }
}
