/// Writes the common log format and what servers have made of it (reference recorded-traces 3.6 and 3.7).
struct CommonLogWriter: LogWriter {
  /// Whose it is.
  enum Kind {
    /// The common log format, as Apache writes it: no more than the answer's size.
    case common
    /// Apache's combined format with `%D`, the duration in microseconds, behind it.
    case apache
    /// NGINX's combined format with `$request_time` behind it, without which nobody knows when a request arrived.
    case nginx
    /// The format of ingress-nginx, with lists of what was tried.
    case ingress
  }

  let kind: Kind

  private var isApache: Bool { kind == .common || kind == .apache }

  var traits: WrittenTraits {
    var traits = WrittenTraits(fields: [.method, .path, .status])
    if kind != .common { traits.fields.insert(.duration) }
    if kind == .ingress { traits.fields.formUnion([.upstreamDuration, .upstream, .attempts]) }
    return traits
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let stamp = CalendarTime(isApache ? request.start : request.end)
    bytes += "\(request.client.isEmpty ? "-" : request.client) - - [\(stamp.common)] \"".utf8
    append(escaped: "\(request.method) \(request.path) \(request.version)", to: &bytes)
    // NGINX has a status of its own for a client that is gone; Apache writes none.
    let status = request.status.map(String.init) ?? (isApache ? "-" : "499")
    let size = isApache && request.responseBytes == 0 ? "-" : String(request.responseBytes)
    bytes += "\" \(status) \(size)".utf8
    if kind != .common {
      bytes += " \"-\" \"".utf8
      append(escaped: request.userAgent.isEmpty ? "-" : request.userAgent, to: &bytes)
      bytes += "\" \(tail(of: request))".utf8
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func tail(of request: WrittenRequest) -> String {
    switch kind {
    case .common: ""
    case .apache: "\(request.duration / 1000)"
    case .nginx: seconds(request.duration, digits: 3)
    case .ingress: "\(request.requestBytes) \(seconds(request.duration, digits: 3)) \(upstreams(of: request))"
    }
  }

  /// Names, addresses, lengths, times and statuses, one of each for an attempt.
  private func upstreams(of request: WrittenRequest) -> String {
    let name = request.serviceParts.map { "\($0.namespace)-\($0.name)-\(WrittenRequest.port)" } ?? ""
    func list(_ item: (Int, WrittenRequest.Attempt) -> String) -> String {
      request.attempts.isEmpty
        ? "-" : request.attempts.enumerated().map { item($0.offset, $0.element) }.joined(separator: ", ")
    }
    let last = request.attempts.count - 1
    let addresses = list { $1.address.isEmpty ? "-" : $1.address }
    let lengths = list { $0 == last && $1.status != nil ? "\(request.responseBytes)" : "0" }
    let times = list { seconds($1.duration, digits: 3) }
    let statuses = list { $1.status.map { "\($0)" } ?? "-" }
    let id = request.requestID.isEmpty ? "-" : request.requestID
    return "[\(name)] [] \(addresses) \(lengths) \(times) \(statuses) \(id)"
  }

  /// Apache writes `\"`, `\\` and `\xhh`, NGINX `\xHH` for all three.
  private func append(escaped text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes += (isApache ? "\\\(Unicode.Scalar(byte))" : Self.escape(byte).uppercasedDigits).utf8
      case 0x20..<0x7F: bytes.append(byte)
      default: bytes += (isApache ? Self.escape(byte) : Self.escape(byte).uppercasedDigits).utf8
      }
    }
  }

  private static func escape(_ byte: UInt8) -> String { "\\x\(hexadecimal(UInt64(byte), digits: 2))" }
}

extension String {
  /// An escape `\xhh` with capital digits.
  fileprivate var uppercasedDigits: String { "\\x" + dropFirst(2).uppercased() }
}
