/// Writes one document of OTLP/JSON: a SERVER span for each request of the gateway, and a CLIENT span below it for each attempt (reference
/// recorded-traces 3.15).
///
/// Spans are exported when they end, so children come before their parents.
struct OTLPWriter: LogWriter {
  private var isFirst = true

  var traits: WrittenTraits {
    WrittenTraits(fields: [
      .method, .host, .path, .status, .duration, .upstreamDuration, .upstream, .attempts, .outcome,
    ])
  }

  mutating func begin(_ bytes: inout [UInt8]) {
    bytes +=
      #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"gateway"}}]},"#
      .utf8
    bytes += #""scopeSpans":[{"scope":{"name":"envoy"},"spans":["#.utf8
  }

  func end(_ bytes: inout [UInt8]) { bytes += "\n]}]}]}\n".utf8 }

  mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    for (index, attempt) in request.attempts.enumerated() {
      append(client(attempt, index, of: request), to: &bytes)
    }
    append(server(request), to: &bytes)
  }

  private mutating func append(_ span: WrittenJSON, to bytes: inout [UInt8]) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\n"))
    span.append(to: &bytes)
  }

  private func trace(_ request: WrittenRequest) -> String {
    hexadecimal(1 + UInt64(truncatingIfNeeded: request.number), digits: 32)
  }

  /// Of the request itself, 0, or of an attempt, from 1.
  private func span(_ request: WrittenRequest, _ part: Int) -> String {
    hexadecimal(1 + UInt64(truncatingIfNeeded: request.number), digits: 12)
      + hexadecimal(UInt64(part), digits: 4)
  }

  private func server(_ request: WrittenRequest) -> WrittenJSON {
    let path = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var attributes: [WrittenJSON] = [
      text("http.request.method", request.method), text("url.path", String(path.first ?? "")),
    ]
    if path.count > 1 { attributes.append(text("url.query", String(path[1]))) }
    if !request.host.isEmpty { attributes.append(text("server.address", request.host)) }
    if let status = request.status { attributes.append(whole("http.response.status_code", Int64(status))) }
    attributes.append(text("response_flags", EnvoyWords.flags(of: request)))
    if let (namespace, name) = request.serviceParts {
      attributes.append(text("upstream_cluster", "\(namespace)/\(name)"))
    }
    attributes.append(text("user_agent.original", request.userAgent))
    return [
      "traceId": .text(trace(request)), "spanId": .text(span(request, 0)), "name": .text(request.method),
      "kind": 2, "startTimeUnixNano": .text("\(request.start)"), "endTimeUnixNano": .text("\(request.end)"),
      "attributes": .array(attributes),
      "status": (request.status ?? 500) >= 500 ? ["code": 2] : .object([]),
    ]
  }

  private func client(_ attempt: WrittenRequest.Attempt, _ index: Int, of request: WrittenRequest)
    -> WrittenJSON
  {
    var attributes = [text("http.request.method", request.method)]
    if !attempt.address.isEmpty { attributes.append(text("server.address", attempt.address)) }
    if let status = attempt.status { attributes.append(whole("http.response.status_code", Int64(status))) }
    return [
      "traceId": .text(trace(request)), "spanId": .text(span(request, index + 1)),
      "parentSpanId": .text(span(request, 0)), "name": .text(request.method), "kind": 3,
      "startTimeUnixNano": .text("\(attempt.start)"),
      "endTimeUnixNano": .text("\(attempt.start + attempt.duration)"), "attributes": .array(attributes),
      "status": (attempt.status ?? 500) >= 500 ? ["code": 2] : .object([]),
    ]
  }

  private func text(_ key: String, _ value: String) -> WrittenJSON {
    ["key": .text(key), "value": ["stringValue": .text(value)]]
  }

  private func whole(_ key: String, _ value: Int64) -> WrittenJSON {
    ["key": .text(key), "value": ["intValue": .text("\(value)")]]
  }
}
