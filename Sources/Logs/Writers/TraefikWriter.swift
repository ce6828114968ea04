/// Writes Traefik's access log, as its own common log format or as JSON (reference recorded-traces 3.9, of version 3).
struct TraefikWriter: LogWriter {
  /// Whether it is JSON.
  let isJSON: Bool
  /// Requests since Traefik started.
  private var count = 0

  init(isJSON: Bool) { self.isJSON = isJSON }

  var traits: WrittenTraits {
    var traits = WrittenTraits(fields: [.method, .path, .status, .duration, .upstream])
    if isJSON { traits.fields.formUnion([.host, .upstreamDuration, .attempts]) }
    return traits
  }

  mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    count += 1
    if isJSON {
      WrittenJSON.object(members(of: request)).append(to: &bytes, escapesMarkup: true)
      bytes.append(UInt8(ascii: "\n"))
    } else {
      bytes += line(of: request).utf8
    }
  }

  private func router(of request: WrittenRequest) -> String {
    guard !request.route.isEmpty else { return "" }
    let route = request.route.split(separator: "/").joined(separator: "-")
    return "httproute-\(route)-gw-default-gateway-ep-web-\(request.rule)-0@kubernetesgateway"
  }

  /// Nothing in it is escaped; the duration is cut to whole milliseconds.
  private func line(of request: WrittenRequest) -> String {
    let dash = EnvoyWords.orDash
    let server = request.upstream.isEmpty ? "-" : "http://\(request.upstream)"
    return "\(dash(request.client)) - - [\(CalendarTime(request.start).common)] "
      + "\"\(request.method) \(request.path) \(request.version)\" \(request.status ?? 499) \(request.responseBytes) "
      + "\"-\" \"\(dash(request.userAgent))\" \(count) \"\(dash(router(of: request)))\" \"\(server)\" "
      + "\(request.duration / 1_000_000)ms\n"
  }

  /// In alphabetical order, as Traefik's encoder writes them.
  private func members(of request: WrittenRequest) -> [(key: String, value: WrittenJSON)] {
    let status = WrittenJSON.whole(Int64(request.status ?? 499))
    // What Traefik answers in place of a server that fails is the service's for it too.
    let upstream = request.attempts.last.map { $0.start + $0.duration - request.start }
    var members: [(key: String, value: WrittenJSON)] = [
      ("ClientAddr", .text("\(request.client):50000")), ("ClientHost", .text(request.client)),
      ("ClientPort", "50000"), ("ClientUsername", "-"),
      ("DownstreamContentSize", .whole(request.responseBytes)), ("DownstreamStatus", status),
      ("Duration", .whole(request.duration)), ("GzipRatio", 0),
      ("Overhead", .whole(request.duration - (upstream ?? 0))),
      ("RequestAddr", .text(request.host)), ("RequestContentSize", .whole(request.requestBytes)),
      ("RequestCount", .whole(Int64(count))), ("RequestHost", .text(request.host)),
      ("RequestMethod", .text(request.method)), ("RequestPath", .text(request.path)), ("RequestPort", "-"),
      ("RequestProtocol", .text(request.version)), ("RequestScheme", "http"),
      ("RetryAttempts", .whole(Int64(max(0, request.attempts.count - 1)))),
      ("RouterName", .text(router(of: request))), ("StartLocal", .text(start(of: request))),
      ("StartUTC", .text(start(of: request))), ("entryPointName", "web"), ("level", "info"), ("msg", ""),
      ("request_User-Agent", .text(request.userAgent)),
      ("time", .text(CalendarTime(request.end).iso(digits: 0))),
    ]
    if let upstream {
      members.append(("OriginContentSize", .whole(request.responseBytes)))
      members.append(("OriginDuration", .whole(upstream)))
      members.append(("OriginStatus", status))
    }
    if !request.upstream.isEmpty {
      members.append(("ServiceAddr", .text(request.upstream)))
      members.append(("ServiceURL", .text("http://\(request.upstream)")))
      members.append(("ServiceName", .text(serviceName(of: request))))
    }
    return members.sorted { $0.key < $1.key }
  }

  private func start(of request: WrittenRequest) -> String { CalendarTime(request.start).isoWithoutZeros }

  private func serviceName(of request: WrittenRequest) -> String {
    guard let (namespace, name) = request.serviceParts else { return "" }
    return "\(namespace)-\(name)-\(WrittenRequest.port)@kubernetesgateway"
  }
}
