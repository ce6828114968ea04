import Documents

/// Which Gateways share one address: each has its own, unless those of one class are merged.
struct GatewayGroups: Sendable {
  /// By position of a Gateway: the position of the first Gateway of its group.
  let leads: [Int]

  /// Groups the Gateways of one class whose listeners are compatible, the oldest first; one that conflicts with those before it
  /// keeps an address of its own, which is reported (reference gateway-api 7.3).
  init(_ gateways: [Gateway], isMerging: Bool, _ diagnostics: Diagnostics) {
    leads = isMerging ? Self.merge(gateways, diagnostics) : Array(gateways.indices)
  }

  private static func merge(_ gateways: [Gateway], _ diagnostics: Diagnostics) -> [Int] {
    var leads = Array(gateways.indices)
    var groups: [String: (lead: Int, claims: PortClaims)] = [:]
    for index in gateways.indices.sorted(by: { gateways[$0].seniority < gateways[$1].seniority }) {
      let gateway = gateways[index]
      var group = groups[gateway.className] ?? (index, PortClaims())
      let serving = gateway.listeners.filter { $0.conflict == nil }
      let clashes = serving.compactMap { listener in
        group.claims.conflict(with: listener).map { (listener, $0) }
      }
      for (listener, conflict) in clashes {
        report(conflict, listener, of: gateway, lead: gateways[group.lead], diagnostics)
      }
      guard clashes.isEmpty else { continue }
      leads[index] = group.lead
      for listener in serving { group.claims.add(listener) }
      groups[gateway.className] = group
    }
    return leads
  }

  private static func report(
    _ conflict: Listener.Conflict, _ listener: Listener, of gateway: Gateway, lead: Gateway,
    _ diagnostics: Diagnostics
  ) {
    diagnostics.report(
      .gatewaysIncompatible, .warning,
      "\(conflict.rawValue): listener \(listener.name) of \(listener.owner) cannot be told apart from one of the "
        + "Gateways that \(lead.title) is merged with, on port \(listener.port): \(gateway.title) keeps an address of its own",
      object: listener.owner.description, path: listener.path, at: listener.location,
      suggestion: "give it another hostname or port")
  }
}
