import Documents

/// Finds matches that never take a request because a broader match of another rule, which is not the same, comes first at every
/// listener and hostname where they serve. Those that are the same are duplicates and are reported when the manifests are read.
///
/// It finds what can be proved of two matches. What several take together is not added up; a match for a more specific hostname
/// hides nothing of one for a broader hostname, since the latter takes other hosts.
struct ShadowedMatches {
  private struct Place: Hashable {
    let gateway: Int
    let listener: Int
    let hostname: String?
  }

  private struct Position: Hashable, Comparable {
    let route: Int
    let rule: Int
    let match: Int

    static func < (left: Position, right: Position) -> Bool {
      (left.route, left.rule, left.match) < (right.route, right.rule, right.match)
    }
  }

  private struct Entry {
    let position: Position
    let rank: RoutingTable.Rank
    let match: RouteMatch
  }

  /// How many broader matches of one path are tried, so that thousands of expressions cost no square of their number.
  private static let mostCovers = 32

  /// In how many places each match serves and does not come first, and what does in one of them.
  private var losses: [Position: (count: Int, winner: Position)] = [:]
  private var entries: [Place: [Entry]] = [:]
  private var placesOf: [Position: Int] = [:]
  private var order: [Position] = []

  init(_ configuration: GatewayConfiguration) {
    for route in configuration.routes.indices { collect(route, configuration) }
    for list in entries.values { find(in: list) }
  }

  /// Reports the matches that come first nowhere, in the order of the routes.
  func report(_ routes: [Route], _ diagnostics: Diagnostics) {
    for position in order {
      guard let loss = losses[position], loss.count == placesOf[position] else { continue }
      let (route, winner) = (routes[position.route], routes[loss.winner.route])
      let first = winner.rules[loss.winner.rule].matches[loss.winner.match]
      diagnostics.report(
        .shadowedMatch, .warning,
        "never reached: rule \(loss.winner.rule) of \(winner.title) comes first and takes these requests too: "
          + first.summary, object: route.title,
        path: "spec.rules[\(position.rule)].matches[\(position.match)]",
        at: route.rules[position.rule].matches[position.match].location,
        suggestion: "narrow the match at \(first.location), or remove this one")
    }
  }

  private mutating func collect(_ index: Int, _ configuration: GatewayConfiguration) {
    let route = configuration.routes[index]
    let unusable = configuration.unusableRules[index] ?? []
    var places: Set<Place> = []
    for case let attachment? in configuration.attachments.outcomes[index] {
      guard let gateway = attachment.gateway else { continue }
      for place in attachment.places {
        for hostname in place.hostnames {
          places.insert(Place(gateway: gateway, listener: place.listener, hostname: hostname))
        }
      }
    }
    guard !places.isEmpty else { return }
    for (ruleIndex, rule) in route.rules.enumerated() where !unusable.contains(ruleIndex) {
      for (matchIndex, match) in rule.matches.enumerated() {
        let entry = Entry(
          position: Position(route: index, rule: ruleIndex, match: matchIndex),
          rank: .init(match, of: route, rule: ruleIndex, index: matchIndex), match: match)
        order.append(entry.position)
        placesOf[entry.position] = places.count
        for place in places { entries[place, default: []].append(entry) }
      }
    }
  }

  /// Counts the matches of one place that do not come first there.
  private mutating func find(in list: [Entry]) {
    var wide: [(entry: Entry, cover: MatchCover)] = []
    var narrow: [[String]: [(entry: Entry, cover: MatchCover)]] = [:]
    for entry in list {
      guard let cover = MatchCover(entry.match) else { continue }
      if cover.isWide {
        wide.append((entry, cover))
      } else {
        narrow[entry.match.target.signature, default: []].append((entry, cover))
      }
    }
    guard !wide.isEmpty || !narrow.isEmpty else { return }
    wide = Array(wide.sorted { $0.entry.rank < $1.entry.rank }.prefix(Self.mostCovers))
    narrow = narrow.mapValues { Array($0.sorted { $0.entry.rank < $1.entry.rank }.prefix(Self.mostCovers)) }
    for entry in list {
      let candidates =
        (narrow[entry.match.target.signature] ?? []) + wide.filter { isBefore($0.entry, entry) }
      let winner = candidates.first { candidate in
        let isOther =
          candidate.entry.position.route != entry.position.route
          || candidate.entry.position.rule != entry.position.rule
        return isOther && isBefore(candidate.entry, entry) && candidate.cover.covers(entry.match)
          && candidate.entry.match.signature != entry.match.signature
      }
      guard let winner else { continue }
      let (count, first) = losses[entry.position] ?? (0, winner.entry.position)
      losses[entry.position] = (count + 1, min(first, winner.entry.position))
    }
  }

  /// Whether the path of `first` comes before or is that of `second`, and with it `first` itself.
  private func isBefore(_ first: Entry, _ second: Entry) -> Bool {
    guard case .path(let kind, _) = first.match.target, case .path(let other, _) = second.match.target else {
      return first.rank < second.rank
    }
    if kind == other { return first.rank < second.rank }
    return kind == .expression && other == .prefix
  }
}
