/// k6's samples as JSON, one a line (reference recorded-traces 3.14): those of `http_req_duration` are requests, stamped at their end.
struct K6JSONParser: LogParser {
  private enum Field: Int {
    case type, metric, time, value, method, status, url, errorCode
  }

  private static let table = JSONFieldTable(
    ([
      ("type", .type), ("metric", .metric), ("data/time", .time), ("data/value", .value),
      ("data/tags/method", .method), ("data/tags/status", .status), ("data/tags/url", .url),
      ("data/tags/error_code", .errorCode),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var times: ISOTime

  init(timezone: Int64) { times = ISOTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard fields[Field.metric.rawValue].kind == .string else { return .refused(.format) }
    if isText(.type, "Metric", line) { return .noRequest(.otherSample) }
    guard isText(.type, "Point", line) else { return .refused(.format) }
    guard isText(.metric, "http_req_duration", line) else { return .noRequest(.otherSample) }
    guard let time = times.parse(line, fields[Field.time.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.isEnd = true
    record.duration = fields.number(Field.value.rawValue, line, power: 6)
    record.status = fields.status(Field.status.rawValue, line)
    record.method = fields.text(Field.method.rawValue, line, &record)
    URLParts.set(fields.text(Field.url.rawValue, line, &record), line, &record)
    if record.status == nil {
      record.outcome = K6Error.outcome(fields.number(Field.errorCode.rawValue, line))
    }
    return record.duration != nil && fields.areNumbersSound ? .record : .refused(.number)
  }

  private func isText(_ field: Field, _ text: StaticString, _ line: borrowing Span<UInt8>) -> Bool {
    let value = fields[field.rawValue]
    return value.kind == .string && value.range.count == text.utf8CodeUnitCount
      && line.has(text, at: value.range.lowerBound)
  }
}

/// k6's error codes of requests without an answer (k6 documentation, "Error codes").
enum K6Error {
  /// 1050 is a request timeout, 1211 a connection that was not made in time.
  static func outcome(_ code: Int64?) -> LogOutcome {
    code == 1050 || code == 1211 ? .timeout : .upstreamFailure
  }
}
