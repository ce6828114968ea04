import Documents

/// Collects the routing table of each listener, and of calls to each Service, from the routes that are attached to it.
///
/// A route may have 128 matches, and 2,048 listeners by 16 hostnames where it is attached: its matches are put in order once for
/// all places that have the same routes, and what routes come to in all is bounded.
struct RoutingTableBuilder {
  private typealias Targets = RoutingTable.Targets
  private typealias Entry = (RoutingTable.Candidate, RouteMatch)

  /// How much of something is kept at most, and how much there is so far.
  private struct Allowance {
    let what: String
    var used = 0

    static let most = 4_000_000

    var isSpent: Bool { used > Self.most }
  }

  private let inventory: Inventory
  private let diagnostics: Diagnostics
  private var sequences = RouteSequences()
  /// By Gateway, then listener, then hostname: the sequence of routes there.
  private var places: [[HostIndex<Int>]]
  /// The sequence of routes for the calls of each place.
  private var meshPlaces: [MeshPlace: Int] = [:]
  private var targets: [Int: Targets] = [:]
  private var matches = Allowance(what: "matches at listeners with different routes")
  private var instructions = Allowance(what: "instructions of regular expressions")
  /// The rules of each route that cannot be used, since an expression in them cannot.
  private(set) var unusableRules: [Int: Set<Int>] = [:]

  init(_ inventory: Inventory, _ attachments: Attachments, diagnostics: Diagnostics) {
    self.inventory = inventory
    self.diagnostics = diagnostics
    places = inventory.gateways.map { Array(repeating: HostIndex(), count: $0.listeners.count) }
    if let route = attachments.firstLeftOut {
      reportExcess(
        "routes, listeners, hostnames and ports of Services that belong together", Attachments.mostPairs,
        from: route)
    }
    for index in inventory.routes.indices {
      place(index, attachments.outcomes[index])
      place(index, attachments.mesh[index])
    }
    fill()
  }

  /// The table of one listener, in order.
  func table(gateway: Int, listener: Int) -> RoutingTable {
    RoutingTable(places[gateway][listener].map { targets[$0] ?? Targets([Entry]()) })
  }

  /// What takes the calls of each place to which a route is attached.
  var mesh: MeshRouting {
    MeshRouting(
      tables: meshPlaces.mapValues {
        MeshRouting.Table(routes: sequences.routes(of: $0), targets: targets[$0] ?? Targets([Entry]()))
      })
  }

  /// Notes the calls that a route takes. Assumption A-GW-46: the hostnames of a route do not count for calls to its parent Service.
  private mutating func place(_ index: Int, _ outcomes: [MeshAttachment?]) {
    var taken: Set<MeshPlace> = []
    for place in outcomes.flatMap({ $0?.places ?? [] }) where taken.insert(place).inserted {
      meshPlaces[place] = sequences.appending(index, to: meshPlaces[place] ?? RouteSequences.empty)
    }
  }

  /// Notes where a route is attached.
  private mutating func place(_ index: Int, _ outcomes: [Attachment?]) {
    var taken: Set<[Int]> = []
    for case let attachment? in outcomes {
      guard let gateway = attachment.gateway else { continue }
      for place in attachment.places where taken.insert([gateway, place.listener]).inserted {
        for hostname in place.hostnames {
          let before = places[gateway][place.listener][hostname] ?? RouteSequences.empty
          places[gateway][place.listener][hostname] = sequences.appending(index, to: before)
        }
      }
    }
  }

  /// Makes what is to be known of every sequence that a place has.
  private mutating func fill() {
    var candidates: [[Entry]] = []
    for index in inventory.routes.indices { candidates.append(self.candidates(at: index)) }
    var duplicates = DuplicateMatches()
    for sequence in Set(places.joined().flatMap(\.entries) + meshPlaces.values).sorted() {
      var entries: [Entry] = []
      for route in sequences.routes(of: sequence)
      where spend(candidates[route].count, of: \.matches, on: route) {
        entries += candidates[route]
      }
      targets[sequence] = Targets(entries)
      for (candidate, match) in entries {
        duplicates.add(candidate, match, gateway: 0, listener: sequence, hostname: nil)
      }
    }
    duplicates.report(inventory.routes, diagnostics)
  }

  /// Whether `more` can be kept for a route; the first time that it cannot is reported.
  private mutating func spend(
    _ more: Int, of allowance: WritableKeyPath<Self, Allowance>, on route: Int
  ) -> Bool {
    let wasSpent = self[keyPath: allowance].isSpent
    self[keyPath: allowance].used += more
    guard self[keyPath: allowance].isSpent else { return true }
    if !wasSpent { reportExcess(self[keyPath: allowance].what, Allowance.most, from: route) }
    return false
  }

  private func reportExcess(_ what: String, _ most: Int, from route: Int) {
    diagnostics.report(
      .tooManyMatches, .error,
      "there are more than \(most) \(what): matches from here on are left out",
      object: inventory.routes[route].title, at: inventory.routes[route].location,
      suggestion: "let routes name the listeners they are meant for, or read fewer manifests at a time")
  }

  /// The usable matches. A rule with an expression that cannot be used is dropped whole, as controllers do.
  private mutating func candidates(at index: Int) -> [Entry] {
    let route = inventory.routes[index]
    var candidates: [Entry] = []
    for (ruleIndex, rule) in route.rules.enumerated() {
      var usable: [Entry] = []
      for (matchIndex, match) in rule.matches.enumerated() where !instructions.isSpent {
        let path = "spec.rules[\(ruleIndex)].matches[\(matchIndex)]"
        let test = test(match, path: path, of: route)
        // An expression may have been compiled for long before it turned out to be too large.
        guard spend(test?.size ?? match.expressionLength, of: \.instructions, on: index), let test else {
          continue
        }
        let rank = RoutingTable.Rank(match, of: route, rule: ruleIndex, index: matchIndex)
        usable.append(
          (.init(route: index, rule: ruleIndex, match: matchIndex, rank: rank, test: test), match))
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

extension RouteMatch {
  /// The characters of its regular expressions.
  fileprivate var expressionLength: Int {
    let texts = headers.map(\.value) + query.map(\.value) + target.texts
    return texts.filter(\.isExpression).reduce(0) { $0 + $1.text.utf8.count }
  }
}

extension RouteMatch.Target {
  fileprivate var texts: [RouteMatch.Text] {
    switch self {
    case .path(_, let text): [text]
    case .call(let service, let method): [service, method].compactMap(\.self)
    }
  }
}
