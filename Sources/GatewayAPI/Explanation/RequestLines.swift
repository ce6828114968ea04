import Documents
import Foundation

/// One request of a file with a JSON object a line, and where it is sent.
public struct RequestLine: Sendable {
  /// What the answer is called.
  public var id: String
  /// The request.
  public var request: HTTPRequest
  /// The Gateway; nil where the line names none.
  public var gateway: NamespacedName?
  /// The port; nil where the line names none.
  public var port: Int?

  /// Reads `{"id", "method", "scheme", "host", "port", "path", "headers": {}, "gateway", "sni", "protocol"}`, of which `id` is a
  /// text or a number, and everything has a default.
  ///
  /// - Parameters:
  ///   - line: One line of the file.
  ///   - location: Where it stands.
  /// - Returns: nil where it is no such object, which has been reported then.
  public init?(_ line: Data, at location: SourceLocation, diagnostics: Diagnostics) {
    func refuse(_ message: String) {
      diagnostics.report(
        .requestLine, .error, message, object: nil, at: location,
        suggestion:
          #"write {"id": "1", "method": "GET", "scheme": "http", "host": "shop.example", "path": "/"}"#)
    }
    let form: Form
    do {
      form = try JSONDecoder().decode(Form.self, from: line)
    } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context) {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      refuse("\(key.isEmpty ? "the line" : "\"\(key)\"") has the wrong type")
      return nil
    } catch let DecodingError.dataCorrupted(context) where !context.codingPath.isEmpty {
      refuse(
        "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has a value that cannot be used")
      return nil
    } catch {
      refuse("the line is no JSON object")
      return nil
    }
    if let key = form.unknown.first {
      refuse("unknown key \"\(key)\"\(didYouMean(key, among: Form.keys).map { "; \($0)" } ?? "")")
      return nil
    }
    let carried = form.protocol.map { HTTPRequest.Carried(rawValue: $0) } ?? .http
    guard let carried else {
      refuse("expected \"grpc\", \"websocket\" or nothing as protocol, found \"\(form.protocol ?? "")\"")
      return nil
    }
    let scheme = form.scheme ?? "http"
    guard ["http", "https"].contains(scheme) else {
      refuse("expected the scheme http or https, found \"\(scheme)\"")
      return nil
    }
    if let port = form.port, !(1...65535).contains(port) {
      refuse("a port is 1 to 65535, not \(port)")
      return nil
    }
    let name = form.gateway.flatMap(NamespacedName.init(qualified:))
    guard (name == nil) == (form.gateway == nil) else {
      refuse("expected NAMESPACE/NAME as gateway, found \"\(form.gateway ?? "")\"")
      return nil
    }
    let path = form.path ?? "/"
    guard path.hasPrefix("/") || path == "*" else {
      refuse("a path begins with /: \"\(path)\"")
      return nil
    }
    guard form.size <= Self.largest else {
      refuse(
        "the request has \(form.size) bytes in its path and headers; a gateway takes \(Self.largest) at most")
      return nil
    }
    id = form.id?.text ?? "\(location.line)"
    port = form.port
    gateway = name
    let headers = (form.headers ?? [:]).sorted { $0.key < $1.key }
    request = HTTPRequest(
      method: form.method?.uppercased() ?? "GET", scheme: scheme, host: form.host ?? "",
      path: path,
      headers: headers.map { .init(name: $0.key, value: $0.value) }, serverName: form.sni, carried: carried)
  }

  /// The bytes that path and headers may have, as data planes bound them: each of them may be held against thousands of regular
  /// expressions, in time linear in their length.
  private static let largest = 1 << 16

  private struct Form: Decodable {
    enum CodingKeys: String, CodingKey, CaseIterable {
      case id, method, scheme, host, port, path, headers, gateway, sni, `protocol`
    }

    static let keys = CodingKeys.allCases.map(\.rawValue)

    let id: Identifier?
    let method, scheme, host, path, gateway, sni, `protocol`: String?
    let port: Int?
    let headers: [String: String]?
    /// The keys that a request does not have.
    let unknown: [String]

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      func text(_ key: CodingKeys) throws -> String? { try fields.decodeIfPresent(String.self, forKey: key) }
      id = try fields.decodeIfPresent(Identifier.self, forKey: .id)
      method = try text(.method)
      scheme = try text(.scheme)
      host = try text(.host)
      path = try text(.path)
      gateway = try text(.gateway)
      sni = try text(.sni)
      `protocol` = try text(.protocol)
      port = try fields.decodeIfPresent(Int.self, forKey: .port)
      headers = try fields.decodeIfPresent([String: String].self, forKey: .headers)
      let all = try decoder.container(keyedBy: AnyKey.self).allKeys
      unknown = all.map(\.stringValue).filter { CodingKeys(rawValue: $0) == nil }.sorted()
    }

    var size: Int {
      (headers ?? [:]).reduce((path ?? "").utf8.count + (host ?? "").utf8.count) {
        $0 + $1.key.utf8.count + $1.value.utf8.count
      }
    }
  }

  /// Any key of an object.
  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }

  /// A text or a number.
  private struct Identifier: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = "\(number)"
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}

extension NamespacedName {
  /// Reads `namespace/name`, or a name alone in the namespace `default`; nil for anything else.
  public init?(qualified text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1 where !parts[0].isEmpty: self.init(name: parts[0])
    case 2 where !parts[0].isEmpty && !parts[1].isEmpty: self.init(namespace: parts[0], name: parts[1])
    default: return nil
    }
  }
}
