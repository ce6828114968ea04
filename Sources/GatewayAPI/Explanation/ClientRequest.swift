/// A request as a person writes it for a command: `METHOD URL`, and headers as `Name: value`.
public struct ClientRequest: Sendable {
  /// What is wrong with it, and what to write.
  public struct Mistake: Error {
    /// In one sentence.
    public let message: String
  }

  /// The request.
  public let request: HTTPRequest
  /// The port of the URL; nil where it names none.
  public let port: Int?

  /// Reads a request; a `Host` header goes before the host of the URL, whose name a TLS client then asks for.
  ///
  /// - Parameters:
  ///   - text: A URL, for GET, or a method and a URL; the schemes `grpc`, `grpcs`, `ws` and `wss` say what it carries.
  ///   - headers: Each `Name: value`.
  ///   - serverName: The name that a TLS client asks for; nil is the URL's host.
  ///   - carried: What it carries, unless the scheme says so.
  public init(
    _ text: String, headers: [String], serverName: String?, carried: HTTPRequest.Carried
  ) throws(Mistake) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let url = words.last, words.count <= 2 else {
      throw Mistake(message: "expected 'METHOD URL' or a URL, found \"\(text)\"")
    }
    let address = try Self.address(url)
    let isCall = ["grpc", "grpcs"].contains(address.scheme)
    let isSocket = ["ws", "wss"].contains(address.scheme)
    let method = words.count == 2 ? words[0].uppercased() : isCall ? "POST" : "GET"
    guard Self.isToken(method) else { throw Mistake(message: "\"\(words[0])\" is no method") }
    var fields: [HTTPRequest.Header] = []
    for header in headers { fields.append(try Self.header(header)) }
    let hosts = fields.filter { $0.name.lowercased() == "host" }.map(\.value)
    guard hosts.count <= 1 else {
      throw Mistake(message: "a request has one Host header, not \(hosts.count)")
    }
    if let host = hosts.first { _ = try Self.authority(host[...]) }
    fields.removeAll { $0.name.lowercased() == "host" }
    port = address.port
    request = HTTPRequest(
      method: method, scheme: Self.schemes[address.scheme] ?? "http", host: hosts.first ?? address.host,
      path: address.path, headers: fields,
      serverName: serverName ?? (hosts.isEmpty ? nil : Hostname.matched(by: address.host)),
      carried: isCall ? .grpc : isSocket ? .websocket : carried)
  }

  private static let schemes = [
    "http": "http", "https": "https", "grpc": "http", "grpcs": "https", "ws": "http", "wss": "https",
  ]

  private static func address(
    _ url: String
  ) throws(Mistake) -> (scheme: String, host: String, port: Int?, path: String) {
    guard let separator = url.range(of: "://") else {
      throw Mistake(
        message:
          "expected a URL such as http://\(url.contains(".") ? url : "shop.example/"), found \"\(url)\"")
    }
    let scheme = url[..<separator.lowerBound].lowercased()
    guard schemes[scheme] != nil else {
      throw Mistake(
        message: "expected http:// or https:// (or grpc, grpcs, ws, wss), found \"\(scheme)://\"")
    }
    // A fragment stays with the client.
    let rest = url[separator.upperBound...].prefix { $0 != "#" }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let path = rest[end...]
    guard !path.contains("\\") else { throw Mistake(message: "a path has no backslash: \"\(path)\"") }
    let port = try authority(rest[..<end])
    return (scheme, String(rest[..<end]), port, path.hasPrefix("/") ? String(path) : "/\(path)")
  }

  /// The port of `host[:port]`, nil without one.
  private static func authority(_ text: Substring) throws(Mistake) -> Int? {
    guard !text.contains("@") else {
      throw Mistake(message: "take the user name out of the URL; credentials go into a header")
    }
    let nameEnd =
      text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
    let name = text[..<(nameEnd ?? text.endIndex)]
    let allowed = text.hasPrefix("[") ? "[]:." : "-._"
    guard !name.isEmpty, name.utf8.allSatisfy({ isAlphanumeric($0) || allowed.utf8.contains($0) }),
      !name.contains(".."), !name.hasPrefix(".")
    else {
      throw Mistake(
        message:
          "\"\(text)\" is no host: letters, digits, - and . (other scripts as xn--…), then perhaps :PORT")
    }
    let rest = text[name.endIndex...]
    guard !rest.isEmpty else { return nil }
    guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), 1...65535 ~= port else {
      throw Mistake(message: "a port is 1 to 65535, not \"\(rest.drop { $0 == ":" })\"")
    }
    return port
  }

  private static func header(_ text: String) throws(Mistake) -> HTTPRequest.Header {
    guard let colon = text.firstIndex(of: ":"), isToken(String(text[..<colon])) else {
      throw Mistake(message: "a header is 'Name: value', not \"\(text)\"")
    }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw Mistake(message: "the value of the header \(text[..<colon]) has a control character")
    }
    return HTTPRequest.Header(name: String(text[..<colon]), value: String(value))
  }

  /// RFC 9110, 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= (byte | 0x20)
  }
}
