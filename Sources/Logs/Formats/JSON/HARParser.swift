/// Entries of an HTTP archive of a browser (HAR 1.2; reference recorded-traces 3.15), each of which is a unit.
///
/// Times are milliseconds; -1 means that a part did not take place. The part of the upstream is `wait`.
struct HARParser: LogParser {
  private enum Field: Int {
    case time, duration, wait, method, url, requestBytes, status, responseBytes, headers, server
  }

  private static let table = JSONFieldTable(
    ([
      ("startedDateTime", .time), ("time", .duration), ("timings/wait", .wait), ("request/method", .method),
      ("request/url", .url), ("request/bodySize", .requestBytes), ("request/headers", .headers),
      ("response/status", .status), ("response/bodySize", .responseBytes), ("serverIPAddress", .server),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  private var fields = JSONFields(table)
  private var header = JSONFields(JSONFieldTable([(path: "name", field: 0), (path: "value", field: 1)]))
  private var times: ISOTime

  init(timezone: Int64) { times = ISOTime(offset: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard fields[Field.time.rawValue].kind == .string else { return .refused(.format) }
    guard let time = times.parse(line, fields[Field.time.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.method = fields.text(Field.method.rawValue, line, &record)
    URLParts.set(fields.text(Field.url.rawValue, line, &record), line, &record)
    record.upstream = fields.text(Field.server.rawValue, line, &record)
    record.duration = told(.duration, line, power: 6)
    record.upstreamDuration = told(.wait, line, power: 6)
    record.requestBytes = told(.requestBytes, line)
    record.responseBytes = told(.responseBytes, line)
    record.status = fields.status(Field.status.rawValue, line)
    if record.status == nil { record.outcome = .upstreamFailure }
    userAgent(line, &record)
    return fields.areNumbersSound ? .record : .refused(.number)
  }

  /// A number that is not -1.
  private mutating func told(_ field: Field, _ line: borrowing Span<UInt8>, power: Int = 0) -> Int64? {
    let value = fields[field.rawValue]
    guard value.kind == .number, line[value.range.lowerBound] != UInt8(ascii: "-") else { return nil }
    return fields.number(field.rawValue, line, power: power)
  }

  private mutating func userAgent(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    guard fields[Field.headers.rawValue].kind == .array else { return }
    var cursor = JSONCursor(fields[Field.headers.rawValue].range)
    var isFirst = true
    guard cursor.enterArray(in: line, depth: 0) else { return }
    while cursor.nextElement(in: line, &isFirst), let element = cursor.value(in: line) {
      guard element.kind == .object, header.read(line, element.range) == nil, header[0].kind == .string,
        header[0].range.count == 10,
        line.has("User-Agent", at: header[0].range.lowerBound)
          || line.has("user-agent", at: header[0].range.lowerBound)
      else { continue }
      record.userAgent = header.text(1, line, &record)
      return
    }
  }
}
