import Documents

extension GatewayConfiguration {
  /// The status of a route at each parent that is among the manifests.
  func routeStatus(_ index: Int) -> ObjectStatus {
    let route = routes[index]
    let shared = [resolvedRefs(of: index)] + partialInvalidity(of: index)
    let parents = zip(route.parents, attachments.outcomes[index]).compactMap { parent, attachment in
      attachment.map { attachment in
        let accepted = accepted(index, attachment, parent)
        return ParentStatus(
          parent: "\(parent.kind)/\(parent.name)", sectionName: parent.sectionName, port: parent.port,
          conditions: [accepted] + (accepted.isTrue ? shared : [shared[0]]))
      }
    }
    return ObjectStatus(object: route.title, parents: parents)
  }

  /// Whether not all of the route's rules are dropped, so that it can be accepted.
  func hasUsableRule(_ index: Int) -> Bool {
    routes[index].rules.isEmpty || unusableRules[index]?.count != routes[index].rules.count
  }

  private func accepted(
    _ index: Int, _ attachment: Attachment, _ parent: Route.ParentReference
  ) -> Condition {
    if let refusal = attachment.refusal {
      return .fails("Accepted", refusal.rawValue, refusal.message(of: routes[index].kind, parent))
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
  fileprivate func message(of kind: Route.Kind, _ parent: Route.ParentReference) -> String {
    switch self {
    case .noMatchingParent: "no listener of the parent has the name or port that the route asks for"
    case .notAllowed: "no listener allows a \(kind.rawValue) of this namespace"
    case .noMatchingHostname: "no hostname of the route fits one of the listeners that allow it"
    case .hostnameTaken: "a route of another kind has precedence for the hostnames"
    }
  }
}
