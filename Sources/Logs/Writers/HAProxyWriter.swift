/// Writes HAProxy's `option httplog` behind syslog's prefix (reference recorded-traces 3.8).
///
/// The zone of the server is UTC. No headers are captured, so no host is told.
struct HAProxyWriter: LogWriter {
  var traits: WrittenTraits {
    WrittenTraits(
      fields: [.method, .path, .status, .duration, .upstreamDuration, .upstream, .attempts, .outcome])
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let client = request.client.isEmpty ? "192.0.2.1" : request.client
    bytes += "\(CalendarTime(request.end).syslog) gateway haproxy[1]: \(client):50000 ".utf8
    bytes += "[\(CalendarTime(request.start).commonWithMilliseconds)] http ".utf8
    bytes += "\(upstream(of: request)) \(timers(of: request)) ".utf8
    bytes +=
      "\(request.status.map(Int64.init) ?? -1) \(request.responseBytes) - - \(state(of: request)) ".utf8
    let retries = max(0, request.attempts.count - 1)
    // A plus says that a retry went to another server.
    let isRedispatched = retries > 0 && request.attempts[retries - 1].address != request.upstream
    bytes += "1/1/1/1/\(isRedispatched ? "+" : "")\(retries) 0/0 \"".utf8
    append(escaped: "\(request.method) \(request.path) \(request.version)", to: &bytes)
    bytes += "\"\n".utf8
  }

  /// Backend and server; a request that HAProxy answers by itself stays in the frontend.
  private func upstream(of request: WrittenRequest) -> String {
    let backend = request.serviceParts.map { "\($0.namespace)_\($0.name)" } ?? "http"
    return "\(backend)/\(request.upstream.isEmpty ? "<NOSRV>" : request.upstream)"
  }

  /// TR/Tw/Tc/Tr/Ta in milliseconds; Tw holds everything before the last attempt.
  private func timers(of request: WrittenRequest) -> String {
    let total = request.duration / 1_000_000
    guard let last = request.attempts.last, !last.address.isEmpty else { return "0/-1/-1/-1/\(total)" }
    let waited = max(0, last.start - request.start) / 1_000_000
    guard last.status != nil else {
      return request.outcome == .upstreamFailure ? "0/\(waited)/-1/-1/\(total)" : "0/\(waited)/0/-1/\(total)"
    }
    return "0/\(waited)/0/\(last.duration / 1_000_000)/\(total)"
  }

  /// Who ended it, and in which state.
  private func state(of request: WrittenRequest) -> String {
    switch request.outcome {
    case .ok, .injectedFault: "----"
    case .localReply: "LR--"
    case .upstreamFailure: "SC--"
    case .timeout: "sH--"
    // The queue of the server was full.
    case .overflow: "SQ--"
    case .rateLimited: "PR--"
    case .clientAbort: "CH--"
    case .noRoute, .noHealthyHost: "SC--"
    }
  }

  /// `#XX` for quotes, `#` and what is not printable (HAProxy's configuration manual, 8.6).
  private func append(escaped text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "#"), 0..<0x20, 0x7F...0xFF:
        bytes += "#\(hexadecimal(UInt64(byte), digits: 2).uppercased())".utf8
      default: bytes.append(byte)
      }
    }
  }
}
