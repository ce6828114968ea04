import Documents

extension Inventory {
  /// Reports Gateways that are admitted and do not do what they seem to.
  func lintGateways(mergeGateways: Bool, _ diagnostics: Diagnostics) {
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
        lint(listener, path: "spec.listeners[\(index)]", of: gateway, title, diagnostics)
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
    if case .selected = listener.namespaces {
      for namespace in Set(routes.map(\.name.namespace)).sorted() where namespaces[namespace] == nil {
        diagnostics.report(
          .namespaceUndeclared, .note,
          "namespace \(namespace) is not among the manifests: the selector of listener \(listener.name) sees "
            + "only its label kubernetes.io/metadata.name", object: title,
          path: "\(path).allowedRoutes.namespaces", at: listener.location,
          suggestion: "add the Namespace with its labels")
      }
    }
  }
}
