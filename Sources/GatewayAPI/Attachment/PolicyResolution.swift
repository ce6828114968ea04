import Documents

/// Decides which policy applies to which Service, and reports those that do not.
struct PolicyResolution: Sendable {
  /// What became of a policy at one of its targets.
  enum Outcome: Sendable {
    case applied
    case targetMissing
    /// A policy with precedence, by its title, has the same target.
    case conflicted(with: String)
  }

  /// The budget of each Service that has one.
  private(set) var budgets: [NamespacedName: RetryBudget] = [:]
  /// By policy, then target.
  private(set) var outcomes: [[Outcome]] = []

  /// `policies` come by precedence; `retried` are the Services to which a retrying rule sends.
  init(
    _ policies: [BackendTrafficPolicy], of inventory: Inventory, retried: Set<NamespacedName>,
    diagnostics: Diagnostics
  ) {
    var owners: [NamespacedName: BackendTrafficPolicy] = [:]
    for policy in policies {
      Self.reportAbsence(in: policy, diagnostics)
      outcomes.append([])
      for (index, target) in policy.targets.enumerated() {
        let path = "spec.targetRefs[\(index)]"
        guard target.isService, inventory.services[target.name] != nil else {
          outcomes[outcomes.count - 1].append(.targetMissing)
          Self.reportMissing(target, path, of: policy, inventory, diagnostics)
          continue
        }
        // Assumption A-GW-20: of two policies for one Service the one with precedence applies whole.
        if let owner = owners[target.name] {
          outcomes[outcomes.count - 1].append(.conflicted(with: owner.title))
          diagnostics.report(
            .policyConflict, .warning,
            "\(owner.title) at \(owner.location) has the same target, Service \(target.name), and precedence: "
              + "this policy does nothing for it",
            object: policy.title, path: path, at: target.location, suggestion: "keep one policy per Service")
          continue
        }
        outcomes[outcomes.count - 1].append(.applied)
        owners[target.name] = policy
        guard let budget = policy.budget else { continue }
        budgets[target.name] = budget
        if !retried.contains(target.name) {
          diagnostics.report(
            .policyWithoutRetries, .warning,
            "no attached route that retries sends to Service \(target.name): the budget has nothing to limit",
            object: policy.title, path: path, at: target.location,
            suggestion: "add `retry` to the HTTPRoute rules that send to it")
        }
      }
    }
  }

  private static func reportAbsence(in policy: BackendTrafficPolicy, _ diagnostics: Diagnostics) {
    guard policy.budget != nil, !policy.absentFields.isEmpty else { return }
    let assumed =
      switch policy.absentFields {
      case ["count"]: "which has no default: 10 retries are assumed"
      case ["interval"]: "which has no default: 1 s is assumed"
      default: "which have no default: 10 retries in 1 s are assumed"
      }
    diagnostics.report(
      .policyIncomplete, .warning,
      "minRetryRate has no \(policy.absentFields.joined(separator: " and no ")), \(assumed)",
      object: policy.title, path: "spec.retryConstraint.minRetryRate", at: policy.budget?.location,
      suggestion: "write both: `minRetryRate: {count: 10, interval: 1s}`")
  }

  private static func reportMissing(
    _ target: BackendTrafficPolicy.Target, _ path: String, of policy: BackendTrafficPolicy,
    _ inventory: Inventory, _ diagnostics: Diagnostics
  ) {
    // A Service that was not admitted has been reported itself.
    guard !target.isService || !inventory.declares("Service", of: "", target.name) else { return }
    diagnostics.report(
      .policyTargetMissing, .warning,
      target.isService
        ? "Service \(target.name) is not among the manifests: the policy does nothing for it"
        : "the target \(target.kind) \(target.name) is no Service: the policy does nothing for it",
      object: policy.title, path: path, at: target.location,
      suggestion: target.isService ? nil : "write `{group: \"\", kind: Service, name: NAME}`")
  }
}
