import Documents

/// Collects the routing table of each listener from the routes that are attached to it.
struct RoutingTableBuilder {
  private let inventory: Inventory
  private let attachments: Attachments
  private let diagnostics: Diagnostics
  /// By Gateway, then listener.
  private var tables: [[RoutingTable]]
  private var duplicates = DuplicateMatches()
  /// The rules of each route that cannot be used, since an expression in them cannot.
  private(set) var unusableRules: [Int: Set<Int>] = [:]

  init(_ inventory: Inventory, _ attachments: Attachments, diagnostics: Diagnostics) {
    self.inventory = inventory
    self.attachments = attachments
    self.diagnostics = diagnostics
    tables = inventory.gateways.map { Array(repeating: RoutingTable(), count: $0.listeners.count) }
    for index in inventory.routes.indices { add(index) }
    duplicates.report(inventory.routes, diagnostics)
  }

  /// The table of one listener, in order.
  func table(gateway: Int, listener: Int) -> RoutingTable {
    var table = tables[gateway][listener]
    table.sort()
    return table
  }

  /// Adds the matches of a route to the listeners that it is attached to.
  private mutating func add(_ index: Int) {
    let candidates = candidates(of: inventory.routes[index], at: index)
    var taken: Set<[Int]> = []
    for case let attachment? in attachments.outcomes[index] {
      guard let gateway = attachment.gateway else { continue }
      for place in attachment.places where taken.insert([gateway, place.listener]).inserted {
        for hostname in place.hostnames {
          for (candidate, match) in candidates {
            tables[gateway][place.listener].add(candidate, match.target, hostname: hostname)
            duplicates.add(
              candidate, match, gateway: gateway, listener: place.listener, hostname: hostname)
          }
        }
      }
    }
  }

  /// The usable matches. A rule with an expression that cannot be used is dropped whole, as controllers do.
  private mutating func candidates(
    of route: Route, at index: Int
  ) -> [(RoutingTable.Candidate, RouteMatch)] {
    var candidates: [(RoutingTable.Candidate, RouteMatch)] = []
    for (ruleIndex, rule) in route.rules.enumerated() {
      let usable = rule.matches.enumerated().compactMap { matchIndex, match in
        test(match, path: "spec.rules[\(ruleIndex)].matches[\(matchIndex)]", of: route).map { test in
          (
            RoutingTable.Candidate(
              route: index, rule: ruleIndex, match: matchIndex,
              rank: .init(match, of: route, rule: ruleIndex, index: matchIndex), test: test), match
          )
        }
      }
      if usable.count == rule.matches.count {
        candidates += usable
      } else {
        unusableRules[index, default: []].insert(ruleIndex)
      }
    }
    return candidates
  }

  private func test(_ match: RouteMatch, path: String, of route: Route) -> MatchTest? {
    MatchTest(match) { error, expression in
      diagnostics.report(
        .expression, .warning,
        "the regular expression \"\(expression.text)\" is unusable: \(error.reason); its rule is dropped",
        object: route.title, path: path, at: expression.location,
        suggestion: "write it in the syntax of RE2: no backreferences, no lookaround")
    }
  }
}
