/// What became of every parentRef of every route.
struct Attachments: Sendable {
  /// By route, then parentRef; nil where the parent is not among the manifests or has no listeners by its kind.
  private(set) var outcomes: [[Attachment?]] = []
  /// By route, then parentRef; nil where the parent is no Service of the manifests.
  private(set) var mesh: [[MeshAttachment?]] = []
  /// The first route that was not looked at, since those before it have too many listeners and hostnames.
  private(set) var firstLeftOut: Int?

  /// The most pairs of a listener and a hostname, and ports of Services, that routes may have, all together.
  static let mostPairs = 4_000_000

  /// Attaches `routes` to the listeners and Services that their parents select. O(routes × listeners or ports of a parent).
  init(
    _ routes: [Route], to gateways: [Gateway], _ sets: [ListenerSet], _ services: [NamespacedName: Service],
    _ namespaces: NamespaceLabels
  ) {
    let rules = AttachmentRules(namespaces: namespaces)
    var parents: [ListenerOwner: Int] = [:]
    for (index, gateway) in gateways.enumerated() { parents[gateway.owner] = index }
    var strays: Set<ListenerOwner> = []
    for set in sets {
      if set.standing == .attached {
        parents[set.owner] = set.parent.flatMap { parents[ListenerOwner(kind: "Gateway", name: $0.name)] }
      } else {
        strays.insert(set.owner)
      }
    }
    var pairs = 0
    for (index, route) in routes.enumerated() {
      guard pairs <= Self.mostPairs else {
        firstLeftOut = firstLeftOut ?? index
        outcomes.append(route.parents.map { _ in nil })
        mesh.append(route.parents.map { _ in nil })
        continue
      }
      let own = route.parents.map { parent -> Attachment? in
        guard let owner = parent.owner else { return nil }
        if let gateway = parents[owner] {
          return rules.attach(route, to: gateways[gateway], at: gateway, by: parent)
        }
        // Assumption A-GW-31: a ListenerSet that its Gateway does not take has no listener that a route could attach to.
        return strays.contains(owner)
          ? Attachment(gateway: nil, places: [], refusal: .noMatchingParent) : nil
      }
      pairs += own.reduce(0) { $0 + ($1?.places.reduce(0) { $0 + $1.hostnames.count } ?? 0) }
      outcomes.append(own)
      let calls = route.parents.map { MeshAttachment(route, to: $0, services) }
      pairs += calls.reduce(0) { $0 + ($1?.places.count ?? 0) }
      mesh.append(calls)
    }
    separateKinds(of: routes)
  }

  /// Whether the route is attached to any listener.
  func isAttached(_ route: Int) -> Bool { outcomes[route].contains { $0?.places.isEmpty == false } }

  /// Whether the route takes calls to any Service.
  func takesCalls(_ route: Int) -> Bool { mesh[route].contains { $0?.places.isEmpty == false } }

  /// Whether the route gets requests from anywhere.
  func isInUse(_ route: Int) -> Bool { isAttached(route) || takesCalls(route) }

  /// How many routes each listener of each Gateway has, but for those that are not `accepted`; one that names it twice counts
  /// once.
  func counts(for gateways: [Gateway], accepted: (Int) -> Bool) -> [[Int]] {
    var counts = gateways.map { Array(repeating: 0, count: $0.listeners.count) }
    for (route, parents) in outcomes.enumerated() where accepted(route) {
      var seen: Set<[Int]> = []
      for case let attachment? in parents {
        guard let gateway = attachment.gateway else { continue }
        for place in attachment.places where seen.insert([gateway, place.listener]).inserted {
          counts[gateway][place.listener] += 1
        }
      }
    }
    return counts
  }

  /// At one listener an HTTPRoute and a GRPCRoute may not share a hostname: the one with precedence keeps it (reference
  /// gateway-api 1.7).
  private mutating func separateKinds(of routes: [Route]) {
    guard Set(routes.map(\.kind)).count > 1 else { return }
    var taken: [[Int]: [Route.Kind: HostnameSet]] = [:]
    for index in routes.indices.sorted(by: { routes[$0].seniority < routes[$1].seniority }) {
      let kind = routes[index].kind
      let other: Route.Kind = kind == .http ? .grpc : .http
      for parent in outcomes[index].indices {
        guard var attachment = outcomes[index][parent], let gateway = attachment.gateway,
          !attachment.places.isEmpty
        else { continue }
        attachment.places.removeAll { place in
          taken[[gateway, place.listener]]?[other].map { others in
            place.hostnames.contains(where: others.intersects)
          } ?? false
        }
        if attachment.places.isEmpty { attachment.refusal = .hostnameTaken }
        for place in attachment.places {
          for hostname in place.hostnames {
            taken[[gateway, place.listener], default: [:]][kind, default: HostnameSet()].insert(hostname)
          }
        }
        outcomes[index][parent] = attachment
      }
    }
  }
}
