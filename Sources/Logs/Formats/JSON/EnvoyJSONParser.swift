/// The JSON of Istio, Envoy Gateway and Contour (reference recorded-traces 3.3, 3.4, 3.5): Envoy's fields under different keys.
///
/// A value that is not known is null, `"-"` or left out; a number may be a string.
struct EnvoyJSONParser: LogParser {
  /// Whose keys they are.
  enum Dialect {
    case istio
    case envoyGateway
    case contour
  }

  enum Field: Int {
    case start, method, path, authority, status, flags, received, sent, duration, upstreamTime
    case forwarded, remote, agent, requestID, host, cluster, level
    /// A key that only Envoy Gateway writes.
    case gateway
  }

  private let dialect: Dialect
  private var fields: JSONFields
  private var times: ISOTime

  init(_ dialect: Dialect, timezone: Int64) {
    self.dialect = dialect
    fields = JSONFields(EnvoyJSONKeys.table(dialect))
    times = ISOTime(offset: timezone)
  }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) {
      // Envoy Gateway's format is a text that escapes nothing.
      guard dialect == .envoyGateway, verdict == .refused(.json) || verdict == .refused(.cut),
        UnescapedJSON.read(line, EnvoyJSONKeys.table(dialect), into: &fields)
      else { return verdict }
    }
    guard isOfDialect(line) else {
      return fields[Field.level.rawValue].isTold ? .noRequest(.message) : .refused(.format)
    }
    guard let time = times.parse(line, fields[Field.start.rawValue].range) else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    texts(line, &record)
    numbers(line, &record)
    guard fields.areNumbersSound else { return .refused(.number) }
    // A connection that no filter chain matches has a line of its listener.
    return record.method.isEmpty && record.path.isEmpty ? .noRequest(.connection) : .record
  }

  private func isOfDialect(_ line: borrowing Span<UInt8>) -> Bool {
    guard fields[Field.start.rawValue].kind == .string,
      fields[Field.status.rawValue].kind != .absent || fields[Field.flags.rawValue].kind != .absent
    else { return false }
    switch dialect {
    case .envoyGateway:
      return fields[Field.path.rawValue].kind != .absent || fields[Field.authority.rawValue].kind != .absent
    case .istio, .contour: return fields[Field.gateway.rawValue].kind == .absent
    }
  }

  private func texts(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    record.method = text(.method, line, &record)
    record.path = text(.path, line, &record)
    record.host = text(.authority, line, &record)
    record.requestID = text(.requestID, line, &record)
    record.userAgent = text(.agent, line, &record)
    record.client = text(.forwarded, line, &record)
    if record.client.isEmpty, fields.isTold(Field.remote.rawValue, line) {
      record.client = LogText(LogAddress.withoutPort(line, fields[Field.remote.rawValue].range))
    }
    record.upstream = text(.cluster, line, &record)
    if record.upstream.isEmpty { record.upstream = text(.host, line, &record) }
    let cluster = fields[Field.cluster.rawValue]
    record.isServerSide =
      cluster.kind == .string && cluster.range.count >= 8
      && line.has("inbound|", at: cluster.range.lowerBound)
    if fields.isTold(Field.flags.rawValue, line) {
      record.outcome = EnvoyFlags.outcome(line, fields[Field.flags.rawValue].range)
    }
  }

  private func text(_ field: Field, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LogText {
    fields.text(field.rawValue, line, &record)
  }

  private mutating func numbers(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    record.status = fields.status(Field.status.rawValue, line)
    record.requestBytes = fields.number(Field.received.rawValue, line)
    record.responseBytes = fields.number(Field.sent.rawValue, line)
    record.duration = fields.number(Field.duration.rawValue, line, power: 6)
    record.upstreamDuration = fields.number(Field.upstreamTime.rawValue, line, power: 6)
  }
}

/// The keys of the dialects.
enum EnvoyJSONKeys {
  static func table(_ dialect: EnvoyJSONParser.Dialect) -> JSONFieldTable {
    switch dialect {
    case .istio: istio
    case .envoyGateway: envoyGateway
    case .contour: contour
    }
  }

  private static let common: [(String, EnvoyJSONParser.Field)] = [
    ("method", .method), ("response_code", .status), ("response_flags", .flags),
    ("bytes_received", .received),
    ("bytes_sent", .sent), ("duration", .duration), ("upstream_host", .host), ("upstream_cluster", .cluster),
    ("downstream_remote_address", .remote), ("level", .level),
  ]

  private static let underscored: [(String, EnvoyJSONParser.Field)] = [
    ("path", .path), ("authority", .authority), ("upstream_service_time", .upstreamTime),
    ("x_forwarded_for", .forwarded), ("user_agent", .agent), ("request_id", .requestID),
    // Keys of Envoy Gateway, so that its lines are not taken for those of others.
    ("x-envoy-origin-path", .gateway), (":authority", .gateway),
  ]

  private static let istio = table(common + underscored + [("start_time", .start)])
  private static let contour = table(common + underscored + [("@timestamp", .start)])
  private static let envoyGateway = table(
    common + [
      ("start_time", .start), ("x-envoy-origin-path", .path), (":authority", .authority),
      ("x-envoy-upstream-service-time", .upstreamTime), ("x-forwarded-for", .forwarded),
      ("user-agent", .agent),
      ("x-request-id", .requestID),
    ])

  private static func table(_ keys: [(String, EnvoyJSONParser.Field)]) -> JSONFieldTable {
    JSONFieldTable(keys.map { (path: $0.0, field: $0.1.rawValue) })
  }
}
