/// The parts of a request that matching looks at, taken apart once.
struct RequestShape {
  let method: String
  let host: String
  let path: String
  /// The service and method of a gRPC call, where it is one with a path of that form.
  let call: (service: Substring, method: Substring)?
  private let headers: [String: String]
  private let query: [String: String]

  init(_ request: HTTPRequest) {
    method = request.method
    host = Hostname.matched(by: request.host)
    let target = request.path.prefix { $0 != "#" }
    let path = target.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = Self.parameters(target.dropFirst(path.count + 1))
    call = request.carried == .grpc ? Self.call(path) : nil
    // Assumption A-GW-12: a header that is sent twice is matched as its values joined by commas.
    headers = Dictionary(
      request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0),\($1)" })
  }

  /// The value of the header of that lower-case name.
  func header(_ name: String) -> String? { headers[name] }

  /// The value of the query parameter of that name.
  func parameter(_ name: String) -> String? { query[name] }

  private static func call(_ path: Substring) -> (service: Substring, method: Substring)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].isEmpty ? (parts[1], parts[2]) : nil
  }

  // Assumption A-GW-13: the first of several query parameters of one name counts; names and values are decoded.
  private static func parameters(_ text: Substring) -> [String: String] {
    var parameters: [String: String] = [:]
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = decoded(pair[0])
      if parameters[name] == nil { parameters[name] = pair.count == 2 ? decoded(pair[1]) : "" }
    }
    return parameters
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let digits = String(rest.prefix(2)), digits.utf8.count == 2,
        digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
