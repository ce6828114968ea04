import GatewayAPI

/// Calls of a service to another through the mesh.
public struct ServiceCall: Sendable {
  /// When they are made.
  public enum When: String, CaseIterable, Sendable {
    /// Before the caller's own work, one after the other.
    case before
    /// When the caller's own work begins, all at once; the answer waits for them.
    case during
    /// After the caller's own work, one after the other.
    case after
  }

  /// The Service that is called.
  public var service: NamespacedName
  /// Its port; nil for its first.
  public var port: Int?
  /// How many for each request of the caller: whole calls, and one more with the probability of the rest.
  public var per = 1.0
  /// When they are made.
  public var when = When.after
  /// The method of the request.
  public var method = "GET"
  /// Its path.
  public var path = "/"

  /// Creates one call after the caller's own work.
  public init(to service: NamespacedName) { self.service = service }
}
