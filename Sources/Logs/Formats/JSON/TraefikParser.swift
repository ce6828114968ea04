/// Traefik's JSON (reference recorded-traces 3.9): durations are whole nanoseconds, `time` is when the line was written and not read.
struct TraefikParser: LogParser {
  private enum Field: Int {
    case start, duration, originDuration, method, path, host, status, originStatus, requestBytes,
      responseBytes
    case retries, service, url, urlHost, address, client, agent, requestID, level, message
  }

  private static let table = JSONFieldTable(
    ([
      ("StartUTC", .start), ("Duration", .duration), ("OriginDuration", .originDuration),
      ("RequestMethod", .method), ("RequestPath", .path), ("RequestHost", .host),
      ("DownstreamStatus", .status),
      ("OriginStatus", .originStatus), ("RequestContentSize", .requestBytes),
      ("DownstreamContentSize", .responseBytes), ("RetryAttempts", .retries), ("ServiceName", .service),
      ("ServiceURL", .url), ("ServiceURL/Host", .urlHost), ("ServiceAddr", .address), ("ClientHost", .client),
      ("request_User-Agent", .agent), ("request_X-Request-Id", .requestID), ("level", .level),
      ("msg", .message),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var times: ISOTime

  init(timezone: Int64) { times = ISOTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard has(.start) || has(.status) || has(.originDuration) else {
      return has(.level) && has(.message) ? .noRequest(.message) : .refused(.format)
    }
    guard has(.start), let time = times.parse(line, fields[Field.start.rawValue].range) else {
      return .refused(.time)
    }
    record.stamp = time.time
    record.resolution = time.resolution
    texts(line, &record)
    numbers(line, &record)
    return fields.areNumbersSound ? .record : .refused(.number)
  }

  private func has(_ field: Field) -> Bool { fields[field.rawValue].kind != .absent }

  private func texts(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    record.method = fields.text(Field.method.rawValue, line, &record)
    record.path = fields.text(Field.path.rawValue, line, &record)
    record.host = fields.text(Field.host.rawValue, line, &record)
    record.client = fields.text(Field.client.rawValue, line, &record)
    record.userAgent = fields.text(Field.agent.rawValue, line, &record)
    record.requestID = fields.text(Field.requestID.rawValue, line, &record)
    for field in [Field.service, .address, .urlHost, .url] where record.upstream.isEmpty {
      record.upstream = fields.text(field.rawValue, line, &record)
    }
  }

  private mutating func numbers(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    record.duration = fields.number(Field.duration.rawValue, line)
    record.status = fields.status(Field.status.rawValue, line)
    record.requestBytes = fields.number(Field.requestBytes.rawValue, line)
    record.responseBytes = fields.number(Field.responseBytes.rawValue, line)
    let originStatus = fields.status(Field.originStatus.rawValue, line)
    let originDuration = fields.number(Field.originDuration.rawValue, line)
    if record.status == 499 {
      record.outcome = .clientAbort
    } else if originStatus == nil, originDuration ?? 0 == 0, record.status != nil {
      // A redirect, a limit or a refusal of its own: no server was asked.
      record.outcome = record.status == 429 ? .rateLimited : .localReply
      return
    }
    record.upstreamDuration = originDuration
    if let retries = fields.number(Field.retries.rawValue, line) {
      record.attempts = Int32(clamping: retries + 1)
    }
  }
}
