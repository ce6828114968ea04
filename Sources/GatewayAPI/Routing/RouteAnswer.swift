import Documents

/// Where routing takes a request.
public enum RouteAnswer: Sendable {
  /// No listener has the port, or none has a certificate for the name: the connection is refused.
  case refused
  /// A listener took the connection, or a Service has routes for calls to it, and no rule takes the request: 404.
  case notFound
  /// The connection was made for another host than the request is for: 421.
  case misdirected
  /// A rule takes it.
  case matched(MatchedRule)
}

/// The rule that takes a request, and why.
public struct MatchedRule: Sendable {
  /// The listener that took the connection; nil for calls through the mesh.
  public var listener: Listener?
  /// The kind of the route: `HTTPRoute` or `GRPCRoute`, or `Service` where one without routes takes a call itself.
  public var kind: String
  /// The route, or that Service.
  public var route: NamespacedName
  /// What metrics call the route.
  public var label: String
  /// Which rule of the route, from 0.
  public var rule: Int
  /// Which match of the rule, from 0.
  public var match: Int
  /// What the rule does with this request.
  public var plan: RulePlan
}

/// One decision on the way of a request and the line that made it.
public struct Decision: Sendable, Hashable {
  /// What was decided, such as `listener`, `route`, `rule` or `match`.
  public var decision: String
  /// Why, in one sentence.
  public var reason: String
  /// The YAML line.
  public var location: SourceLocation

  /// Creates a decision.
  public init(_ decision: String, _ reason: String, at location: SourceLocation) {
    self.decision = decision
    self.reason = reason
    self.location = location
  }
}
