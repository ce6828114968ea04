/// Writes the JSON of proxies that are made of Envoy (reference recorded-traces 3.3 to 3.5).
struct EnvoyJSONWriter: LogWriter {
  /// Whose it is.
  enum Kind {
    /// Numbers are numbers, what is not known is null, the keys are in alphabetical order.
    case istio
    /// Text that looks like JSON: every value is a string in which nothing is escaped, `-` where it is not known.
    case envoyGateway
    /// As Istio's, with a name of its own for the start.
    case contour
  }

  let kind: Kind

  var traits: WrittenTraits {
    WrittenTraits(fields: [.method, .host, .path, .status, .duration, .upstreamDuration, .upstream, .outcome])
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    if kind == .envoyGateway {
      let members = texts(of: request).map { "\"\($0)\":\"\(EnvoyWords.orDash($1))\"" }
      bytes += "{\(members.joined(separator: ","))}".utf8
    } else {
      var members = typed(request)
      members.append(
        kind == .contour
          ? ("@timestamp", .text(CalendarTime(request.start).iso(digits: 3)))
          : ("start_time", .text(CalendarTime(request.start).iso(digits: 3))))
      members.sort { $0.key < $1.key }
      WrittenJSON.object(members).append(to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func typed(_ request: WrittenRequest) -> [(key: String, value: WrittenJSON)] {
    func text(_ text: String) -> WrittenJSON { text.isEmpty || text == "-" ? .null : .text(text) }
    let cluster =
      kind == .istio ? EnvoyWords.istioCluster(of: request) : EnvoyWords.gatewayCluster(of: request)
    return [
      ("authority", text(request.host)), ("bytes_received", .whole(request.requestBytes)),
      ("bytes_sent", .whole(request.responseBytes)), ("connection_termination_details", .null),
      ("downstream_local_address", "10.0.0.1:8080"),
      ("downstream_remote_address", text(request.client.isEmpty ? "" : "\(request.client):50000")),
      ("duration", .whole(request.duration / 1_000_000)), ("method", text(request.method)),
      ("path", text(request.path)), ("protocol", text(request.version)),
      ("request_id", text(request.requestID)), ("requested_server_name", .null),
      ("response_code", .whole(Int64(request.status ?? 0))),
      ("response_code_details", text(EnvoyWords.details(of: request))),
      ("response_flags", .text(EnvoyWords.flags(of: request))), ("route_name", text(request.route)),
      ("upstream_cluster", text(cluster)), ("upstream_host", text(request.upstream)),
      ("upstream_local_address", .null),
      ("upstream_service_time", text(EnvoyWords.upstreamTime(of: request))),
      ("upstream_transport_failure_reason", .null), ("user_agent", text(request.userAgent)),
      ("x_forwarded_for", text(request.client)),
    ]
  }

  private func texts(of request: WrittenRequest) -> [(key: String, value: String)] {
    [
      ("start_time", CalendarTime(request.start).iso(digits: 3)), ("method", request.method),
      ("x-envoy-origin-path", request.path), ("protocol", request.version),
      ("response_code", "\(request.status ?? 0)"), ("response_flags", EnvoyWords.flags(of: request)),
      ("response_code_details", EnvoyWords.details(of: request)),
      ("connection_termination_details", ""), ("upstream_transport_failure_reason", ""),
      ("bytes_received", "\(request.requestBytes)"), ("bytes_sent", "\(request.responseBytes)"),
      ("duration", "\(request.duration / 1_000_000)"),
      ("x-envoy-upstream-service-time", EnvoyWords.upstreamTime(of: request)),
      ("x-forwarded-for", request.client), ("user-agent", request.userAgent),
      ("x-request-id", request.requestID), (":authority", request.host), ("upstream_host", request.upstream),
      ("upstream_cluster", EnvoyWords.gatewayCluster(of: request)), ("upstream_local_address", ""),
      ("downstream_local_address", "10.0.0.1:8080"),
      ("downstream_remote_address", request.client.isEmpty ? "" : "\(request.client):50000"),
      ("requested_server_name", ""), ("route_name", EnvoyWords.gatewayCluster(of: request)),
    ]
  }
}
