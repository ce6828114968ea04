import Documents
import GatewayAPI
import Traffic

/// Reads one entry of a request mix.
enum MixReader {
  /// The entry, nil where it cannot be used.
  /// - Parameter isBrowser: Whether browsers send it, which set some headers by themselves.
  static func entry(_ reader: Reader, isBrowser: Bool = false) -> RequestMix.Entry? {
    let errors = reader.diagnostics.errorCount
    let weight = reader.number("weight", in: 0...1e15) ?? 1
    let method = reader.string("method") ?? "GET"
    if !isToken(method) || method != method.uppercased() {
      reader.report(
        .invalid, "expected a method in upper case, found \"\(method.prefix(80))\"", about: "method",
        suggestion: isToken(method) ? "write \(method.uppercased())" : nil)
    }
    let host = reader.string("host") ?? ""
    if host.contains(where: { $0.isWhitespace || $0 == "/" }) {
      reader.report(
        .invalid, "expected a host name, found \"\(host.prefix(80))\"", about: "host",
        suggestion: "write it without scheme and path, such as shop.example")
    }
    let path = reader.string("path") ?? "/"
    if !path.hasPrefix("/"), !(path == "*" && method == "OPTIONS") {
      reader.report(
        .invalid, "a path begins with /, found \"\(path.prefix(80))\"", about: "path",
        suggestion: "write /\(path)")
    }
    let headers = headers(reader)
    if isBrowser { refuseOwnHeaders(headers, reader) }
    reader.finish()
    guard reader.diagnostics.errorCount == errors else { return nil }
    return RequestMix.Entry(
      weight: weight, shape: RequestShape(method: method, host: host, path: path, headers: headers))
  }

  private static func headers(_ reader: Reader) -> [RequestShape.Header] {
    guard let headers = reader.mapping("headers"), case .mapping(let fields) = headers.value.content else {
      return []
    }
    return fields.compactMap { field in
      guard isToken(field.key) else {
        headers.report(
          .invalid, "\"\(field.key.prefix(80))\" is no name of a header", at: field.location,
          path: headers.path.field(field.key))
        return nil
      }
      return headers.string(field.value, at: headers.path.field(field.key)).map {
        RequestShape.Header(name: field.key, value: $0)
      }
    }
  }

  private static func refuseOwnHeaders(_ headers: [RequestShape.Header], _ reader: Reader) {
    for header in headers where CrossOriginRequest.isOwnHeader(header.name) {
      reader.report(
        .invalid, "a script cannot set \(header.name): browsers do that by themselves", about: "headers",
        suggestion: header.name.lowercased() == "cookie"
          ? "write `credentials: true` in the source's client" : "remove it")
    }
  }

  /// Whether `text` is a token of HTTP (RFC 9110, 5.6.2).
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
          || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || "!#$%&'*+-.^_`|~".utf8.contains($0)
      }
  }
}
