import Documents

/// Attaches routes to listeners and collects the routing table of each, reporting routes that attach nowhere.
struct RoutingTableBuilder {
  /// Whether each route is attached to any listener.
  private(set) var isAttached: [Bool]

  private let inventory: Inventory
  private let diagnostics: Diagnostics
  private let rules: AttachmentRules
  private let positions: [NamespacedName: Int]
  /// By Gateway, then listener.
  private var tables: [[RoutingTable]]
  private var duplicates = DuplicateMatches()

  init(_ inventory: Inventory, diagnostics: Diagnostics) {
    self.inventory = inventory
    self.diagnostics = diagnostics
    rules = AttachmentRules(namespaces: inventory.namespaces)
    positions = Dictionary(
      inventory.gateways.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    isAttached = Array(repeating: false, count: inventory.routes.count)
    tables = inventory.gateways.map { Array(repeating: RoutingTable(), count: $0.listeners.count) }
  }

  /// The table of one listener, in order.
  func table(gateway: Int, listener: Int) -> RoutingTable {
    var table = tables[gateway][listener]
    table.sort()
    return table
  }

  /// Attaches the route at `index` to the listeners that its parents select.
  mutating func attach(_ index: Int) {
    let route = inventory.routes[index]
    let candidates = candidates(of: route, at: index)
    var taken: Set<Place> = []
    for (position, parent) in route.parents.enumerated() {
      let path = "spec.parentRefs[\(position)]"
      guard parent.isGateway else {
        reportForeign(parent, path, of: route)
        continue
      }
      guard let gateway = positions[parent.name] else {
        reportMissing(parent, path, of: route)
        continue
      }
      let attachment = rules.attach(route, to: inventory.gateways[gateway], by: parent)
      if let refusal = attachment.refusal {
        report(refusal, of: parent, path, route, inventory.gateways[gateway])
      }
      for place in attachment.places {
        isAttached[index] = true
        guard taken.insert(Place(gateway: gateway, listener: place.listener)).inserted else { continue }
        for hostname in place.hostnames {
          for (candidate, match) in candidates {
            tables[gateway][place.listener].add(candidate, match, hostname: hostname)
            duplicates.add(
              candidate, match, gateway: gateway, listener: place.listener, hostname: hostname)
          }
        }
      }
    }
    if !isAttached[index] {
      diagnostics.report(
        .routeNowhere, .warning,
        route.parents.isEmpty
          ? "the route has no parentRefs: it gets no requests"
          : "the route is attached to no listener: it gets no requests", object: route.title,
        path: "spec.parentRefs", at: route.location,
        suggestion: route.parents.isEmpty ? "add `parentRefs: [{name: GATEWAY}]`" : nil)
    }
  }

  /// Reports matches that never take a request; to be called when all routes are attached.
  func reportDuplicates() { duplicates.report(inventory.routes, diagnostics) }

  private struct Place: Hashable {
    let gateway: Int
    let listener: Int
  }

  private func candidates(
    of route: HTTPRoute, at index: Int
  ) -> [(RoutingTable.Candidate, HTTPRoute.Match)] {
    var candidates: [(RoutingTable.Candidate, HTTPRoute.Match)] = []
    for (ruleIndex, rule) in route.rules.enumerated() {
      for (matchIndex, match) in rule.matches.enumerated() {
        let test = MatchTest(match) { error, expression in
          diagnostics.report(
            .expression, .error,
            "the regular expression \"\(expression.source)\" is unusable: \(error.reason)",
            object: route.title, path: "spec.rules[\(ruleIndex)].matches[\(matchIndex)]",
            at: expression.location, suggestion: "write it in the syntax of RE2")
        }
        guard let test else { continue }
        candidates.append(
          (
            RoutingTable.Candidate(
              route: index, rule: ruleIndex, match: matchIndex,
              rank: .init(match, of: route, rule: ruleIndex, index: matchIndex), test: test), match
          ))
      }
    }
    return candidates
  }

  private func reportForeign(_ parent: HTTPRoute.ParentReference, _ path: String, of route: HTTPRoute) {
    let hint: String? =
      parent.kind == "XListenerSet" && parent.group == ObjectKind.standardGroup
      ? "kind XListenerSet needs `group: \(ObjectKind.experimentalGroup)`" : nil
    diagnostics.report(
      .parentMissing, .warning,
      "the parent \(parent.kind) \(parent.name) is not simulated: it brings the route no requests",
      object: route.title, path: path, at: parent.location, suggestion: hint)
  }

  private func reportMissing(_ parent: HTTPRoute.ParentReference, _ path: String, of route: HTTPRoute) {
    // A Gateway that was not admitted has been reported itself.
    guard !inventory.declares("Gateway", of: parent.group, parent.name) else { return }
    let elsewhere = inventory.gateways.filter { $0.name.name == parent.name.name }
    let suggestion =
      if elsewhere.count == 1 {
        "there is \(elsewhere[0].name): add `namespace: \(elsewhere[0].name.namespace)`"
      } else {
        didYouMean(parent.name.name, among: inventory.gateways.map(\.name.name))
          ?? "add the Gateway to the manifests"
      }
    diagnostics.report(
      .parentMissing, .warning, "Gateway \(parent.name) is not among the manifests", object: route.title,
      path: path, at: parent.location, suggestion: suggestion)
  }

  private func report(
    _ refusal: Attachment.Refusal, of parent: HTTPRoute.ParentReference, _ path: String, _ route: HTTPRoute,
    _ gateway: Gateway
  ) {
    let names = gateway.listeners.map(\.name)
    switch refusal {
    case .noMatchingParent:
      let wanted = [parent.sectionName, parent.port.map { "port \($0)" }].compactMap(\.self)
      diagnostics.report(
        .noMatchingParent, .warning,
        "Gateway \(gateway.name) has no listener \(wanted.joined(separator: " with "))", object: route.title,
        path: path, at: parent.location,
        suggestion: parent.sectionName.flatMap { didYouMean($0, among: names) }
          ?? "its listeners: \(names.joined(separator: ", "))")
    case .notAllowed:
      diagnostics.report(
        .routeNotAllowed, .warning,
        "no listener of Gateway \(gateway.name) that the parentRef selects allows an HTTPRoute "
          + "of namespace \(route.name.namespace)", object: route.title, path: path, at: parent.location,
        suggestion: route.name.namespace == gateway.name.namespace
          ? "see the listeners' allowedRoutes.kinds"
          : "let the listener have `allowedRoutes: {namespaces: {from: All}}` or a selector")
    case .noMatchingHostname:
      let hostnames = gateway.listeners.compactMap(\.hostname).joined(separator: ", ")
      diagnostics.report(
        .noMatchingHostname, .warning,
        "no hostname of the route (\(route.hostnames.joined(separator: ", "))) fits one of the listeners "
          + "(\(hostnames))", object: route.title, path: path, at: parent.location)
    }
  }
}
