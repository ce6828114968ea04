/// Spans of OpenTelemetry (OTLP/JSON; reference recorded-traces 3.15), each in the envelope that ``SpanUnits`` makes of it: those of kind
/// SERVER without a parent in the file are requests, all others are samples of something else.
struct OTLPParser: LogParser {
  private enum Field: Int {
    case isRoot, service, start, end, attributes
  }

  private enum Attribute: Int {
    case method, path, target, url, status, host, hostOld, agent, requestID, cluster, flags, client
    case requestBytes, responseBytes
  }

  private static let table = JSONFieldTable(
    ([
      ("isRoot", .isRoot), ("service", .service), ("span/startTimeUnixNano", .start),
      ("span/endTimeUnixNano", .end), ("span/attributes", .attributes),
    ] as [(String, Field)]).map { (path: $0.0, field: $0.1.rawValue) })

  /// Old names and new ones; where both are told the last one counts.
  private static let attributes: [String: Attribute] = [
    "http.request.method": .method, "http.method": .method, "url.path": .path, "http.target": .target,
    "url.full": .url, "http.url": .url, "http.response.status_code": .status, "http.status_code": .status,
    "server.address": .host, "http.host": .hostOld, "user_agent.original": .agent, "http.user_agent": .agent,
    "user_agent": .agent, "guid:x-request-id": .requestID, "upstream_cluster": .cluster,
    "upstream_cluster.name": .cluster, "response_flags": .flags, "client.address": .client,
    "http.client_ip": .client, "peer.address": .client, "http.request.body.size": .requestBytes,
    "request_size": .requestBytes, "http.response.body.size": .responseBytes, "response_size": .responseBytes,
  ]

  private var fields = JSONFields(table)
  private var values: AttributeValues

  init() { values = AttributeValues(Self.attributes.mapValues(\.rawValue)) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    guard fields[Field.isRoot.rawValue].kind == .boolean else { return .refused(.format) }
    guard line.has("true", at: fields[Field.isRoot.rawValue].range.lowerBound) else {
      return .noRequest(.otherSample)
    }
    let start = fields[Field.start.rawValue]
    guard start.isTold, let time = StampReader.number(line, start.range, .nanoseconds) else {
      return .refused(.time)
    }
    record.stamp = time.time
    if fields.isTold(Field.end.rawValue, line) {
      guard let end = StampReader.number(line, fields[Field.end.rawValue].range, .nanoseconds),
        end.time >= time.time
      else { return .refused(.number) }
      record.duration = end.time - time.time
    }
    record.upstream = fields.text(Field.service.rawValue, line, &record)
    values.read(line, fields[Field.attributes.rawValue])
    fill(line, &record)
    return values.fields.areNumbersSound ? .record : .refused(.number)
  }

  private mutating func fill(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    URLParts.set(text(.url, line, &record), line, &record)
    record.method = text(.method, line, &record)
    for attribute in [Attribute.target, .path] where values.fields.isTold(attribute.rawValue, line) {
      URLParts.set(text(attribute, line, &record), line, &record)
    }
    for attribute in [Attribute.hostOld, .host] where values.fields.isTold(attribute.rawValue, line) {
      record.host = text(attribute, line, &record)
    }
    record.userAgent = text(.agent, line, &record)
    record.requestID = text(.requestID, line, &record)
    record.client = text(.client, line, &record)
    if values.fields.isTold(Attribute.cluster.rawValue, line) {
      record.upstream = text(.cluster, line, &record)
    }
    record.status = values.fields.status(Attribute.status.rawValue, line)
    record.requestBytes = values.fields.number(Attribute.requestBytes.rawValue, line)
    record.responseBytes = values.fields.number(Attribute.responseBytes.rawValue, line)
    if values.fields.isTold(Attribute.flags.rawValue, line) {
      record.outcome = EnvoyFlags.outcome(line, values.fields[Attribute.flags.rawValue].range)
    }
  }

  private func text(_ attribute: Attribute, _ line: borrowing Span<UInt8>, _ record: inout LogRecord)
    -> LogText
  {
    values.fields.text(attribute.rawValue, line, &record)
  }
}
