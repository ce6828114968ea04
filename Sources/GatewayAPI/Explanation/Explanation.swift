import Documents

/// The way of one request through the gateway, with every decision and the line that made it.
public struct Explanation: Sendable {
  /// Who answers.
  public enum Answerer: String, Sendable {
    /// A backend.
    case backend
    /// The gateway itself: no rule, no backend, a redirect, a preflight.
    case gateway
    /// Nobody: nothing listens there.
    case none
  }

  /// One backend that may be chosen.
  public struct Backend: Sendable {
    /// The Service.
    public var service: NamespacedName
    /// Its port.
    public var port: Int?
    /// The share of requests that it gets, 0 to 1.
    public var share: Double
    /// What the client gets from it when it answers 200.
    public var status: Int
    /// The gRPC status, for calls.
    public var grpcStatus: Int?
    /// What it sees; nil where it sees nothing.
    public var request: ForwardedRequest?
    /// The mirrors that apply where it is chosen.
    public var mirrors: [RulePlan.Mirror]

    /// The status that says what became of the request.
    public var shownStatus: String { grpcStatus.map { "gRPC status \($0)" } ?? "\(status)" }
  }

  /// The Gateway to which the client connects.
  public var gateway: NamespacedName
  /// The listener that takes the connection.
  public var listener: Listener?
  /// The route, such as `HTTPRoute/shop/front`.
  public var route: String?
  /// Which rule of the route, from 0.
  public var rule: Int?
  /// Which match of the rule, from 0.
  public var match: Int?
  /// Who answers.
  public var answeredBy = Answerer.none
  /// What the client gets when every backend answers 200; nil where nothing answers.
  public var status: Int?
  /// The gRPC status, for calls.
  public var grpcStatus: Int?
  /// The backends in the order of the rule.
  public var backends: [Backend] = []
  /// The mirrors of the rule that can be used.
  public var mirrors: [RulePlan.Mirror] = []
  /// Headers that filters add to the answer, by lower-case name.
  public var responseHeaders = HeaderEdits()
  /// Where a redirect leads.
  public var redirect: RedirectTarget?
  /// Bounds the whole request; nil is unbounded.
  public var requestTimeout: GatewayDuration?
  /// Bounds one attempt; nil is unbounded.
  public var backendRequestTimeout: GatewayDuration?
  /// What is retried; nil is nothing.
  public var retry: RulePlan.Retry?
  /// The retry budget of the first backend that can be used.
  public var retryBudget: RetryBudget?
  /// The decisions, in order.
  public var because: [Decision] = []
}

/// Where a redirect leads.
public struct RedirectTarget: Sendable, Hashable {
  /// 301, 302, 303, 307 or 308.
  public var status: Int
  /// `http` or `https`.
  public var scheme: String
  /// The host; empty where the request names none.
  public var host: String
  /// The port; nil where it is the scheme's own.
  public var port: Int?
  /// The path with the request's query.
  public var path: String

  /// The Location header.
  public var location: String {
    host.isEmpty ? path : "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
  }

  /// What `filter` makes of a request that came to `port` and was taken by `prefix` (reference gateway-api 2.7).
  init(_ filter: Redirect, _ request: ForwardedRequest, port listenerPort: Int, prefix: String?) {
    status = filter.status
    scheme = filter.scheme ?? request.scheme
    host = filter.hostname ?? Hostname.matched(by: request.host)
    let schemes = ["http": 80, "https": 443]
    let chosen = filter.port ?? (filter.scheme == nil ? listenerPort : schemes[scheme])
    port = chosen == schemes[scheme] ? nil : chosen
    path = filter.path.map { request.path(changedBy: $0, prefix: prefix) } ?? request.path
  }
}

extension Explanation {
  /// The most objects that are named as left out.
  private static let mostLeftOut = 5

  /// Adds, where no backend answers, the objects that have errors and so take no part, which may be why.
  public mutating func leaveOut(_ diagnostics: [Diagnostic]) {
    guard answeredBy != .backend else { return }
    var seen: Set<String> = []
    for error in diagnostics where error.severity == .error {
      guard let object = error.object, let location = error.location, seen.count < Self.mostLeftOut,
        seen.insert(object).inserted
      else { continue }
      because.append(
        Decision("left out", "\(object) is invalid and takes no part: \(error.message)", at: location))
    }
  }
}
