import Documents

/// Finds matches that never take a request, because another match takes the same ones first.
struct DuplicateMatches {
  private struct Key: Hashable {
    let gateway: Int
    let listener: Int
    let hostname: String?
    let signature: String
  }

  private struct Position: Hashable {
    let route: Int
    let rule: Int
    let match: Int
  }

  private var first: [Key: RoutingTable.Candidate] = [:]
  private var hidden: [Position: RoutingTable.Candidate] = [:]

  /// Takes note of a match that serves `hostname` at a listener; `signature` is that of the match.
  mutating func add(
    _ candidate: RoutingTable.Candidate, _ signature: String, gateway: Int, listener: Int, hostname: String?
  ) {
    let key = Key(gateway: gateway, listener: listener, hostname: hostname, signature: signature)
    guard let other = first.updateValue(candidate, forKey: key) else { return }
    let isHidden = other.rank < candidate.rank
    if isHidden { first[key] = other }
    let (winner, loser) = isHidden ? (other, candidate) : (candidate, other)
    guard (winner.route, winner.rule) != (loser.route, loser.rule) else { return }
    hidden[Position(route: loser.route, rule: loser.rule, match: loser.match)] = winner
  }

  /// Reports the matches that lose, in the order of the routes.
  func report(_ routes: [HTTPRoute], _ diagnostics: Diagnostics) {
    let sorted = hidden.sorted {
      ($0.key.route, $0.key.rule, $0.key.match) < ($1.key.route, $1.key.rule, $1.key.match)
    }
    for (position, winner) in sorted {
      let route = routes[position.route]
      let first = routes[winner.route].rules[winner.rule].matches[winner.match]
      diagnostics.report(
        .duplicateMatch, .warning,
        "rule \(winner.rule) of \(routes[winner.route].title) takes the same requests first: \(first.summary)",
        object: route.title, path: "spec.rules[\(position.rule)].matches[\(position.match)]",
        at: route.rules[position.rule].matches[position.match].location,
        suggestion: "see \(first.location)")
    }
  }
}

extension HTTPRoute.Match {
  /// What it takes, the same for matches that take the same.
  var signature: String {
    func parts(_ values: [NamedValue]) -> [String] {
      values.sorted { $0.name < $1.name }.flatMap { [$0.name, $0.isExpression ? "~" : "=", $0.value] }
    }
    let isSlashed = pathKind == .prefix && path.hasSuffix("/")
    let own = [method ?? "", pathKind.rawValue, isSlashed ? String(path.dropLast()) : path]
    return (own + ["headers"] + parts(headers) + ["query"] + parts(query)).joined(separator: "\n")
  }
}
