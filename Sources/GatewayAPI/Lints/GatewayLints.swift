import Documents

extension Inventory {
  /// Reports Gateways, ListenerSets and listeners that are admitted and do not do what they seem to.
  func lintGateways(_ diagnostics: Diagnostics) {
    let undeclared = Set(routes.map(\.name.namespace)).filter { namespaces[$0] == nil }.sorted()
    for gateway in gateways {
      // Assumption A-GW-18: a Gateway whose class is not among the manifests is accepted.
      if classes[gateway.className] == nil {
        diagnostics.report(
          .gatewayClassMissing, .note,
          "GatewayClass \(gateway.className) is not among the manifests: it is taken as accepted",
          object: gateway.title, path: "spec.gatewayClassName", at: gateway.location)
      }
      let rivals = ListenerRivals(gateway.listeners)
      for index in gateway.listeners.indices {
        lint(gateway.listeners[index], at: index, beside: rivals, undeclared, diagnostics)
      }
    }
    for set in listenerSets { lint(set, diagnostics) }
  }

  private func lint(_ set: ListenerSet, _ diagnostics: Diagnostics) {
    let parent = set.parent.map { "\($0.kind) \($0.name)" } ?? "no object"
    let place = set.parent?.location ?? set.location
    switch set.standing {
    case .attached: break
    case .unsupportedParent:
      diagnostics.report(
        .listenerSetParentMissing, .warning, "\(parent) is no Gateway: the set does nothing",
        object: set.title, path: "spec.parentRef", at: place, suggestion: "name a Gateway")
    case .parentMissing:
      guard let parent = set.parent, !declares("Gateway", of: ObjectKind.standardGroup, parent.name) else {
        return
      }
      diagnostics.report(
        .listenerSetParentMissing, .warning,
        "Gateway \(parent.name) is not among the manifests: the set does nothing", object: set.title,
        path: "spec.parentRef", at: place,
        suggestion: NearbyNames.suggestion(
          for: parent.name, kind: "Gateway", among: names(of: "Gateway", in: ObjectKind.standardGroup)))
    case .notAllowed:
      diagnostics.report(
        .listenerSetNotAllowed, .warning,
        "\(parent) does not allow ListenerSets of namespace \(set.name.namespace): the set does nothing",
        object: set.title, path: "spec.parentRef", at: place,
        suggestion: "let the Gateway have `allowedListeners: {namespaces: {from: All}}`, `Same` or a selector"
      )
    }
  }

  private func lint(
    _ listener: Listener, at index: Int, beside rivals: ListenerRivals, _ undeclared: [String],
    _ diagnostics: Diagnostics
  ) {
    func warn(_ code: GatewayCode, _ message: String, at location: SourceLocation, _ suggestion: String?) {
      diagnostics.report(
        code, .warning, message, object: listener.owner.description, path: listener.path, at: location,
        suggestion: suggestion)
    }
    if let conflict = listener.conflict {
      warn(
        .listenerConflict, explanation(of: conflict, listener, rivals.rivals(of: index)),
        at: listener.location,
        "give them different hostnames or ports")
    } else if listener.scheme == nil {
      warn(
        .unsupportedProtocol,
        "listeners of protocol \(listener.protocol) are not simulated: it takes no requests",
        at: listener.location,
        ["HTTP", "HTTPS"].contains(listener.protocol.uppercased())
          ? "write it in upper case: \(listener.protocol.uppercased())" : nil)
    } else if let problem = listener.certificateProblem, problem.preventsServing {
      warn(
        .certificateUnusable, "\(problem.message): the listener does not serve", at: problem.location,
        problem.remedy(for: listener.owner))
    }
    if let problem = listener.authorityProblem, problem.preventsServing {
      warn(
        .authorityUnusable, "\(problem.message): no client can be validated, so the listener does not serve",
        at: listener.location, "see `tls.frontend` of the Gateway")
    }
    lintSelector(of: listener, undeclared, diagnostics)
  }

  /// Inside one object none of the listeners wins; otherwise the first in the list does.
  private func explanation(
    of conflict: Listener.Conflict, _ listener: Listener, _ rivals: (shown: [Listener], hasWinner: Bool)
  ) -> String {
    let (others, hasWinner) = rivals
    let names = others.map { $0.owner == listener.owner ? $0.name : "\($0.name) of \($0.owner)" }
    return "\(conflict.rawValue): listener \(listener.name) cannot be told apart from "
      + "\(names.joined(separator: ", ")) on port \(listener.port), so "
      + (hasWinner ? "it does not serve" : "none of them serves")
  }

  private func lintSelector(of listener: Listener, _ undeclared: [String], _ diagnostics: Diagnostics) {
    guard case .selected = listener.namespaces else { return }
    guard !diagnostics.isFullOfRemarks else { return diagnostics.omit(undeclared.count) }
    for namespace in undeclared {
      diagnostics.report(
        .namespaceUndeclared, .note,
        "namespace \(namespace) is not among the manifests: the selector of listener \(listener.name) sees "
          + "only its label kubernetes.io/metadata.name", object: listener.owner.description,
        path: "\(listener.path).allowedRoutes.namespaces", at: listener.location,
        suggestion: "add the Namespace with its labels")
    }
  }
}

extension CertificateProblem {
  /// What to do about it.
  fileprivate func remedy(for owner: ListenerOwner) -> String? {
    switch kind {
    case .notPermitted:
      "add a ReferenceGrant from {group: \(owner.group), kind: \(owner.kind), namespace: \(owner.name.namespace)} "
        + "to {group: \"\", kind: Secret}"
    case .none: "add `tls: {certificateRefs: [{name: SECRET}]}`"
    case .invalidKind: "name a Secret"
    case .missing, .malformed: nil
    }
  }
}
