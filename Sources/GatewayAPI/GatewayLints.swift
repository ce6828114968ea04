import Documents

extension Inventory {
  /// Reports Gateways that are admitted and do not do what they seem to.
  func lintGateways(mergeGateways: Bool, _ diagnostics: Diagnostics) {
    let undeclared = Set(routes.map(\.name.namespace)).filter { namespaces[$0] == nil }.sorted()
    for gateway in gateways {
      let title = "Gateway/\(gateway.name)"
      // Assumption A-GW-18: a Gateway whose class is not among the manifests is accepted.
      if !classes.contains(gateway.className) {
        diagnostics.report(
          .gatewayClassMissing, .note,
          "GatewayClass \(gateway.className) is not among the manifests: it is taken as accepted",
          object: title, path: "spec.gatewayClassName", at: gateway.location)
      }
      for (index, listener) in gateway.listeners.enumerated() {
        let path = "spec.listeners[\(index)]"
        lint(listener, path: path, of: gateway, title, diagnostics)
        if case .selected = listener.namespaces {
          report(undeclared, at: listener, path: path, title, diagnostics)
        }
      }
    }
    if mergeGateways, gateways.count > 1 {
      diagnostics.report(
        .mergingNotModelled, .warning,
        "mergeGateways is not simulated: every Gateway has an address of its own", object: nil,
        at: gateways[1].location)
    }
  }

  private func lint(
    _ listener: Listener, path: String, of gateway: Gateway, _ title: String, _ diagnostics: Diagnostics
  ) {
    if let conflict = listener.conflict {
      let others = gateway.listeners.filter { $0.name != listener.name && listener.conflict(with: $0) != nil }
      diagnostics.report(
        .listenerConflict, .warning,
        "\(conflict.rawValue): listener \(listener.name) cannot be told apart from "
          + "\(others.map(\.name).joined(separator: ", ")) on port \(listener.port), so none of them serves",
        object: title, path: path, at: listener.location,
        suggestion: "give them different hostnames or ports")
    } else if listener.scheme == nil {
      diagnostics.report(
        .unsupportedProtocol, .warning,
        "listeners of protocol \(listener.protocol) are not simulated: it takes no requests", object: title,
        path: path, at: listener.location,
        suggestion: ["HTTP", "HTTPS"].contains(listener.protocol.uppercased())
          ? "write it in upper case: \(listener.protocol.uppercased())" : nil)
    }
  }

  private func report(
    _ undeclared: [String], at listener: Listener, path: String, _ title: String, _ diagnostics: Diagnostics
  ) {
    guard !undeclared.isEmpty else { return }
    let shown = undeclared.prefix(5).joined(separator: ", ") + (undeclared.count > 5 ? ", …" : "")
    diagnostics.report(
      .namespaceUndeclared, .note,
      "the selector of listener \(listener.name) sees only the label kubernetes.io/metadata.name of namespaces "
        + "that are not among the manifests: \(shown)", object: title,
      path: "\(path).allowedRoutes.namespaces", at: listener.location,
      suggestion: "add these Namespaces with their labels")
  }
}
