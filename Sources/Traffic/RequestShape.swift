/// What is the same in many requests: everything that routing looks at.
public struct RequestShape: Hashable, Sendable {
  /// One header.
  public struct Header: Hashable, Sendable {
    /// The name as it was written.
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
  /// The host, empty where none is given.
  public var host: String
  /// The path with its query.
  public var path: String
  /// The headers, in order.
  public var headers: [Header]

  /// Creates a shape.
  public init(method: String = "GET", host: String = "", path: String = "/", headers: [Header] = []) {
    self.method = method
    self.host = host
    self.path = path
    self.headers = headers
  }
}
