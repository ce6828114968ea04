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

  /// What decides between candidates that differ in nothing that an index separates.
  struct Rank: Comparable, Sendable {
    let pathLength: Int
    let hasMethod: Bool
    let headers: Int
    let parameters: Int
    let seniority: Seniority
    let rule: Int
    let match: Int

    init(_ match: HTTPRoute.Match, of route: HTTPRoute, rule: Int, index: Int) {
      // All exact paths that match a request are the same, so their length decides nothing.
      pathLength = match.pathKind == .exact ? 0 : match.path.unicodeScalars.count
      hasMethod = match.method != nil
      headers = match.headers.count
      parameters = match.query.count
      seniority = route.seniority
      self.rule = rule
      self.match = index
    }

    static func < (left: Rank, right: Rank) -> Bool {
      if left.pathLength != right.pathLength { return left.pathLength > right.pathLength }
      if left.hasMethod != right.hasMethod { return left.hasMethod }
      if left.headers != right.headers { return left.headers > right.headers }
      if left.parameters != right.parameters { return left.parameters > right.parameters }
      if left.seniority != right.seniority { return left.seniority < right.seniority }
      return (left.rule, left.match) < (right.rule, right.match)
    }
  }

  /// The candidates of one hostname. Assumption A-GW-15: exact paths come before expressions, expressions before prefixes,
  /// and longer expressions before shorter ones.
  private struct Paths: Sendable {
    var exact: [String: [Candidate]] = [:]
    var expressions: [Candidate] = []
    /// By the prefix without a trailing slash.
    var prefixes: [String: [Candidate]] = [:]

    mutating func add(_ candidate: Candidate, _ match: HTTPRoute.Match) {
      switch match.pathKind {
      case .exact: exact[match.path, default: []].append(candidate)
      case .expression: expressions.append(candidate)
      case .prefix:
        let path = match.path
        prefixes[path.hasSuffix("/") ? String(path.dropLast()) : path, default: []].append(candidate)
      }
    }

    mutating func sort() {
      exact = exact.mapValues { $0.sorted { $0.rank < $1.rank } }
      expressions.sort { $0.rank < $1.rank }
      prefixes = prefixes.mapValues { $0.sorted { $0.rank < $1.rank } }
    }

    /// The first candidate in the order of precedence that takes the request.
    func first(for request: RequestShape) -> Candidate? {
      func taking(_ candidates: [Candidate]) -> Candidate? {
        candidates.first { $0.test.holds(for: request) }
      }
      if let found = exact[request.path].flatMap(taking) ?? taking(expressions) { return found }
      if let found = prefixes[request.path].flatMap(taking) { return found }
      var rest = request.path[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        if let found = prefixes[String(rest)].flatMap(taking) { return found }
      }
      return request.path.hasPrefix("/") ? nil : prefixes[""].flatMap(taking)
    }
  }

  private var hosts = HostIndex<Paths>()

  /// Adds a candidate for `hostname`; nil is any.
  mutating func add(_ candidate: Candidate, _ match: HTTPRoute.Match, hostname: String?) {
    var paths = hosts[hostname] ?? Paths()
    hosts[hostname] = nil
    paths.add(candidate, match)
    hosts[hostname] = paths
  }

  /// Puts the candidates in order; to be called once, after the last was added.
  mutating func sort() { hosts.update { $0.sort() } }

  /// The candidate that takes the request. O(labels of the host × elements of the path) look-ups, and what they find in
  /// vain. Assumption A-GW-16: where the most specific hostname has no rule for a request, a broader one of the same listener
  /// may take it.
  func first(for request: RequestShape) -> Candidate? {
    hosts.first(for: request.host) { $0.first(for: request) }
  }
}
