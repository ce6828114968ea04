import Documents

extension GatewayConfiguration {
  /// The status of a route at each parent that is among the manifests, a Service as well as a Gateway (GEP-1426).
  func routeStatus(_ index: Int) -> ObjectStatus {
    let route = routes[index]
    let shared = [resolvedRefs(of: index)] + partialInvalidity(of: index)
    let parents = route.parents.indices.compactMap { position -> ParentStatus? in
      let parent = route.parents[position]
      guard let accepted = accepted(index, position) else { return nil }
      return ParentStatus(
        parent: "\(parent.kind)/\(parent.name)", sectionName: parent.sectionName, port: parent.port,
        conditions: [accepted] + (accepted.isTrue ? shared : [shared[0]]))
    }
    return ObjectStatus(object: route.title, parents: parents)
  }

  /// Whether not all of the route's rules are dropped, so that it can be accepted.
  func hasUsableRule(_ index: Int) -> Bool {
    routes[index].rules.isEmpty || unusableRules[index]?.count != routes[index].rules.count
  }

  /// Whether a parent takes the route, nil where the parent is not among the manifests.
  private func accepted(_ index: Int, _ position: Int) -> Condition? {
    if let attachment = attachments.outcomes[index][position] {
      if let refusal = attachment.refusal {
        return .fails("Accepted", refusal.rawValue, refusal.message(of: routes[index].kind))
      }
    } else if let attachment = attachments.mesh[index][position] {
      if attachment.places.isEmpty {
        return .fails(
          "Accepted", Attachment.Refusal.noMatchingParent.rawValue,
          "the Service has no port of the name or number that the route asks for")
      }
    } else {
      return nil
    }
    guard hasUsableRule(index) else {
      return .fails(
        "Accepted", "UnsupportedValue", "no rule can be used: regular expressions are read as RE2")
    }
    return .holds("Accepted")
  }

  private func partialInvalidity(of index: Int) -> [Condition] {
    guard let dropped = unusableRules[index]?.sorted(), dropped.count < routes[index].rules.count else {
      return []
    }
    return [
      .holds(
        "PartiallyInvalid", "UnsupportedValue",
        "Dropped Rule \(dropped.map(String.init).joined(separator: ", ")): regular expressions are read as RE2"
      )
    ]
  }

  /// Whether all backends, mirrors and extensions can be used, also those that no request reaches. Assumption A-GW-44: of
  /// several reasons the first by this order stands: permission, kind, existence, protocol.
  private func resolvedRefs(of index: Int) -> Condition {
    let problems = problems[index]
    guard let first = problems.map(\.reason).min(by: { $0.rank < $1.rank }) else {
      return .holds("ResolvedRefs")
    }
    let named = problems.prefix(10).map { "\($0.object): \($0.reason.rawValue)" }
    return .fails("ResolvedRefs", first.rawValue, named.joined(separator: "; "))
  }
}

extension RulePlan.BackendProblem {
  fileprivate var rank: Int {
    switch self {
    case .refNotPermitted: 0
    case .invalidKind: 1
    case .backendNotFound: 2
    case .unsupportedProtocol: 3
    }
  }
}

extension Attachment.Refusal {
  fileprivate func message(of kind: Route.Kind) -> String {
    switch self {
    case .noMatchingParent: "no listener of the parent has the name or port that the route asks for"
    case .notAllowed: "no listener allows a \(kind.rawValue) of this namespace"
    case .noMatchingHostname: "no hostname of the route fits one of the listeners that allow it"
    case .hostnameTaken: "a route of another kind has precedence for the hostnames"
    }
  }
}
