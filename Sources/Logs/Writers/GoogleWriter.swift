/// Writes the entries of a Google external Application Load Balancer as one JSON array (reference recorded-traces 3.13).
struct GoogleWriter: LogWriter {
  private var isFirst = true

  var traits: WrittenTraits {
    WrittenTraits(fields: [.method, .host, .path, .status, .duration, .upstream, .outcome])
  }

  mutating func begin(_ bytes: inout [UInt8]) { bytes.append(UInt8(ascii: "[")) }

  mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\n"))
    entry(request).append(to: &bytes)
  }

  func end(_ bytes: inout [UInt8]) { bytes += "\n]\n".utf8 }

  private func entry(_ request: WrittenRequest) -> WrittenJSON {
    var asked: [(key: String, value: WrittenJSON)] = [
      ("requestMethod", .text(request.method)),
      ("requestUrl", .text("http://\(request.host)\(request.path)")),
      ("requestSize", .text("\(request.requestBytes)")),
      ("responseSize", .text("\(request.responseBytes)")),
      ("userAgent", .text(request.userAgent)), ("remoteIp", .text(request.client)),
      ("latency", .text("\(seconds(request.duration, digits: 6))s")),
    ]
    if let status = request.status { asked.insert(("status", .whole(Int64(status))), at: 3) }
    if !request.upstream.isEmpty {
      asked.append(("serverIp", .text(String(request.upstream.split(separator: ":").first ?? ""))))
    }
    let backend = request.serviceParts.map { "\($0.namespace)-\($0.name)-\(WrittenRequest.port)" } ?? ""
    return [
      "insertId": .text(hexadecimal(UInt64(truncatingIfNeeded: request.number), digits: 12)),
      "httpRequest": .object(asked),
      "jsonPayload": .object(payload(of: request)),
      "logName": "projects/example/logs/requests",
      "receiveTimestamp": .text(CalendarTime(request.end).iso(digits: 9)),
      "resource": [
        "type": "http_load_balancer",
        "labels": [
          "backend_service_name": .text(backend), "forwarding_rule_name": "gateway",
          "project_id": "example", "target_proxy_name": "gateway", "url_map_name": "gateway",
          "zone": "global",
        ],
      ],
      "severity": .text((request.status ?? 0) >= 400 || request.status == nil ? "WARNING" : "INFO"),
      "timestamp": .text(CalendarTime(request.start).iso(digits: 6)),
    ]
  }

  /// With the details of the status, where there is a word for them.
  private func payload(of request: WrittenRequest) -> [(key: String, value: WrittenJSON)] {
    let type: (key: String, value: WrittenJSON) = (
      "@type", "type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry"
    )
    guard let details = details(of: request) else { return [type] }
    return [type, ("statusDetails", .text(details))]
  }

  private func details(of request: WrittenRequest) -> String? {
    switch request.outcome {
    case .ok: "response_sent_by_backend"
    case .clientAbort: "client_disconnected_before_any_response"
    case .timeout: "backend_timeout"
    case .upstreamFailure: "failed_to_connect_to_backend"
    case .noHealthyHost: "failed_to_pick_backend"
    case .injectedFault: "fault_filter_abort"
    case .rateLimited: "denied_by_security_policy"
    case .noRoute, .localReply, .overflow: nil
    }
  }
}
