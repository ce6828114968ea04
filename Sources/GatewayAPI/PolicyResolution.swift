import Documents

/// Decides which policy applies to which Service, and reports those that do not.
struct PolicyResolution {
  /// The budget of each Service that has one.
  private(set) var budgets: [NamespacedName: RetryBudget] = [:]

  private var owners: [NamespacedName: BackendTrafficPolicy] = [:]
  private let inventory: Inventory
  private let retried: Set<NamespacedName>
  private let diagnostics: Diagnostics

  /// Resolves the policies of `inventory`; `retried` are the Services to which a retrying rule sends.
  init(_ inventory: Inventory, retried: Set<NamespacedName>, diagnostics: Diagnostics) {
    self.inventory = inventory
    self.retried = retried
    self.diagnostics = diagnostics
    for policy in inventory.policies {
      reportAbsentFields(of: policy)
      for index in policy.targets.indices { resolve(policy, target: index) }
    }
  }

  /// Policies come by precedence, so the first one that targets a Service owns it.
  private mutating func resolve(_ policy: BackendTrafficPolicy, target index: Int) {
    let target = policy.targets[index]
    func warn(_ code: GatewayCode, _ message: String, suggestion: String?) {
      diagnostics.report(
        code, .warning, message, object: policy.title, path: "spec.targetRefs[\(index)]",
        at: target.location, suggestion: suggestion)
    }
    guard target.isService else {
      return warn(
        .policyTargetMissing,
        "the target \(target.kind) \(target.name) is no Service: the policy does nothing for it",
        suggestion: "write `{group: \"\", kind: Service, name: NAME}`")
    }
    guard inventory.services[target.name] != nil else {
      // A Service that was not admitted has been reported itself.
      guard !inventory.declares("Service", of: "", target.name) else { return }
      return warn(
        .policyTargetMissing,
        "Service \(target.name) is not among the manifests: the policy does nothing for it",
        suggestion: "a policy reaches Services of its own namespace only")
    }
    // Assumption A-GW-20: of two policies for one Service the one with precedence applies whole.
    if let owner = owners[target.name] {
      return warn(
        .policyConflict,
        "\(owner.title) at \(owner.location) has the same target, Service \(target.name), and precedence: "
          + "this policy does nothing for it", suggestion: "keep one policy per Service")
    }
    owners[target.name] = policy
    guard let budget = policy.budget else { return }
    budgets[target.name] = budget
    if !retried.contains(target.name) {
      warn(
        .policyWithoutRetries,
        "no attached route that retries sends to Service \(target.name): the budget has nothing to limit",
        suggestion: "add `retry` to the HTTPRoute rules that send to it")
    }
  }

  private func reportAbsentFields(of policy: BackendTrafficPolicy) {
    guard let budget = policy.budget, !policy.absentFields.isEmpty else { return }
    diagnostics.report(
      .policyIncomplete, .warning,
      "minRetryRate has no \(policy.absentFields.joined(separator: " and no ")), without a default in the "
        + "definition: what is missing of 10 retries in 1 s is assumed",
      object: policy.title, path: "spec.retryConstraint.minRetryRate", at: budget.location,
      suggestion: "write both: `minRetryRate: {count: 10, interval: 1s}`")
  }
}
