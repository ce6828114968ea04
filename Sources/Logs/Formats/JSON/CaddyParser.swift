/// Caddy's JSON (reference recorded-traces 3.10): `ts` is the end of the request, in seconds, milliseconds or nanoseconds or as a date, and
/// is read as the decimal that it is.
struct CaddyParser: LogParser {
  private enum Field: Int {
    case time, logger, message, level, request, method, host, path, client, remote, address, agent, requestID
    case received, sent, duration, status
  }

  private static let table = JSONFieldTable(
    ([
      ("ts", .time), ("logger", .logger), ("msg", .message), ("level", .level), ("request", .request),
      ("request/method", .method), ("request/host", .host), ("request/uri", .path),
      ("request/client_ip", .client), ("request/remote_ip", .remote), ("request/remote_addr", .address),
      ("request/headers/User-Agent", .agent), ("request/headers/X-Request-Id", .requestID),
      ("bytes_read", .received), ("size", .sent), ("duration", .duration), ("status", .status),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var times: StampReader

  init(unit: TimeUnit?, timezone: Int64) { times = StampReader(unit: unit, timezone: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard isAccess(line) else {
      return has(.level) || has(.logger) ? .noRequest(.message) : .refused(.format)
    }
    guard has(.method), has(.path) else { return .refused(.format) }
    guard let time = times.parse(line, fields[Field.time.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    // A double, of which zeros at the end are left out; its steps are 0.24 µs today.
    record.resolution = times.unit == .seconds ? min(time.resolution, 1000) : time.resolution
    record.isEnd = true
    record.method = fields.text(Field.method.rawValue, line, &record)
    record.host = fields.text(Field.host.rawValue, line, &record)
    record.path = fields.text(Field.path.rawValue, line, &record)
    record.client = fields.text(Field.client.rawValue, line, &record)
    if record.client.isEmpty { record.client = fields.text(Field.remote.rawValue, line, &record) }
    if record.client.isEmpty, fields.isTold(Field.address.rawValue, line) {
      record.client = LogText(LogAddress.withoutPort(line, fields[Field.address.rawValue].range))
    }
    record.userAgent = fields.firstText(Field.agent.rawValue, line, &record)
    record.requestID = fields.firstText(Field.requestID.rawValue, line, &record)
    record.requestBytes = fields.number(Field.received.rawValue, line)
    record.responseBytes = fields.number(Field.sent.rawValue, line)
    record.duration = fields.number(Field.duration.rawValue, line, power: 9)
    record.status = fields.status(Field.status.rawValue, line)
    return fields.areNumbersSound ? .record : .refused(.number)
  }

  private func has(_ field: Field) -> Bool { fields[field.rawValue].kind != .absent }

  private func isAccess(_ line: borrowing Span<UInt8>) -> Bool {
    let logger = fields[Field.logger.rawValue]
    let message = fields[Field.message.rawValue]
    return logger.kind == .string && line.has("http.log.access", at: logger.range.lowerBound)
      || message.kind == .string && message.range.count == 15
        && line.has("handled request", at: message.range.lowerBound) && has(.duration)
  }
}
