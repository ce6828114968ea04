import Documents

/// Reports Services whose requests are retried by a gateway and again inside the mesh.
enum RetryLayers {
  /// Once a Service, at the first rule of a Gateway's route that retries; O(rules).
  static func report(_ rules: [LintedRule], _ diagnostics: Diagnostics) {
    let inner = meshRetries(rules)
    guard !inner.isEmpty else { return }
    var reported: Set<NamespacedName> = []
    for rule in rules where rule.isAttached {
      guard let retry = rule.activeRetry else { continue }
      for backend in rule.activeBackends {
        guard let mesh = inner[backend.service], reported.insert(backend.service).inserted else { continue }
        report(backend.service, retry, rule, mesh, diagnostics)
      }
    }
  }

  private static func report(
    _ service: NamespacedName, _ retry: RulePlan.Retry, _ rule: LintedRule,
    _ mesh: (rule: LintedRule, attempts: Int?), _ diagnostics: Diagnostics
  ) {
    let product: String
    if let outer = retry.attempts, let inner = mesh.attempts {
      let attempts = (Double(outer) + 1) * (Double(inner) + 1)
      product = "up to \(outer + 1) × \(inner + 1) = \(Int(min(attempts, 1e15))) attempts"
    } else {
      product = "up to the product of both numbers of attempts"
    }
    rule.report(
      .retryLayers, .warning,
      "\(mesh.rule.route.title) retries requests to Service \(service) inside the mesh too: where the gateway is part of "
        + "it, one request becomes \(product)", field: "retry", at: rule.rule.retryLocation,
      suggestion: "retry in one place; the other is at \(mesh.rule.rule.retryLocation)", diagnostics)
  }

  /// The retries of routes whose parent is a Service, by that Service: those with the most attempts.
  private static func meshRetries(
    _ rules: [LintedRule]
  ) -> [NamespacedName: (rule: LintedRule, attempts: Int?)] {
    var found: [NamespacedName: (rule: LintedRule, attempts: Int?)] = [:]
    for rule in rules {
      guard let retry = rule.activeRetry else { continue }
      for parent in rule.route.parents where parent.isService {
        if let other = found[parent.name], (other.attempts ?? 0) >= (retry.attempts ?? 0) { continue }
        found[parent.name] = (rule, retry.attempts)
      }
    }
    return found
  }
}
