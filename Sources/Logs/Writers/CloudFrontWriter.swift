/// Writes CloudFront's standard log: W3C text with tabs, its values encoded as in URLs (reference recorded-traces 3.12).
struct CloudFrontWriter: LogWriter {
  private static let fields =
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) "
    + "cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken "
    + "x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status "
    + "fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    + "sc-range-start sc-range-end"

  var traits: WrittenTraits {
    WrittenTraits(fields: [.method, .host, .path, .status, .duration, .outcome])
  }

  func begin(_ bytes: inout [UInt8]) { bytes += "#Version: 1.0\n#Fields: \(Self.fields)\n".utf8 }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let end = CalendarTime(request.end)
    let parts = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = parts.count > 1 ? encoded(String(parts[1])) : "-"
    // 000 where the client went away before the answer.
    let status = request.status.map(String.init) ?? "000"
    let result = result(of: request)
    let first = request.upstreamDuration ?? request.duration
    let cells = [
      end.date, end.clock, "FRA56-P1", "\(request.responseBytes)", dash(request.client), request.method,
      "d111111abcdef8.cloudfront.net", encoded(String(parts.first ?? "")), status, "-",
      dash(request.userAgent),
      query.isEmpty ? "-" : query, "-", result, dash(request.requestID), dash(request.host), "http",
      "\(request.requestBytes)", seconds(request.duration, digits: 3), "-", "-", "-", result, request.version,
      "-", "-", "50000", seconds(first, digits: 3), result, "-", "\(request.responseBytes)", "-", "-",
    ]
    bytes += "\(cells.joined(separator: "\t"))\n".utf8
  }

  private func result(of request: WrittenRequest) -> String {
    switch request.outcome {
    case .rateLimited: "LimitExceeded"
    case .overflow: "CapacityExceeded"
    default: (request.status ?? 500) >= 500 ? "Error" : "Miss"
    }
  }

  private func dash(_ text: String) -> String { text.isEmpty ? "-" : encoded(text) }

  /// What CloudFront's manual lists: controls and bytes from 127 on, the space, and `<>"#%{|}\^~[]` with the two quotes.
  private func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte <= 0x20 || byte >= 0x7F || "<>\"#%{|}\\^~[]`'".utf8.contains(byte) {
        bytes += "%\(hexadecimal(UInt64(byte), digits: 2).uppercased())".utf8
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
