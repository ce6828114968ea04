/// Which rule takes a request at a listener: every match of every attached route, in the order of precedence.
struct RoutingTable: Sendable {
  /// One match of one rule of one route, under one hostname.
  struct Candidate: Sendable {
    /// Positions in the configuration's routes, the route's rules and the rule's matches.
    let route: Int
    let rule: Int
    let match: Int
    let rank: Rank
    let test: MatchTest
  }

  /// What decides between candidates that differ in nothing that an index separates (reference gateway-api 2.5, 1.7).
  struct Rank: Comparable, Sendable {
    /// The characters of a prefix or expression for the path, or for the service of a call.
    let pathLength: Int
    /// The characters of the method of a call.
    let callMethodLength: Int
    let hasMethod: Bool
    let headers: Int
    let parameters: Int
    let seniority: Seniority
    let rule: Int
    let match: Int

    init(_ match: RouteMatch, of route: Route, rule: Int, index: Int) {
      switch match.target {
      // All exact paths that match a request are the same, so their length decides nothing.
      case .path(.exact, _): (pathLength, callMethodLength) = (0, 0)
      case .path(_, let path): (pathLength, callMethodLength) = (path.text.unicodeScalars.count, 0)
      case .call(let service, let method):
        pathLength = service?.text.unicodeScalars.count ?? 0
        callMethodLength = method?.text.unicodeScalars.count ?? 0
      }
      hasMethod = match.method != nil
      headers = match.headers.count
      parameters = match.query.count
      seniority = route.seniority
      self.rule = rule
      self.match = index
    }

    static func < (left: Rank, right: Rank) -> Bool {
      if left.pathLength != right.pathLength { return left.pathLength > right.pathLength }
      if left.callMethodLength != right.callMethodLength {
        return left.callMethodLength > right.callMethodLength
      }
      if left.hasMethod != right.hasMethod { return left.hasMethod }
      if left.headers != right.headers { return left.headers > right.headers }
      if left.parameters != right.parameters { return left.parameters > right.parameters }
      if left.seniority != right.seniority { return left.seniority < right.seniority }
      return (left.rule, left.match) < (right.rule, right.match)
    }
  }

  /// The candidates of one hostname; those of paths and of calls do not meet, since a listener takes routes of one kind for a
  /// hostname. Listeners and hostnames with the same routes share them. Assumption A-GW-48: a Service takes routes of both kinds,
  /// and GRPCRoutes decide about gRPC calls before HTTPRoutes do.
  struct Targets: Sendable {
    private var paths = PathIndex()
    private var calls = CallIndex()

    init(_ candidates: some Sequence<(Candidate, RouteMatch)>) {
      for (candidate, match) in candidates {
        switch match.target {
        case .path(let kind, let text): paths.add(candidate, kind, text.text)
        case .call(let service, _): calls.add(candidate, service: service)
        }
      }
      paths.sort()
      calls.sort()
    }

    func first(for request: RequestShape) -> Candidate? {
      calls.first(for: request) ?? paths.first(for: request)
    }
  }

  private let hosts: HostIndex<Targets>

  /// Takes the candidates by hostname.
  init(_ hosts: HostIndex<Targets>) { self.hosts = hosts }

  /// The candidate that takes the request. O(labels of the host × elements of the path) look-ups, and what they find in
  /// vain. Assumption A-GW-16: where the most specific hostname has no rule for a request, a broader one of the same listener
  /// may take it.
  func first(for request: RequestShape) -> Candidate? {
    hosts.first(for: request.host) { $0.first(for: request) }
  }
}
