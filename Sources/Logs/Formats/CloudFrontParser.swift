/// CloudFront's standard log (reference recorded-traces 3.12): fields with tabs between them, which a header names.
///
/// The stamp is the end of the request, in whole seconds of UTC. The host is what the client asked for, `x-host-header`, and not the
/// distribution's domain, `cs(Host)`. What the cache answered never reached the gateway: its outcome is that of a local reply.
struct CloudFrontParser: LogParser {
  private var columns = CloudFrontColumns()
  private var times = ISOTime()

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    if line[0] == UInt8(ascii: "#") {
      columns.read(line)
      return .noRequest(.header)
    }
    guard columns.areKnown else { return .refused(.format) }
    guard let fields = columns.fields(of: line) else { return .refused(.cut) }
    guard let date = fields[.date], let clock = fields[.time], clock.lowerBound == date.upperBound + 1,
      let time = times.parse(line, date.lowerBound..<clock.upperBound)
    else { return .refused(.time) }
    record.stamp = time.time
    record.resolution = time.resolution
    record.isEnd = true
    guard numbers(line, fields, into: &record) else { return .refused(.number) }
    record.outcome = outcome(line, fields, record.status)
    return texts(line, fields, into: &record) ? .record : .noRequest(.connection)
  }

  private func numbers(
    _ line: borrowing Span<UInt8>, _ fields: CloudFrontColumns.Fields, into record: inout LogRecord
  ) -> Bool {
    if let status = fields[.status], !LogNumber.isAbsent(line, status) {
      guard let code = LogNumber.whole(line, status), code <= 999 else { return false }
      // 000: the client was gone before there was a status.
      if code > 0 { record.status = Int32(code) }
    }
    if let bytes = fields[.sent], !LogNumber.isAbsent(line, bytes) {
      record.responseBytes = LogNumber.whole(line, bytes)
      if record.responseBytes == nil { return false }
    }
    if let bytes = fields[.received], !LogNumber.isAbsent(line, bytes) {
      record.requestBytes = LogNumber.whole(line, bytes)
      if record.requestBytes == nil { return false }
    }
    if let taken = fields[.taken], !LogNumber.isAbsent(line, taken) {
      record.duration = LogNumber.decimal(line, taken, times: 1_000_000_000)
      if record.duration == nil { return false }
    }
    return true
  }

  /// False where there is no request.
  private func texts(
    _ line: borrowing Span<UInt8>, _ fields: CloudFrontColumns.Fields, into record: inout LogRecord
  ) -> Bool {
    guard let method = fields[.method], let path = fields[.path], !LogNumber.isAbsent(line, method),
      !LogNumber.isAbsent(line, path), !method.isEmpty, !path.isEmpty
    else { return false }
    record.method = LogText(method)
    record.path = record.cloudFrontPath(path, query: fields[.query], of: line)
    if let host = fields[.host], !LogNumber.isAbsent(line, host) {
      record.host = LogText(host)
    } else if let domain = fields[.domain] {
      record.host = record.text(domain, of: line)
    }
    if let client = fields[.client] { record.client = record.text(client, of: line) }
    if let agent = fields[.agent] { record.userAgent = record.cloudFrontText(agent, of: line) }
    if let id = fields[.id] { record.requestID = record.text(id, of: line) }
    return true
  }

  private func outcome(
    _ line: borrowing Span<UInt8>, _ fields: CloudFrontColumns.Fields, _ status: Int32?
  ) -> LogOutcome {
    if status == nil { return .clientAbort }
    guard let result = fields[.result]?.lowerBound else { return .ok }
    if line.has("Hit", at: result) || line.has("Redirect", at: result)
      || line.has("FunctionGeneratedResponse", at: result)
    {
      return .localReply
    }
    if line.has("LimitExceeded", at: result) { return .rateLimited }
    return line.has("CapacityExceeded", at: result) ? .overflow : .ok
  }
}
