/// Vegeta's results as JSON, one object a line (reference recorded-traces 3.14): the start of each request, and its latency in nanoseconds.
///
/// The code 0 means that no answer came.
struct VegetaJSONParser: LogParser {
  private enum Field: Int {
    case attack, code, time, latency, sent, received, error, method, url
  }

  private static let table = JSONFieldTable(
    ([
      ("attack", .attack), ("code", .code), ("timestamp", .time), ("latency", .latency), ("bytes_out", .sent),
      ("bytes_in", .received), ("error", .error), ("method", .method), ("url", .url),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var times: ISOTime

  init(timezone: Int64) { times = ISOTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard has(.attack), has(.time), has(.latency), has(.code) else { return .refused(.format) }
    guard let time = times.parse(line, fields[Field.time.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.duration = fields.number(Field.latency.rawValue, line)
    record.status = fields.status(Field.code.rawValue, line)
    record.requestBytes = fields.number(Field.sent.rawValue, line)
    record.responseBytes = fields.number(Field.received.rawValue, line)
    record.method = fields.text(Field.method.rawValue, line, &record)
    URLParts.set(fields.text(Field.url.rawValue, line, &record), line, &record)
    guard fields.areNumbersSound else { return .refused(.number) }
    if record.status == nil {
      record.outcome = TransportError.outcome(line, fields[Field.error.rawValue].range)
    }
    return .record
  }

  private func has(_ field: Field) -> Bool { fields[field.rawValue].kind != .absent }
}

/// Errors of load tools without an answer.
enum TransportError {
  /// Go's words for a timeout, anything else is a connection that failed.
  static func outcome(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> LogOutcome {
    let words: [StaticString] = ["timeout", "Timeout", "deadline exceeded", "timed out"]
    for index in range
    where words.contains(where: {
      index + $0.utf8CodeUnitCount <= range.upperBound && line.has($0, at: index)
    }) {
      return .timeout
    }
    return .upstreamFailure
  }
}
