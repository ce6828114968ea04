import Documents

/// Finds matches that never take a request, because another match takes the same ones first.
struct DuplicateMatches {
  private struct Key: Hashable {
    let gateway: Int
    let listener: Int
    let hostname: String?
    let signature: [String]
  }

  private var entries: [(key: Key, candidate: RoutingTable.Candidate)] = []
  private var winners: [Key: RoutingTable.Candidate] = [:]

  /// Takes note of a match that serves `hostname` at a listener.
  mutating func add(
    _ candidate: RoutingTable.Candidate, _ match: RouteMatch, gateway: Int, listener: Int,
    hostname: String?
  ) {
    let key = Key(gateway: gateway, listener: listener, hostname: hostname, signature: match.signature)
    entries.append((key, candidate))
    if let winner = winners[key], winner.rank < candidate.rank { return }
    winners[key] = candidate
  }

  /// Reports the matches that lose. O(n) in the number of matches.
  func report(_ routes: [Route], _ diagnostics: Diagnostics) {
    for (key, candidate) in entries {
      guard let winner = winners[key], winner.rank < candidate.rank,
        winner.route != candidate.route || winner.rule != candidate.rule
      else { continue }
      let route = routes[candidate.route]
      let first = routes[winner.route].rules[winner.rule].matches[winner.match]
      diagnostics.report(
        .duplicateMatch, .warning,
        "rule \(winner.rule) of \(routes[winner.route].title) takes the same requests first: \(first.summary)",
        object: route.title, path: "spec.rules[\(candidate.rule)].matches[\(candidate.match)]",
        at: route.rules[candidate.rule].matches[candidate.match].location,
        suggestion: "see \(first.location)")
    }
  }
}

extension RouteMatch {
  /// What it takes, the same for matches that take the same.
  var signature: [String] {
    func parts(_ values: [NamedValue]) -> [String] {
      values.sorted { $0.name < $1.name }.flatMap {
        [$0.name, $0.value.isExpression ? "~" : "=", $0.value.text]
      }
    }
    return [method ?? ""] + target.signature + ["headers"] + parts(headers) + ["query"] + parts(query)
  }
}

extension RouteMatch.Target {
  /// The same for targets that take the same.
  var signature: [String] {
    switch self {
    case .path(let kind, let path):
      let isSlashed = kind == .prefix && path.text.hasSuffix("/")
      return [kind.rawValue, isSlashed ? String(path.text.dropLast()) : path.text]
    case .call(let service, let method):
      return ["call"] + [service, method].flatMap { [$0?.isExpression == true ? "~" : "=", $0?.text ?? ""] }
    }
  }
}
