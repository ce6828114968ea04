/// A field of a record, as `--map FIELD=NAME` names it, and the names under which CSV and JSON of many programs have it.
package enum LogField: String, CaseIterable, Sendable {
  /// The time that is written down, of the start of the request unless the name says otherwise.
  case time
  /// The end of the request.
  case end
  /// From the first byte of the request to the last one of the answer.
  case duration
  /// The part of it of the upstream.
  case upstreamDuration = "upstream-duration"
  /// The method.
  case method
  /// The host that was asked.
  case host
  /// The path with its query.
  case path
  /// The whole URL, host and path in one.
  case url
  /// The status.
  case status
  /// Bytes of the request.
  case requestBytes = "request-bytes"
  /// Bytes of the answer.
  case responseBytes = "response-bytes"
  /// Who served it.
  case upstream
  /// Attempts upstream.
  case attempts
  /// How it ended, in the words of ``LogOutcome/word``.
  case outcome
  /// Where it came from.
  case client
  /// What the client calls itself.
  case userAgent = "user-agent"
  /// What tells it from every other request.
  case requestID = "request-id"
  /// The span above it in a tree of spans: only rows without one are requests.
  case parent

  /// The names, of which the first one that is there counts.
  var names: [String] {
    switch self {
    case .time:
      [
        "arrival", "timestamp", "time", "ts", "TIMESTAMP", "start_unix_ns", "StartTimeUnixNano", "start_time",
        "startTime", "@timestamp", "Timestamp", "Time", "datetime", "date",
      ]
    case .end: ["end_timestamp", "EndTimeUnixNano", "end_unix_ns", "end_time", "endTime"]
    case .duration:
      [
        "duration", "duration_ms", "duration_us", "duration_ns", "duration_s", "duration_seconds",
        "Duration", "latency", "latency_ms", "latency_us", "latency_ns", "latency_s", "request_time",
        "response_time", "response_time_ms", "elapsed", "elapsed_ms",
      ]
    case .upstreamDuration:
      [
        "upstream_duration", "upstream_duration_ms", "upstream_duration_us", "upstream_duration_ns",
        "upstream_duration_s", "upstream_response_time", "upstream_service_time",
      ]
    case .method:
      ["method", ":method", "requestMethod", "RequestMethod", "request_method", "http_method", "verb"]
    case .host:
      [
        "host", ":authority", "authority", "requestHost", "RequestHost", "request_host", "http_host",
        "vhost", "domain",
      ]
    case .path:
      [
        "path", "x-envoy-origin-path", "x-envoy-original-path", ":path", "request_path", "requestPath",
        "RequestPath",
        "uri", "request_uri", "requestUri", "route",
      ]
    case .url: ["url", "URL", "requestUrl", "request_url"]
    case .status:
      [
        "status", "response_code", "status_code", "statusCode", "response", "responseStatus",
        "DownstreamStatus", "code",
      ]
    case .requestBytes: ["request_bytes", "bytes_received", "request_length", "bytes_in", "requestSize"]
    case .responseBytes:
      [
        "response_bytes", "bytes_sent", "body_bytes_sent", "bytes_out", "responseSize", "bytes", "size",
      ]
    case .upstream:
      ["upstream", "upstream_cluster", "upstream_host", "upstream_addr", "ServiceName", "service", "backend"]
    case .attempts: ["attempts", "upstream_request_attempt_count"]
    case .outcome: ["outcome"]
    case .client:
      ["client", "client_ip", "remote_addr", "remoteIp", "ClientHost", "x_forwarded_for", "x-forwarded-for"]
    case .userAgent: ["user_agent", "user-agent", "userAgent", "http_user_agent"]
    case .requestID: ["request_id", "x-request-id", "requestId", "req_id"]
    case .parent: ["ParentID", "parent_id", "parentSpanId"]
    }
  }
}
