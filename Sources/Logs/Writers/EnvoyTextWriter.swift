/// Writes Envoy's default text, and Istio's, which says more in the middle and at the end (reference recorded-traces 3.1 and 3.2).
///
/// Nothing is escaped.
struct EnvoyTextWriter: LogWriter {
  /// Whether it is Istio's.
  let isIstio: Bool

  var traits: WrittenTraits {
    WrittenTraits(fields: [.method, .host, .path, .status, .duration, .upstreamDuration, .upstream, .outcome])
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let dash = EnvoyWords.orDash
    bytes += "[\(CalendarTime(request.start).iso(digits: 3))] ".utf8
    bytes += "\"\(request.method) \(request.path) \(request.version)\" ".utf8
    bytes += "\(request.status ?? 0) \(EnvoyWords.flags(of: request)) ".utf8
    if isIstio { bytes += "\(EnvoyWords.details(of: request)) - \"-\" ".utf8 }
    bytes += "\(request.requestBytes) \(request.responseBytes) \(request.duration / 1_000_000) ".utf8
    bytes += "\(EnvoyWords.upstreamTime(of: request)) ".utf8
    bytes += "\"\(dash(request.client))\" \"\(dash(request.userAgent))\" ".utf8
    bytes += "\"\(dash(request.requestID))\" \"\(dash(request.host))\" \"\(dash(request.upstream))\"".utf8
    if isIstio { bytes += tail(of: request).utf8 }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Cluster, addresses, server name and route.
  private func tail(of request: WrittenRequest) -> String {
    let local = request.upstream.isEmpty ? "-" : "10.0.0.1:40000"
    let client = request.client.isEmpty ? "-" : "\(request.client):50000"
    return " \(EnvoyWords.istioCluster(of: request)) \(local) 10.0.0.1:8080 \(client) - default"
  }
}
