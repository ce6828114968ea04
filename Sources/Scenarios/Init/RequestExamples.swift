import GatewayAPI
import Traffic

/// Requests that one match of a rule may take: whether it does is for the routing table to say, where other matches come first.
struct RequestExamples {
  /// A request, and what of it was made up.
  struct Example {
    let shape: RequestShape
    /// Of a host that stands for a wildcard: the wildcard.
    let wildcard: String?
  }

  /// The ones that are most likely to be what is meant come first.
  let all: [Example]

  /// The most that are made for one match.
  private static let most = 60

  /// Makes examples for `match` of a route that is taken for `hostnames`.
  init(of match: RouteMatch, hostnames: [String?]) {
    guard let headers = Self.headers(of: match), let query = Self.query(of: match) else {
      all = []
      return
    }
    let hosts = hostnames.prefix(Self.most).flatMap(Self.hosts)
    var examples: [Example] = []
    // Hosts differ the least, so that they are tried first only where paths and methods have no say.
    for method in Self.methods(of: match) {
      for path in Self.paths(of: match) {
        for host in hosts where examples.count < Self.most {
          examples.append(
            Example(
              shape: RequestShape(method: method, host: host.name, path: path + query, headers: headers),
              wildcard: host.wildcard))
        }
      }
    }
    all = examples
  }

  private static func hosts(of hostname: String?) -> [(name: String, wildcard: String?)] {
    guard let hostname else { return [("", nil)] }
    guard hostname.hasPrefix("*.") else { return [(hostname, nil)] }
    return ["www", "example", "weir.example"].map { ($0 + hostname.dropFirst(), hostname) }
  }

  private static func methods(of match: RouteMatch) -> [String] {
    if let method = match.method { return [method] }
    if case .call = match.target { return ["POST"] }
    return ["GET", "POST", "PUT", "DELETE"]
  }

  private static func paths(of match: RouteMatch) -> [String] {
    switch match.target {
    case .path(.exact, let text): return [text.text]
    case .path(.prefix, let text):
      let folder = text.text.hasSuffix("/") ? text.text : text.text + "/"
      return [text.text, folder + "example", folder + "example/1"]
    case .path(.expression, let text):
      let examples = Pattern.examples(of: text.text)
      return examples.filter { $0.hasPrefix("/") } + examples.map { "/" + $0 }
    case .call(let service, let method):
      let services = service.map(texts) ?? ["example.Service"]
      let methods = method.map(texts) ?? ["Call", "Example"]
      return services.flatMap { service in methods.map { "/\(service)/\($0)" } }
    }
  }

  /// The headers, nil where no text is found that an expression takes.
  private static func headers(of match: RouteMatch) -> [RequestShape.Header]? {
    var headers: [RequestShape.Header] = []
    for header in match.headers {
      guard let value = texts(of: header.value).first else { return nil }
      headers.append(.init(name: header.name, value: value))
    }
    if case .call = match.target, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      headers.append(.init(name: "content-type", value: "application/grpc"))
    }
    return headers
  }

  /// The query with its question mark, nil where no text is found that an expression takes.
  private static func query(of match: RouteMatch) -> String? {
    var pairs: [String] = []
    for parameter in match.query {
      guard let value = texts(of: parameter.value).first else { return nil }
      pairs.append("\(encoded(parameter.name))=\(encoded(value))")
    }
    return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
  }

  private static func texts(of text: RouteMatch.Text) -> [String] {
    text.isExpression ? Pattern.examples(of: text.text) : [text.text]
  }

  /// The text with everything but unreserved characters escaped (RFC 3986, 2.1 and 2.3).
  private static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-._~".unicodeScalars.contains(scalar)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
