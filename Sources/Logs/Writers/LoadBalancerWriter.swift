/// Writes the access logs of AWS's Application and Classic Load Balancers (reference recorded-traces 3.11).
struct LoadBalancerWriter: LogWriter {
  /// Whether it is the Classic one's, of which the stamp is the start.
  let isClassic: Bool

  var traits: WrittenTraits {
    var traits = WrittenTraits(
      fields: [.method, .host, .path, .status, .duration, .upstreamDuration, .upstream])
    if !isClassic { traits.fields.insert(.attempts) }
    return traits
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    bytes += (isClassic ? classic(request) : application(request)).utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  private func classic(_ request: WrittenRequest) -> String {
    let times =
      request.upstreamDuration.map {
        "0.000000 \(seconds($0, digits: 6)) \(seconds(max(0, request.duration - $0), digits: 6))"
      } ?? "-1 -1 -1"
    return "\(CalendarTime(request.start).iso(digits: 6)) gateway \(client(of: request)) "
      + "\(target(of: request)) \(times) \(request.status.map(String.init) ?? "-") \(targetStatus(of: request)) "
      + "\(request.requestBytes) \(request.responseBytes) \(texts(of: request)) - -"
  }

  private func application(_ request: WrittenRequest) -> String {
    let times =
      request.upstreamDuration.map {
        "0.000 \(seconds($0, digits: 3)) \(seconds(max(0, request.duration - $0), digits: 3))"
      } ?? "-1 -1 -1"
    func list(_ items: [String]) -> String { items.isEmpty ? "\"-\"" : "\"\(items.joined(separator: " "))\"" }
    let tried = request.attempts.filter { !$0.address.isEmpty }
    let id = hexadecimal(UInt64(truncatingIfNeeded: request.number), digits: 24)
    return "http \(CalendarTime(request.end).iso(digits: 6)) app/gateway/50dc6c495c0c9188 "
      + "\(client(of: request)) \(target(of: request)) \(times) "
      + "\(request.status ?? 460) \(targetStatus(of: request)) \(request.requestBytes) \(request.responseBytes) "
      + "\(texts(of: request)) - - \(targetGroup(of: request)) \"Root=1-00000000-\(id)\" \"-\" \"-\" 0 "
      + "\(CalendarTime(request.start).iso(digits: 6)) \"forward\" \"-\" \"-\" \(list(tried.map(\.address))) "
      + "\(list(tried.map { $0.status.map(String.init) ?? "-" })) \"-\" \"-\" TID_\(id)"
  }

  private func client(of request: WrittenRequest) -> String {
    "\(request.client.isEmpty ? "192.0.2.1" : request.client):50000"
  }

  private func target(of request: WrittenRequest) -> String { EnvoyWords.orDash(request.upstream) }

  private func targetStatus(of request: WrittenRequest) -> String {
    request.attempts.last?.status.map(String.init) ?? "-"
  }

  private func targetGroup(of request: WrittenRequest) -> String {
    guard let (namespace, name) = request.serviceParts else { return "-" }
    return
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/\(namespace)-\(name)/73e2d6bc24d8a067"
  }

  /// The request with its whole address, and the user agent.
  private func texts(of request: WrittenRequest) -> String {
    // Without a host the load balancer's own name stands there.
    let host = request.host.isEmpty ? "gateway.example" : request.host
    let port = Self.hasPort(host) ? "" : ":\(WrittenRequest.port)"
    let agent = EnvoyWords.orDash(request.userAgent)
    return
      "\"\(request.method) http://\(escaped(host))\(port)\(escaped(request.path)) \(request.version)\" \"\(escaped(agent))\""
  }

  /// Brackets keep the colons of an IPv6 address apart from that of a port.
  private static func hasPort(_ host: String) -> Bool {
    guard let colon = host.lastIndex(of: ":") else { return false }
    return !host[colon...].contains("]")
  }

  /// Quotes, backslashes and what is not printable as `\xHH`.
  private func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x7F...0xFF:
        bytes += "\\x\(hexadecimal(UInt64(byte), digits: 2).uppercased())".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
