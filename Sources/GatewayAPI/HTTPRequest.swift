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

  /// Creates a request.
  public init(
    method: String = "GET", scheme: String = "http", host: String = "", path: String = "/",
    headers: [Header] = []
  ) {
    self.method = method
    self.scheme = scheme
    self.host = host
    self.path = path
    self.headers = headers
  }
}
