import Documents

/// A CORS filter: which origins may read what a rule answers, and what a gateway adds to its answers for that.
///
/// Answers depend on the filter and on the request's `Origin`, never on whether the request carries credentials.
public struct CORSPolicy: Sendable, Hashable {
  /// The origins that are allowed, as written; empty allows none.
  public let allowOrigins: [String]
  /// The methods that are allowed beside those that always are; `*` is any.
  public let allowMethods: [String]
  /// The request headers that are allowed beside those that always are; `*` is any.
  public let allowHeaders: [String]
  /// The response headers that scripts may read beside those that they always may; `*` is any.
  public let exposeHeaders: [String]
  /// Whether answers to requests with credentials may be read.
  public let allowCredentials: Bool
  /// For how many seconds a browser may keep the answer to a preflight, at least 1.
  public let maxAge: Int

  private let patterns: [CORSOrigin.Pattern]
  private let allowsAnyOrigin: Bool

  /// Creates a filter; the defaults are those of the API.
  public init(
    allowOrigins: [String] = [], allowMethods: [String] = [], allowHeaders: [String] = [],
    exposeHeaders: [String] = [], allowCredentials: Bool = false, maxAge: Int = 5
  ) {
    self.allowOrigins = allowOrigins
    self.allowMethods = allowMethods
    self.allowHeaders = allowHeaders
    self.exposeHeaders = exposeHeaders
    self.allowCredentials = allowCredentials
    self.maxAge = maxAge
    // Assumption A-GW-24: an absent or empty list of a CORS filter allows nothing, and is left out of the answer.
    patterns = allowOrigins.compactMap(CORSOrigin.Pattern.init)
    allowsAnyOrigin = allowOrigins.contains("*")
  }

  /// Reads an admitted `cors` mapping.
  init(_ value: Value) {
    func texts(_ key: String) -> [String] { (value[key]?.items ?? []).compactMap(\.string) }
    self.init(
      allowOrigins: texts("allowOrigins"), allowMethods: texts("allowMethods"),
      allowHeaders: texts("allowHeaders"), exposeHeaders: texts("exposeHeaders"),
      allowCredentials: value["allowCredentials"]?.flag ?? false, maxAge: value["maxAge"]?.integer ?? 5)
  }

  /// Whether scripts of `origin`, the value of an `Origin` header, may read answers. O(length × entries of the list).
  public func allows(origin: String) -> Bool { allowsAnyOrigin || isListed(origin) }

  /// Whether an entry other than the bare `*` allows the origin.
  private func isListed(_ origin: String) -> Bool {
    guard let origin = CORSOrigin(origin) else { return false }
    return patterns.contains { $0.allows(origin) }
  }

  /// The headers of the 204 with which a gateway answers a preflight; none where the origin is not allowed, or where the request is no
  /// preflight.
  ///
  /// The order is fixed: allow-origin, -credentials, -methods, -headers, expose-headers, max-age. What the preflight asks for decides
  /// nothing: whether it is covered is for the browser to judge.
  public func preflightAnswer(to request: HTTPRequest) -> [HTTPRequest.Header] {
    guard request.isPreflight, let origin = request.header("origin"), allows(origin: origin) else {
      // Assumption A-GW-25: a preflight of an origin that is not allowed is answered 204 without CORS headers, not 403.
      return []
    }
    var answer = [allowOrigin(origin)] + credentials
    if let methods = list(allowMethods, asked: request.header("access-control-request-method")) {
      answer.append(.init(name: "access-control-allow-methods", value: methods))
    }
    if let headers = list(allowHeaders, asked: request.header("access-control-request-headers")) {
      answer.append(.init(name: "access-control-allow-headers", value: headers))
    }
    answer += exposed
    answer.append(.init(name: "access-control-max-age", value: "\(maxAge)"))
    return answer
  }

  /// What the answer to a request that is no preflight gets: nothing without an `Origin` that is allowed. The request is forwarded in
  /// either case.
  ///
  /// The order is fixed: allow-origin, -credentials, expose-headers, vary.
  public func responseHeaders(for request: HTTPRequest) -> [HTTPRequest.Header] {
    guard let origin = request.header("origin"), allows(origin: origin) else { return [] }
    let allowed = allowOrigin(origin)
    // Assumption A-GW-26: an answer that names its origin varies by it; the answer to a preflight is nothing that a cache keeps.
    let vary = allowed.value == "*" ? [] : [HTTPRequest.Header(name: "vary", value: "Origin")]
    return [allowed] + credentials + exposed + vary
  }

  // Assumption A-GW-27: what may be `*` is `*` where the filter does not allow credentials, and otherwise what the request asked for.
  private func allowOrigin(_ origin: String) -> HTTPRequest.Header {
    let isNamed = allowCredentials || isListed(origin)
    return .init(name: "access-control-allow-origin", value: isNamed ? origin : "*")
  }

  private var credentials: [HTTPRequest.Header] {
    allowCredentials ? [.init(name: "access-control-allow-credentials", value: "true")] : []
  }

  /// A list of the filter as an answer shows it, nil where the header is left out. Browsers read `*` as a name where credentials are sent.
  private func list(_ allowed: [String], asked: String?) -> String? {
    guard !allowed.isEmpty else { return nil }
    if allowCredentials, allowed.contains("*") { return asked }
    return allowed.joined(separator: ", ")
  }

  private var exposed: [HTTPRequest.Header] {
    // Assumption A-GW-29: with credentials a `*` among the exposed headers is left out, since browsers would take it for a name.
    let names = allowCredentials ? exposeHeaders.filter { $0 != "*" } : exposeHeaders
    guard !names.isEmpty else { return [] }
    return [.init(name: "access-control-expose-headers", value: names.joined(separator: ", "))]
  }
}

extension HTTPRequest {
  /// Whether a browser asks with it what another request may do: OPTIONS with `Origin` and `Access-Control-Request-Method`.
  public var isPreflight: Bool {
    method == "OPTIONS" && header("origin") != nil && header("access-control-request-method") != nil
  }

  /// The value of the header of that lower-case name, several joined by commas as in matching; nil without one.
  func header(_ name: String) -> String? {
    let values = headers.filter { $0.name.lowercased() == name }.map(\.value)
    return values.isEmpty ? nil : values.joined(separator: ",")
  }
}
