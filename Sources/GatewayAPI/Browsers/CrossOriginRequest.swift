/// A request that a script of one origin makes to another in a browser, and what the browser makes of the answers (Fetch standard).
public struct CrossOriginRequest: Sendable {
  /// Something that the answer to a preflight has to allow.
  public enum Need: Hashable, Sendable {
    /// A method other than GET, HEAD and POST.
    case method(String)
    /// A request header, its name in lower case.
    case header(String)

    /// `the method PUT` or `the header x-a`.
    public var title: String {
      switch self {
      case .method(let name): "the method \(name)"
      case .header(let name): "the header \(name)"
      }
    }
  }

  /// What the answer to a preflight allows, and for how long it may be kept.
  public struct Permission: Sendable, Hashable {
    /// The methods and the names of headers, the latter in lower case.
    private let listed: Set<Need>
    private let anyMethod: Bool
    private let anyHeader: Bool
    /// Seconds, at least 0; 5 where the answer does not say.
    public let maxAge: Int

    /// Whether it covers `need`. An `Authorization` header is never covered by `*`.
    public func covers(_ need: Need) -> Bool {
      switch need {
      case .method: listed.contains(need) || anyMethod
      case .header(let name): listed.contains(need) || anyHeader && name != "authorization"
      }
    }

    fileprivate init(_ headers: [HTTPRequest.Header], withCredentials: Bool) {
      func names(_ header: String) -> [String] {
        headers.filter { $0.name == header }.flatMap { $0.value.split(separator: ",") }
          .map { $0.filter { $0 != " " && $0 != "\t" } }
      }
      let methods = names("access-control-allow-methods")
      let allowed = names("access-control-allow-headers").map { $0.lowercased() }
      listed = Set(methods.map(Need.method) + allowed.map(Need.header))
      anyMethod = !withCredentials && methods.contains("*")
      anyHeader = !withCredentials && allowed.contains("*")
      maxAge = names("access-control-max-age").first.flatMap { Int($0) }.map { max(0, $0) } ?? 5
    }
  }

  /// The request as it is sent, with its `Origin`.
  public let request: HTTPRequest
  /// Its URL: what a browser keeps the answer to its preflight under.
  public let url: String
  /// What a preflight has to allow, without duplicates; empty where none is needed.
  public let needs: [Need]

  private let origin: String
  private let withCredentials: Bool

  /// The request that a script of `origin` makes; nil where it goes to its own origin.
  /// - Parameters:
  ///   - request: Method, scheme, host, path and the headers that the script sets; those that browsers set by themselves are dropped.
  ///   - port: The port of the URL, unless the host has one.
  ///   - withCredentials: Whether cookies and other credentials go with it.
  public init?(_ request: HTTPRequest, port: Int, from origin: CORSOrigin, withCredentials: Bool) {
    let base = "\(request.scheme)://\(request.host)"
    let hasPort = request.host.lastIndex(of: ":").map { request.host[$0...].contains("]") == false } ?? false
    let target = CORSOrigin(hasPort ? base : "\(base):\(port)")
    guard target != origin else { return nil }
    var sent = request
    sent.headers.removeAll { Self.isOwnHeader($0.name) }
    let method = CORSSafelist.methods.contains(request.method) ? [] : [Need.method(request.method)]
    needs = method + CORSSafelist.unsafeNames(of: sent.headers).map(Need.header)
    sent.headers.append(.init(name: "Origin", value: origin.description))
    self.request = sent
    url = (target?.description ?? base) + request.path
    self.origin = origin.description
    self.withCredentials = withCredentials
  }

  /// Whether browsers set the header of that name by themselves, so that scripts cannot.
  public static func isOwnHeader(_ name: String) -> Bool {
    CORSSafelist.ownHeaders.contains(name.lowercased())
  }

  /// The request that asks first. It carries no credentials.
  public var preflight: HTTPRequest {
    var preflight = request
    preflight.method = "OPTIONS"
    preflight.headers = [
      .init(name: "Accept", value: "*/*"), .init(name: "Origin", value: origin),
      .init(name: "Access-Control-Request-Method", value: request.method),
    ]
    let names = needs.compactMap { if case .header(let name) = $0 { name } else { nil } }
    if !names.isEmpty {
      preflight.headers.append(
        .init(name: "Access-Control-Request-Headers", value: names.joined(separator: ",")))
    }
    return preflight
  }

  /// What an answer to the preflight allows; nil where the browser does not send the request for it.
  public func permission(in headers: [HTTPRequest.Header], status: Int) -> Permission? {
    guard 200...299 ~= status, mayRead(headers) else { return nil }
    return firstUnmetNeed(in: headers) == nil ? Permission(headers, withCredentials: withCredentials) : nil
  }

  /// The first of its needs that an answer to the preflight does not allow, nil where it allows all.
  public func firstUnmetNeed(in headers: [HTTPRequest.Header]) -> Need? {
    let permission = Permission(headers, withCredentials: withCredentials)
    return needs.first { !permission.covers($0) }
  }

  /// Whether the script may read an answer with these headers ("CORS check").
  public func mayRead(_ headers: [HTTPRequest.Header]) -> Bool {
    func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    let allowed = value("access-control-allow-origin")
    if allowed == "*", !withCredentials { return true }
    guard allowed == origin else { return false }
    return !withCredentials || value("access-control-allow-credentials") == "true"
  }
}
