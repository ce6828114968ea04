import GatewayAPI

/// Browsers that send the requests of a source, from scripts on pages of one origin.
public struct BrowserClients: Sendable, Equatable {
  /// The origin of the pages.
  public var origin: CORSOrigin
  /// Among how many browsers the requests are spread, at least 1.
  public var users: Int
  /// Whether cookies go with the requests.
  public var withCredentials = false
  /// The longest that a browser keeps the answer to a preflight, in nanoseconds.
  ///
  /// Assumption A-SCN-6: browsers keep the answer to a preflight for a day at most, as Firefox does; Chromium does for two hours.
  public var longestMaxAge: Int64 = 86_400_000_000_000
  /// How long the client waits for a preflight beside what the gateway takes for it, in nanoseconds.
  public var roundTrip: Int64 = 0

  /// Creates browsers without credentials.
  public init(origin: CORSOrigin, users: Int) {
    self.origin = origin
    self.users = users
  }
}
