import Documents

extension GatewayConfiguration {
  /// Reports Gateways, listeners and ListenerSets that serve nothing or not as they seem to.
  func lintListeners(_ diagnostics: Diagnostics) {
    for (gateway, counts) in zip(gateways, attachments.counts(for: gateways, accepted: hasUsableRule)) {
      reportUnused(gateway, counts, diagnostics)
      reportSelectors(of: gateway, diagnostics)
      reportKinds(of: gateway, diagnostics)
      reportOverlaps(in: gateway, diagnostics)
      reportMissingSecrets(of: gateway, diagnostics)
      reportAuthorities(of: gateway, diagnostics)
    }
    let positions = Dictionary(
      gateways.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for set in inventory.listenerSets where set.standing == .attached {
      if let position = set.parent.flatMap({ positions[$0.name] }) {
        reportIdle(set, in: gateways[position], diagnostics)
      }
    }
  }

  private func reportUnused(_ gateway: Gateway, _ counts: [Int], _ diagnostics: Diagnostics) {
    let serving = gateway.listeners.indices.filter { gateway.listeners[$0].isServing }
    guard !serving.isEmpty else { return }
    guard serving.contains(where: { counts[$0] > 0 }) else {
      diagnostics.report(
        .nothingAttached, .note, "no route is attached to the Gateway: every request is answered 404",
        object: gateway.title, path: "spec.listeners", at: gateway.location,
        suggestion: "add an HTTPRoute with `parentRefs: [{name: \(gateway.name.name), namespace: "
          + "\(gateway.name.namespace)}]`")
      return
    }
    for index in serving where counts[index] == 0 {
      let listener = gateway.listeners[index]
      diagnostics.report(
        .nothingAttached, .note,
        "no route is attached to listener \(listener.name): what it takes is answered 404",
        object: listener.owner.description, path: listener.path, at: listener.location,
        suggestion: "see the hostnames and `sectionName` of the routes, and the listener's `allowedRoutes`")
    }
  }

  /// Secrets are rarely among manifests: what is said is no more than the reason for what the status says.
  private func reportMissingSecrets(of gateway: Gateway, _ diagnostics: Diagnostics) {
    for listener in gateway.listeners {
      guard let problem = listener.certificateProblem, problem.kind == .missing else { continue }
      diagnostics.report(
        .certificateUnusable, .note,
        "\(problem.message): it is taken to be in the cluster, but the status is that of a cluster without it",
        object: listener.owner.description, path: "\(listener.path).tls.certificateRefs",
        at: problem.location, suggestion: "add the Secret to see the status that a controller would write")
    }
  }

  /// Authorities that cannot be used where others can, or that may be in the cluster.
  private func reportAuthorities(of gateway: Gateway, _ diagnostics: Diagnostics) {
    for listener in gateway.listeners {
      guard let problem = listener.authorityProblem, !problem.preventsServing else { continue }
      diagnostics.report(
        .authorityUnusable, .note,
        problem.message
          + (problem.isTotal
            ? ": it is taken to be in the cluster, but the status is that of a cluster without it"
            : ": clients are validated by the other authorities alone"),
        object: listener.owner.description, path: listener.path, at: listener.location,
        suggestion: "see `tls.frontend` of \(gateway.title)")
    }
  }

  private func reportSelectors(of gateway: Gateway, _ diagnostics: Diagnostics) {
    if case .selected(nil) = gateway.listenerSetScope {
      diagnostics.report(
        .selectorMissing, .warning,
        "`from: Selector` without a selector that can be read: ListenerSets of no namespace are allowed",
        object: gateway.title, path: "spec.allowedListeners.namespaces", at: gateway.location,
        suggestion: "add `selector: {matchLabels: {KEY: VALUE}}`, or write `from: Same` or `from: All`")
    }
    for listener in gateway.listeners {
      guard case .selected(nil) = listener.namespaces else { continue }
      diagnostics.report(
        .selectorMissing, .warning,
        "`from: Selector` without a selector that can be read: routes of no namespace are allowed at listener "
          + listener.name, object: listener.owner.description,
        path: "\(listener.path).allowedRoutes.namespaces",
        at: listener.location,
        suggestion: "add `selector: {matchLabels: {KEY: VALUE}}`, or write `from: Same` or `from: All`")
    }
  }

  /// Kinds that a listener asks for in vain; what a protocol takes that is not known cannot be told.
  private func reportKinds(of gateway: Gateway, _ diagnostics: Diagnostics) {
    for listener in gateway.listeners where listener.isProtocolKnown && !listener.invalidKinds.isEmpty {
      let invalid = listener.invalidKinds.map {
        $0.group == ObjectKind.standardGroup ? $0.kind : "\($0.kind) of group \"\($0.group)\""
      }
      let left = listener.supportedKinds.map(\.kind)
      diagnostics.report(
        .routeKindsUnusable, .warning,
        "\(listener.protocol) listeners cannot take \(invalid.joined(separator: ", ")): "
          + (left.isEmpty ? "no route can attach" : "only \(left.joined(separator: " and ")) can attach")
          + " (status InvalidRouteKinds)",
        object: listener.owner.description, path: "\(listener.path).allowedRoutes.kinds",
        at: listener.location,
        suggestion: "listeners of this protocol take "
          + "\(listener.kindsOfProtocol.map(\.kind).joined(separator: " and ")): name these, or leave `kinds` out"
      )
    }
  }

  /// A listener without a hostname is left out: which names its certificate is for cannot be seen. O(labels) a listener.
  private func reportOverlaps(in gateway: Gateway, _ diagnostics: Diagnostics) {
    var wildcards: [Int: [String: Listener]] = [:]
    let encrypted = gateway.listeners.filter { $0.isServing && $0.scheme == "https" }
    for listener in encrypted {
      if let hostname = listener.hostname, hostname.hasPrefix("*.") {
        wildcards[listener.port, default: [:]][hostname] = listener
      }
    }
    for listener in encrypted {
      guard let hostname = listener.hostname, let others = wildcards[listener.port],
        let wider = Hostname.wildcards(covering: hostname).lazy.compactMap({ others[$0] }).first
      else { continue }
      diagnostics.report(
        .hostnamesOverlap, .note,
        "listener \(wider.name) for \(wider.hostname ?? "*") covers \(hostname) too: a client that has a connection to it "
          + "may use that for \(hostname), gets 421 and connects again", object: listener.owner.description,
        path: "\(listener.path).hostname", at: listener.location,
        suggestion: "give the two certificates without common names, or one listener to both")
    }
  }

  private func reportIdle(_ set: ListenerSet, in gateway: Gateway, _ diagnostics: Diagnostics) {
    let own = gateway.positions(of: set.owner).map { gateway.listeners[$0] }
    guard !own.isEmpty, own.allSatisfy({ $0.conflict != nil }) else { return }
    diagnostics.report(
      .listenerSetIdle, .warning,
      "all its listeners are in conflict with others of \(gateway.title): the set and the routes that name it get no "
        + "requests", object: set.title, path: "spec.listeners", at: set.location,
      suggestion: "give the listeners hostnames or ports that no older set and not the Gateway has")
  }
}
