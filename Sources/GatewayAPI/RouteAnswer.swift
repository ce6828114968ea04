import Documents

/// Where routing takes a request.
public enum RouteAnswer: Sendable {
  /// No listener has the port: the connection is refused.
  case refused
  /// A listener took the connection and no rule takes the request: 404.
  case notFound
  /// A rule takes it.
  case matched(MatchedRule)
}

/// The rule that takes a request, and why.
public struct MatchedRule: Sendable {
  /// One decision on the way and the line that made it.
  public struct Decision: Sendable, Hashable {
    /// What was decided: `listener`, `route`, `rule`, `match`.
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

  /// The Gateway.
  public var gateway: NamespacedName
  /// The name of its listener.
  public var listener: String
  /// The HTTPRoute.
  public var route: NamespacedName
  /// Which rule of the route, from 0.
  public var rule: Int
  /// Which match of the rule, from 0.
  public var match: Int
  /// What the rule does.
  public var plan: RulePlan
  /// Why this rule, in the order of the decisions.
  public var because: [Decision]

  /// Creates the answer.
  public init(
    gateway: NamespacedName, listener: String, route: NamespacedName, rule: Int, match: Int,
    plan: RulePlan, because: [Decision]
  ) {
    self.gateway = gateway
    self.listener = listener
    self.route = route
    self.rule = rule
    self.match = match
    self.plan = plan
    self.because = because
  }
}
