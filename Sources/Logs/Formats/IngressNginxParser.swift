/// ingress-nginx's default text (reference recorded-traces 3.7): the combined log format and
/// `LENGTH TIME [UPSTREAM] [ALTERNATIVE] ADDRESSES RESPONSE_LENGTHS RESPONSE_TIMES STATUSES ID`.
///
/// The stamp is the end of the request. Bytes of the request are those of the whole message, those of the answer of its body.
struct IngressNginxParser: LogParser {
  private var common = CommonLine()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    var cursor = ByteCursor()
    if let verdict = common.read(line, &cursor, .escaped, into: &record) { return verdict }
    record.isEnd = true
    guard cursor.escaped(in: line) != nil, let agent = cursor.escaped(in: line),
      let length = cursor.wholeWord(in: line), let time = cursor.wholeWord(in: line)
    else { return .refused(.cut) }
    record.userAgent = record.text(agent, of: line, .backslash)
    guard let bytes = LogNumber.whole(line, length),
      let duration = LogNumber.decimal(line, time, times: 1_000_000_000)
    else { return .refused(.number) }
    record.requestBytes = bytes
    record.duration = duration
    guard let name = Self.bracketed(line, &cursor), Self.bracketed(line, &cursor) != nil else {
      return .refused(.cut)
    }
    if let verdict = attempts(line, &cursor, into: &record) { return verdict }
    // The name, namespace-service-port, tells the service; an address only the pod.
    if !record.upstream.isEmpty, !name.isEmpty, !LogNumber.isAbsent(line, name) {
      record.upstream = LogText(name)
    }
    return .record
  }

  /// The lists with an item for each attempt, and the identity of the request; nil where all is well.
  private func attempts(
    _ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, into record: inout LogRecord
  ) -> LineVerdict? {
    guard let addresses = AttemptList(line, &cursor), AttemptList(line, &cursor) != nil,
      let times = AttemptList(line, &cursor, timed: true), AttemptList(line, &cursor) != nil
    else { return .refused(.cut) }
    guard times.isSound else { return .refused(.number) }
    // A colon: the line ends between two groups of servers.
    guard let id = cursor.word(in: line), !line.has(":", at: id.lowerBound) || id.count > 1 else {
      return .refused(.cut)
    }
    record.requestID = record.text(id, of: line)
    record.upstream = record.text(addresses.last, of: line)
    record.attempts = record.upstream.isEmpty && addresses.count == 1 ? 0 : Int32(clamping: addresses.count)
    // Both clocks are rounded: the upstream's time may be 1 ms more than the whole.
    record.upstreamDuration = times.sum.map { min($0, record.duration ?? $0) }
    if record.attempts == 0, record.outcome == .ok { record.outcome = .localReply }
    return nil
  }

  private static func bracketed(_ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor) -> Range<Int>? {
    guard cursor.skip(UInt8(ascii: "["), in: line), let text = cursor.upTo(UInt8(ascii: "]"), in: line),
      cursor.skip(UInt8(ascii: " "), in: line)
    else { return nil }
    return text
  }
}

/// One of the lists that NGINX writes for the attempts of a request: `, ` between attempts, ` : ` between groups of servers.
private struct AttemptList {
  /// How many items it has.
  private(set) var count = 0
  /// The last item.
  private(set) var last = 0..<0
  /// The items' sum in nanoseconds, absent where all are `-`.
  private(set) var sum: Int64?
  /// Whether all items are times that can be read.
  private(set) var isSound = true

  /// Reads a list and the space behind it; nil where the line ends in it.
  init?(_ line: borrowing Span<UInt8>, _ cursor: inout ByteCursor, timed: Bool = false) {
    while let word = cursor.wholeWord(in: line) {
      let hasComma = line[word.upperBound - 1] == UInt8(ascii: ",")
      last = hasComma ? word.lowerBound..<(word.upperBound - 1) : word
      count += 1
      if timed { add(line) }
      let isGroup = line.has(": ", at: cursor.position)
      if isGroup { cursor.position += 2 }
      if !hasComma, !isGroup { return }
    }
    return nil
  }

  private mutating func add(_ line: borrowing Span<UInt8>) {
    if LogNumber.isAbsent(line, last) { return }
    guard let time = LogNumber.decimal(line, last, times: 1_000_000_000),
      (sum ?? 0) <= LogNumber.longest - time
    else {
      isSound = false
      return
    }
    sum = (sum ?? 0) + time
  }
}
