import Documents

/// Reports parents that bring a route no requests, and routes that get none.
struct AttachmentLints {
  let inventory: Inventory
  let attachments: Attachments
  let diagnostics: Diagnostics

  func report() {
    for (index, route) in inventory.routes.enumerated() {
      for (position, parent) in route.parents.enumerated() {
        let path = "spec.parentRefs[\(position)]"
        if let attachment = attachments.outcomes[index][position] {
          report(attachment, of: parent, path, route)
        } else if let attachment = attachments.mesh[index][position] {
          report(attachment, of: parent, path, route)
        } else {
          reportMissing(parent, path, of: route)
        }
      }
      guard !attachments.isInUse(index) else { continue }
      diagnostics.report(
        .routeNowhere, .warning,
        route.parents.isEmpty
          ? "the route has no parentRefs: it gets no requests"
          : "the route is attached to no listener and no Service: it gets no requests", object: route.title,
        path: "spec.parentRefs", at: route.location,
        suggestion: route.parents.isEmpty
          ? "add `parentRefs: [{name: GATEWAY}]`" : "see what is said about its parentRefs")
    }
  }

  private func reportMissing(_ parent: Route.ParentReference, _ path: String, of route: Route) {
    guard parent.isModelled else { return reportGroup(of: parent, path, of: route) }
    let group = parent.isService ? "" : parent.group
    // An object that was not admitted has been reported itself.
    guard !inventory.declares(parent.kind, of: group, parent.name) else { return }
    diagnostics.report(
      .parentMissing, .warning, "\(parent.kind) \(parent.name) is not among the manifests",
      object: route.title, path: path, at: parent.location,
      suggestion: NearbyNames.suggestion(
        for: parent.name, kind: parent.kind, among: inventory.names(of: parent.kind, in: group)))
  }

  private func report(
    _ attachment: MeshAttachment, of parent: Route.ParentReference, _ path: String, _ route: Route
  ) {
    guard attachment.places.isEmpty else { return }
    let wanted = [parent.sectionName, parent.port.map { "number \($0)" }].compactMap(\.self)
    let ports = inventory.services[parent.name]?.ports ?? []
    let names = ports.map { port in port.name.map { "\($0) (\(port.number))" } ?? "\(port.number)" }
    diagnostics.report(
      .noMatchingParent, .warning,
      "Service \(parent.name) has no port \(wanted.joined(separator: " with "))",
      object: route.title, path: path, at: parent.location,
      suggestion: "its ports: \(names.isEmpty ? "none" : names.joined(separator: ", "))")
  }

  /// A kind with listeners in a group of Kubernetes that does not have it is a slip; others may have a kind of the same name.
  private func reportGroup(of parent: Route.ParentReference, _ path: String, of route: Route) {
    let isSet = ["ListenerSet", "XListenerSet"].contains(parent.kind)
    let isSlip =
      isSet
      || parent.kind == "Gateway"
        && ObjectKind(apiVersion: "\(parent.group)/v1", kind: parent.kind).isInKubernetesGroup
    let group = parent.group.isEmpty ? "\"\"" : parent.group
    diagnostics.report(
      .parentMissing, .warning,
      isSlip
        ? "there is no kind \(parent.kind) in group \(group): it brings the route no requests"
        : "the parent \(parent.kind) \(parent.name) is not simulated: it brings the route no requests",
      object: route.title, path: path, at: parent.location, suggestion: isSlip ? remedy(for: parent) : nil)
  }

  /// A mistake of the announcement: the group of XListenerSet is not the default.
  private func remedy(for parent: Route.ParentReference) -> String {
    let leaveOut = "leave `group` out: without it \(ObjectKind.standardGroup) is meant"
    if parent.kind == "Gateway" { return leaveOut }
    let sets = inventory.listenerSets.filter { $0.name.name == parent.name.name }
    guard sets.count == 1, let owner = sets.first?.owner else {
      return parent.kind == "XListenerSet"
        ? "kind XListenerSet needs `group: \(ObjectKind.experimentalGroup)`" : leaveOut
    }
    if parent.kind == owner.kind, parent.kind == "ListenerSet", parent.name == owner.name { return leaveOut }
    return "write `{group: \(owner.group), kind: \(owner.kind), name: \(owner.name.name), "
      + "namespace: \(owner.name.namespace)}`"
  }

