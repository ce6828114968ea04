/// The candidates of one hostname that go by the path. Assumption A-GW-15: exact paths come before expressions, expressions
/// before prefixes, and longer expressions before shorter ones.
struct PathIndex: Sendable {
  typealias Candidate = RoutingTable.Candidate

  private var exact: [String: [Candidate]] = [:]
  private var expressions: [Candidate] = []
  /// By the prefix without a trailing slash.
  private var prefixes: [String: [Candidate]] = [:]
  /// The bytes of the longest prefix: what is longer need not be looked up.
  private var longestPrefix = 0

  mutating func add(_ candidate: Candidate, _ kind: RouteMatch.PathKind, _ path: String) {
    switch kind {
    case .exact: exact[path, default: []].append(candidate)
    case .expression: expressions.append(candidate)
    case .prefix:
      let prefix = path.hasSuffix("/") ? String(path.dropLast()) : path
      longestPrefix = max(longestPrefix, prefix.utf8.count)
      prefixes[prefix, default: []].append(candidate)
    }
  }

  mutating func sort() {
    exact = exact.mapValues { $0.sorted { $0.rank < $1.rank } }
    expressions.sort { $0.rank < $1.rank }
    prefixes = prefixes.mapValues { $0.sorted { $0.rank < $1.rank } }
  }

  /// The first candidate in the order of precedence that takes the request. As many look-ups as the path has elements within the
  /// length of the longest prefix, so that a path of a million slashes costs no more.
  func first(for request: RequestShape) -> Candidate? {
    func taking(_ candidates: [Candidate]) -> Candidate? {
      candidates.first { $0.test.holds(for: request) }
    }
    if let found = exact[request.path].flatMap(taking) ?? taking(expressions) { return found }
    if let found = prefixes[request.path].flatMap(taking) { return found }
    var rest = request.path.utf8.prefix(longestPrefix + 1)
    while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      if let found = prefixes[String(Substring(rest))].flatMap(taking) { return found }
    }
    return request.path.hasPrefix("/") ? nil : prefixes[""].flatMap(taking)
  }
}

/// The candidates of one hostname that go by the service and method of a call.
struct CallIndex: Sendable {
  typealias Candidate = RoutingTable.Candidate

  private var services: [String: [Candidate]] = [:]
  /// Those for any service, or for all that an expression matches.
  private var others: [Candidate] = []

  mutating func add(_ candidate: Candidate, service: RouteMatch.Text?) {
    if let service, !service.isExpression {
      services[service.text, default: []].append(candidate)
    } else {
      others.append(candidate)
    }
  }

  mutating func sort() {
    services = services.mapValues { $0.sorted { $0.rank < $1.rank } }
    others.sort { $0.rank < $1.rank }
  }

  /// The first candidate in the order of precedence that takes the call.
  func first(for request: RequestShape) -> Candidate? {
    guard let call = request.call else { return nil }
    let named = services[String(call.service)]?.first { $0.test.holds(for: request) }
    let other = others.first { $0.test.holds(for: request) }
    guard let named, let other else { return named ?? other }
    return named.rank < other.rank ? named : other
  }
}
