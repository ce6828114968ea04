import Documents

extension GatewayConfiguration {
  /// Reports what is admitted and simulated as written, and probably not meant: remarks for people who look at their manifests.
  ///
  /// Reading reports by itself what does not work, such as a backend that is missing; a run has its own report, so this is for those
  /// who ask. O(n log n) in the number of matches.
  public func lint(_ diagnostics: Diagnostics) {
    lintListeners(diagnostics)
    lintMeshRoutes(diagnostics)
    let rules = lintedRules
    for rule in rules {
      RetryLints(rule: rule, diagnostics: diagnostics).report()
      TimeoutLints(rule: rule, diagnostics: diagnostics).report()
      MirrorLints(rule: rule, diagnostics: diagnostics).report()
      CORSLints(rule: rule, diagnostics: diagnostics).report()
      lintPreflights(of: rule, diagnostics)
    }
    UnsafeRetries.report(routes, diagnostics)
    MirrorLoad.report(rules, diagnostics)
    RetryLayers.report(rules, diagnostics)
    for policy in inventory.policies { BudgetLints(policy: policy, diagnostics: diagnostics).report() }
    TranslationLints(rules: rules, diagnostics: diagnostics).report()
    UnbudgetedRetries.report(rules, budgets: policies.budgets, diagnostics)
    ShadowedMatches(self).report(routes, diagnostics)
  }

  /// Every rule of every route with what it comes to.
  private var lintedRules: [LintedRule] {
    routes.indices.flatMap { route in
      routes[route].rules.indices.map { rule in
        LintedRule(
          route: routes[route], routeIndex: route, index: rule, plan: plans[route][rule],
          isAttached: attachments.isAttached(route), isInUse: attachments.isInUse(route))
      }
    }
  }
}

/// One rule of a route with what it comes to.
struct LintedRule {
  let route: Route
  /// The route's position in the configuration.
  let routeIndex: Int
  /// The rule's position in the route.
  let index: Int
  let plan: RulePlan
  /// Whether the route gets requests from any Gateway.
  let isAttached: Bool
  /// Whether it gets any at all, from a Gateway or as calls through the mesh.
  let isInUse: Bool

  var rule: Route.Rule { route.rules[index] }
  var path: String { "spec.rules[\(index)]" }

  /// What it retries, where it sends to a backend and retries at all.
  var activeRetry: RulePlan.Retry? {
    guard plan.gatewayStatus == nil, var retry = plan.retry, retry.attempts != 0 else { return nil }
    // The API has no bound; more than this is as bad, and can be added up without overflow.
    retry.attempts = retry.attempts.map { min($0, 1_000_000) }
    return retry
  }

  /// The mirrors that copy anything, of the rule and of its backends.
  var activeMirrors: [RulePlan.Mirror] {
    (plan.mirrors + plan.backends.flatMap(\.mirrors)).filter { $0.problem == nil && $0.numerator > 0 }
  }

  /// The backends that get requests.
  var activeBackends: [RulePlan.Backend] {
    plan.backends.filter { $0.problem == nil && $0.weight > 0 }
  }

  /// Reports something about the field at the end of `field`, counted from the rule.
  func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ message: String, field: String = "",
    at location: SourceLocation, suggestion: String?, _ diagnostics: Diagnostics
  ) {
    diagnostics.report(
      code, severity, message, object: route.title, path: field.isEmpty ? path : "\(path).\(field)",
      at: location, suggestion: suggestion)
  }
}