  private func report(
    _ attachment: Attachment, of parent: Route.ParentReference, _ path: String, _ route: Route
  ) {
    guard let refusal = attachment.refusal else { return }
    let what = "\(parent.kind) \(parent.name)"
    let listeners = attachment.gateway.map { gateway in
      (parent.owner.map(inventory.gateways[gateway].positions) ?? 0..<0).map {
        inventory.gateways[gateway].listeners[$0]
      }
    }
    guard let listeners else {
      diagnostics.report(
        .noMatchingParent, .warning, "\(what) is not part of any Gateway, so it has no listener that serves",
        object: route.title, path: path, at: parent.location, suggestion: "see what is said about \(what)")
      return
    }
    let (code, message, suggestion) = explanation(of: refusal, attachment, what, parent, route, listeners)
    diagnostics.report(
      code, .warning, message, object: route.title, path: path, at: parent.location, suggestion: suggestion)
  }

  private func explanation(
    of refusal: Attachment.Refusal, _ attachment: Attachment, _ what: String,
    _ parent: Route.ParentReference, _ route: Route, _ listeners: [Listener]
  ) -> (code: GatewayCode, message: String, suggestion: String?) {
    switch refusal {
    case .noMatchingParent:
      let wanted = [parent.sectionName, parent.port.map { "port \($0)" }].compactMap(\.self)
      let names = listeners.map(\.name)
      return (
        .noMatchingParent, "\(what) has no listener \(wanted.joined(separator: " with "))",
        parent.sectionName.flatMap { didYouMean($0, among: names) }
          ?? "its listeners: \(names.joined(separator: ", "))"
      )
    case .notAllowed:
      return (
        .routeNotAllowed,
        "no listener of \(what) that the parentRef selects allows an \(route.kind.rawValue) "
          + "of namespace \(route.name.namespace)",
        route.name.namespace == parent.name.namespace
          ? "see the listeners' protocol and allowedRoutes.kinds"
          : "let the listener have `allowedRoutes: {namespaces: {from: All}}` or a selector"
      )
    case .noMatchingHostname: return hostnameExplanation(attachment, route)
    case .hostnameTaken:
      let other = route.kind == .http ? "GRPCRoute" : "HTTPRoute"
      return (
        .hostnameTaken,
        "a \(other) with precedence has hostnames that overlap with these at \(what): a listener takes one of "
          + "the two kinds",
        "give the two routes different hostnames, or put both in one kind"
      )
    }
  }
}

extension AttachmentLints {
  /// Names the hostnames of the listeners that allow the route, and those listeners that would fit if they did.
  private func hostnameExplanation(
    _ attachment: Attachment, _ route: Route
  ) -> (code: GatewayCode, message: String, suggestion: String?) {
    let listeners = attachment.gateway.map { inventory.gateways[$0].listeners } ?? []
    let hostnames = attachment.allowing.compactMap { listeners[$0].hostname }.joined(separator: ", ")
    let names = attachment.fitting.map { listeners[$0].name }
    let message =
      "no hostname of the route (\(route.hostnames.joined(separator: ", "))) fits one of the listeners that allow "
      + "it (\(hostnames))"
    guard !names.isEmpty else { return (.noMatchingHostname, message, nil) }
    let what = (names.count == 1 ? "listener " : "listeners ") + names.joined(separator: ", ")
    return (
      .noMatchingHostname,
      "\(message): \(what) would, but \(names.count == 1 ? "does" : "do") not allow an \(route.kind.rawValue) of "
        + "namespace \(route.name.namespace)",
      "see `allowedRoutes` of \(what)"
    )
  }
}

/// Suggests what a reference to an object that is not there may have meant.
enum NearbyNames {
  static func suggestion(for name: NamespacedName, kind: String, among names: [NamespacedName]) -> String {
    let elsewhere = names.filter { $0.name == name.name }
    if elsewhere.count == 1 {
      return "there is \(elsewhere[0]): add `namespace: \(elsewhere[0].namespace)`"
    }
    if let near = didYouMean(name.name, among: names.map(\.name)) { return near }
    return names.count == 1
      ? "the only \(kind) of the manifests is \(names[0])" : "add the \(kind) to the manifests"
  }
}
