/// What routing looks at in one request.
public struct HTTPRequest: Hashable, Sendable {
  /// One header as the client sent it.
  public struct Header: Hashable, Sendable {
    /// The name, compared without regard to case.
    public var name: String
    /// The value.
    public var value: String

    /// Creates a header.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a request carries.
  public enum Carried: String, Hashable, Sendable {
    /// An ordinary request.
    case http
    /// A gRPC call.
    case grpc
    /// An upgrade to a web socket.
    case websocket
  }

  /// The method, in upper case.
  public var method: String
  /// `http` or `https`.
  public var scheme: String
  /// The Host header or `:authority`; a port in it takes no part in matching.
  public var host: String
  /// The path with its query.
  public var path: String
  /// The headers, in order.
  public var headers: [Header]
  /// The name that a TLS client asks for; nil is the host's.
  public var serverName: String?
  /// What it carries.
  public var carried: Carried

  /// Creates a request; one whose content type is gRPC's is a call.
  public init(
    method: String = "GET", scheme: String = "http", host: String = "", path: String = "/",
    headers: [Header] = [], serverName: String? = nil, carried: Carried = .http
  ) {
    self.method = method
    self.scheme = scheme
    self.host = host
    self.path = path
    self.headers = headers
    self.serverName = serverName
    let isCall = headers.contains {
      $0.name.lowercased() == "content-type" && $0.value.lowercased().hasPrefix("application/grpc")
    }
    self.carried = isCall ? .grpc : carried
  }
}
