/// Log entries of Google Cloud's HTTP load balancers (reference recorded-traces 3.13), one a line or as elements of an array.
///
/// `timestamp` is the start; sizes are strings, latency is a string such as `0.058927s`. How many requests are logged is not in the entry.
struct CloudLoadBalancerParser: LogParser {
  private enum Field: Int {
    case time, request, method, url, requestBytes, responseBytes, status, latency, client, agent, details
    case backend, id
  }

  private static let table = JSONFieldTable(
    ([
      ("timestamp", .time), ("httpRequest", .request), ("httpRequest/requestMethod", .method),
      ("httpRequest/requestUrl", .url), ("httpRequest/requestSize", .requestBytes),
      ("httpRequest/responseSize", .responseBytes), ("httpRequest/status", .status),
      ("httpRequest/latency", .latency), ("httpRequest/remoteIp", .client), ("httpRequest/userAgent", .agent),
      ("jsonPayload/statusDetails", .details), ("resource/labels/backend_service_name", .backend),
      ("insertId", .id),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var times: ISOTime

  init(timezone: Int64) { times = ISOTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard has(.time) else { return .refused(.format) }
    guard has(.method) || has(.url) else {
      return has(.id) || has(.details) ? .noRequest(.message) : .refused(.format)
    }
    guard let time = times.parse(line, fields[Field.time.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.method = fields.text(Field.method.rawValue, line, &record)
    URLParts.set(fields.text(Field.url.rawValue, line, &record), line, &record)
    record.client = fields.text(Field.client.rawValue, line, &record)
    record.userAgent = fields.text(Field.agent.rawValue, line, &record)
    record.upstream = fields.text(Field.backend.rawValue, line, &record)
    record.requestID = fields.text(Field.id.rawValue, line, &record)
    record.requestBytes = fields.number(Field.requestBytes.rawValue, line)
    record.responseBytes = fields.number(Field.responseBytes.rawValue, line)
    record.status = fields.status(Field.status.rawValue, line)
    guard latency(line, &record), fields.areNumbersSound else { return .refused(.number) }
    let details = fields[Field.details.rawValue]
    if details.kind == .string { record.outcome = StatusDetails.outcome(line, details.range) }
    return .record
  }

  private func has(_ field: Field) -> Bool { fields[field.rawValue].kind != .absent }

  /// Seconds with an `s`; false where it is anything else.
  private func latency(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> Bool {
    guard fields.isTold(Field.latency.rawValue, line) else { return true }
    var range = fields[Field.latency.rawValue].range
    if line[range.upperBound - 1] == UInt8(ascii: "s") { range = range.lowerBound..<(range.upperBound - 1) }
    guard let value = LogDecimal.value(line, range, power: 9), value >= 0 else { return false }
    record.duration = value
    return true
  }
}

/// The load balancer's `statusDetails`.
private enum StatusDetails {
  private static let meanings: [(StaticString, LogOutcome)] = [
    ("response_sent_by_backend", .ok), ("client_disconnected", .clientAbort), ("client_timed_out", .timeout),
    ("backend_timeout", .timeout), ("failed_to_pick_backend", .noHealthyHost),
    ("failed_to_connect_to_backend", .upstreamFailure), ("backend_", .upstreamFailure),
    ("denied_by_security_policy", .localReply), ("rate_limited", .rateLimited), ("throttled", .rateLimited),
    ("fault_filter_abort", .injectedFault), ("response_from_cache", .localReply), ("redirect", .localReply),
    ("handled_by_identity_aware_proxy", .localReply), ("url_rewrite_failure", .noRoute),
    ("internal_error", .localReply),
  ]

  /// By the beginning of the text, the first that fits.
  static func outcome(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> LogOutcome {
    for (beginning, outcome) in meanings
    where beginning.utf8CodeUnitCount <= range.count && line.has(beginning, at: range.lowerBound) {
      return outcome
    }
    return .ok
  }
}
