extension GatewayConfiguration {
  /// How many ancestors a status may list.
  private static let mostAncestors = 16

  /// The status of every policy at the Gateways through which requests reach its targets, by name.
  func policyStatuses() -> [ObjectStatus] {
    let ancestors = gatewaysByService()
    let statuses = zip(inventory.policies, policies.outcomes).map { policy, outcomes in
      let condition = Self.accepted(policy, outcomes)
      let services = policy.targets.filter(\.isService).map(\.name)
      let gateways = Set(services.flatMap { ancestors[$0] ?? [] }).sorted()
      // Assumption A-GW-35: a policy that no Gateway's requests meet has its targets for ancestors.
      let found = zip(policy.targets, outcomes).filter { !$1.isMissing }.map(\.0)
      let titles =
        gateways.isEmpty
        ? (found.isEmpty ? policy.targets : found).map { "\($0.kind)/\($0.name)" }.sorted()
        : gateways.map { "Gateway/\($0)" }
      return ObjectStatus(
        object: policy.title,
        ancestors: titles.prefix(Self.mostAncestors).map {
          AncestorStatus(ancestor: $0, conditions: [condition])
        })
    }
    return statuses.sorted { $0.object < $1.object }
  }

  private static func accepted(
    _ policy: BackendTrafficPolicy, _ outcomes: [PolicyResolution.Outcome]
  ) -> Condition {
    for case .conflicted(let winner) in outcomes {
      return .fails("Accepted", "Conflicted", "\(winner) has the same target and precedence")
    }
    // A policy that applies to one of its targets is in force, whatever became of the others.
    guard outcomes.allSatisfy(\.isMissing), let first = policy.targets.first else {
      return .holds("Accepted")
    }
    return .fails(
      "Accepted", "TargetNotFound",
      policy.targets.count == 1
        ? "\(first.kind) \(first.name.name) does not exist"
        : "none of the \(policy.targets.count) targets exists")
  }

  /// The Gateways whose attached routes send to each Service.
  private func gatewaysByService() -> [NamespacedName: Set<NamespacedName>] {
    var found: [NamespacedName: Set<NamespacedName>] = [:]
    for index in routes.indices {
      let parents = attachments.outcomes[index].compactMap { attachment in
        attachment.flatMap { $0.places.isEmpty ? nil : $0.gateway }
      }
      guard !parents.isEmpty else { continue }
      for plan in plans[index] {
        for backend in plan.backends where backend.problem == nil {
          found[backend.service, default: []].formUnion(parents.map { gateways[$0].name })
        }
      }
    }
    return found
  }
}

extension PolicyResolution.Outcome {
  fileprivate var isMissing: Bool {
    if case .targetMissing = self { true } else { false }
  }
}
