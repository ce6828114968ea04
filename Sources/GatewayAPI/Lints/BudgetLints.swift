import Documents

/// Reports retry budgets that limit less, or more, than one would think.
struct BudgetLints {
  let policy: BackendTrafficPolicy
  let diagnostics: Diagnostics

  func report() {
    guard let budget = policy.budget else {
      if !policy.persistsSessions {
        report(
          .policyEmpty, .warning, "the policy has no `retryConstraint`: it sets nothing", "spec",
          at: policy.location,
          "add `retryConstraint: {budget: {percent: 20, interval: 10s}, minRetryRate: {count: 10, interval: 1s}}`"
        )
      }
      return
    }
    let rate = Rate(budget)
    switch budget.percent {
    case 0:
      report(
        .budgetZero, .note,
        "0 percent: what is left is the minimum rate of \(rate.minimum) retries/s for each gateway replica",
        "spec.retryConstraint.budget.percent", at: budget.location,
        "a minimum of 0 cannot be written; leave `retry` out of the routes where nothing is to be retried")
    case 100:
      report(
        .budgetUnbinding, .warning,
        "100 percent: retries are never more than all requests, so the budget refuses none",
        "spec.retryConstraint.budget.percent", at: budget.location, "20 is the default")
    default: reportFloor(budget, rate)
    }
    reportTranslation(of: budget)
    reportWindow(of: budget)
  }

  /// What the minimum rate of a budget comes to.
  private struct Rate {
    let minimumPerSecond: Double
    let percent: Int

    init(_ budget: RetryBudget) {
      minimumPerSecond = Double(budget.minimumCount) * 1e9 / Double(max(budget.minimumInterval, 1))
      percent = budget.percent
    }

    var minimum: String { Self.text(minimumPerSecond) }
    /// The requests per second, retries among them, of which the percentage is the minimum rate.
    var crossing: Double { minimumPerSecond * 100 / Double(percent) }

    /// At most one decimal, which says enough about a rate.
    static func text(_ number: Double) -> String {
      let tenths = min(number * 10, 1e15).rounded()
      let whole = Int64(tenths) / 10
      if number > 0, tenths == 0 { return "less than 0.1" }
      return Int64(tenths) % 10 == 0 ? "\(whole)" : "\(whole).\(Int64(tenths) % 10)"
    }
  }

  /// The defaults' own crossing; a policy that is no worse says what everybody's says.
  private static let usualCrossing = 50.0

  private func reportFloor(_ budget: RetryBudget, _ rate: Rate) {
    guard rate.crossing > Self.usualCrossing else { return }
    report(
      .budgetFloor, .note,
      "\(budget.percent) percent matters only above \(Rate.text(rate.crossing)) requests/s per gateway replica: below, "
        + "the minimum rate lets \(rate.minimum) retries/s through, whatever their share",
      "spec.retryConstraint.minRetryRate", at: budget.location,
      "lower `minRetryRate.count` to suit the traffic of one replica")
  }

  /// Reference retry-budgets 5.4; once a policy, and only where it departs from the defaults.
  private func reportTranslation(of budget: RetryBudget) {
    let usual = RetryBudget(policy: budget.policy, location: budget.location)
    var ignored: [(field: BudgetField, name: String)] = []
    if budget.interval != usual.interval { ignored.append((.interval, "`budget.interval`")) }
    if budget.minimumCount != usual.minimumCount || budget.minimumInterval != usual.minimumInterval {
      ignored.append((.minimumInterval, "the interval of `minRetryRate`"))
    }
    guard !ignored.isEmpty else { return }
    let envoys = DataPlaneTranslator.all.filter { $0.kind == .envoy }.map { dataPlane in
      (dataPlane, dropped: Set(dataPlane.budget(budget).notes.filter { $0.verdict == .dropped }.map(\.path)))
    }
    let unread = envoys.filter { $0.dropped.count == BudgetField.allCases.count }.map(\.0)
    let deaf = envoys.filter { _, dropped in
      dropped.count < BudgetField.allCases.count && ignored.contains { dropped.contains($0.field.rawValue) }
    }
    report(
      .budgetTranslated, .note,
      "\(DataPlaneTranslator.list(deaf.map(\.0))) ignore \(ignored.map(\.name).joined(separator: " and ")): they limit "
        + "how many retries are under way at once, by a share of the requests under way and `count` as the least; "
        + "\(DataPlaneTranslator.list(unread)) do not read the policy",
      "spec.retryConstraint", at: budget.location,
      "compare both with `dataPlane: {kind: gateway-api}` and `{kind: envoy}` in a scenario")
  }

  private func reportWindow(of budget: RetryBudget) {
    let cutting = DataPlaneTranslator.all.filter { dataPlane in
      guard case .tokens(let bucket) = dataPlane.budget(budget).setting else { return false }
      return bucket.ttl < budget.interval
    }
    guard !cutting.isEmpty else { return }
    report(
      .budgetWindowCut, .note,
      "\(DataPlaneTranslator.list(cutting)) measure over 1m at most, not over "
        + "\(GatewayDuration(nanoseconds: budget.interval))",
      "spec.retryConstraint.budget.interval", at: budget.location,
      "`weir explain --data-planes` shows what each data plane makes of it")
  }

  private func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ message: String, _ path: String,
    at location: SourceLocation, _ suggestion: String
  ) {
    diagnostics.report(
      code, severity, message, object: policy.title, path: path, at: location, suggestion: suggestion)
  }
}

/// Reports Services that are retried without a budget.
enum UnbudgetedRetries {
  /// One note for all of them: where policies are not used at all, it is one decision and not one for each Service.
  static func report(
    _ rules: [LintedRule], budgets: [NamespacedName: RetryBudget], _ diagnostics: Diagnostics
  ) {
    var unlimited: Set<NamespacedName> = []
    var most = 0
    var first: LintedRule?
    for rule in rules where rule.isInUse {
      guard let retry = rule.activeRetry else { continue }
      for backend in rule.activeBackends where budgets[backend.service] == nil {
        unlimited.insert(backend.service)
        most = max(most, retry.attempts ?? 0)
        first = first ?? rule
      }
    }
    guard let first else { return }
    let names = unlimited.sorted()
    let shown = names.prefix(3).map(\.description).joined(separator: ", ")
    let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
    first.report(
      .retriesUnbudgeted, .note,
      "no XBackendTrafficPolicy limits the retries to Service \(shown)\(rest)"
        + (most > 0 ? ": where every request fails, \(most + 1) attempts are made for each" : ""),
      field: "retry", at: first.rule.retryLocation,
      suggestion:
        "add a policy with `targetRefs: [{group: \"\", kind: Service, name: \(names[0].name)}]` and "
        + "`retryConstraint: {}`", diagnostics)
  }
}
