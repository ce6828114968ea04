import Documents

/// What every data plane makes of the retries to one Service.
public struct DataPlaneComparison: Sendable {
  /// A rule that sends to the Service.
  public struct Rule: Sendable {
    /// Its route, such as `HTTPRoute/shop/front`.
    public let route: String
    /// Its position in the route.
    public let index: Int
    /// Whether it has a `retry` that allows any.
    public let isRetried: Bool
    /// Where it stands.
    public let location: SourceLocation
    let plan: RulePlan
  }

  /// One data plane.
  public struct Column: Sendable {
    /// The data plane.
    public let dataPlane: DataPlaneTranslator
    /// What limits its retries.
    public let budget: Translated<BudgetSettings>
    /// What it does with each rule, in their order.
    public let rules: [Translated<RuleBehaviour>]
    /// What it lets through where everything fails and all requests meet its most eager rule.
    public let bound: AmplificationBound

    /// How often a request is retried at most, nil where only the budget limits that; 0 where nothing is retried.
    public let retries: Int?
    /// What the client gets where the budget refuses a retry; nil where nothing is retried.
    public let denied: RetryBehaviour.Denial?

    /// How many notes, of the policy and of all rules, have this verdict.
    public func count(_ verdict: TranslationNote.Verdict) -> Int {
      (budget.notes + rules.flatMap(\.notes)).filter { $0.verdict == verdict }.count
    }

    init(
      _ dataPlane: DataPlaneTranslator, budget: RetryBudget?, rules: [Rule],
      under conditions: AmplificationBound.Conditions
    ) {
      self.dataPlane = dataPlane
      self.budget = dataPlane.budget(budget)
      self.rules = rules.map { dataPlane.rule($0.plan) }
      let retrying = self.rules.compactMap(\.setting.retry).filter { $0.retries != 0 }
      let retries = retrying.contains { $0.retries == nil } ? nil : retrying.compactMap(\.retries).max() ?? 0
      self.retries = retries
      denied = retrying.first?.denied
      // The shortest wait holds a concurrent retry's place for the shortest time.
      bound = AmplificationBound(
        self.budget.setting, failuresPay: dataPlane.kind == .finagle, retries: retries,
        backoff: retrying.map(\.backoff.firstMean).min() ?? 0, under: conditions)
    }
  }

  /// The Service.
  public let service: NamespacedName
  /// The budget that a policy sets for it, if one does.
  public let budget: RetryBudget?
  /// The rules of attached routes that send to it, in the order of the routes.
  public let rules: [Rule]
  /// The data planes, in the order in which they are shown.
  public let columns: [Column]
}

extension GatewayConfiguration {
  /// The Services of which data planes may differ: those with a retry budget and those that are retried, by namespace and name.
  public var servicesWithRetries: [NamespacedName] {
    var services = Set(policies.budgets.keys)
    for (service, rules) in rulesByService where rules.contains(where: \.isRetried) {
      services.insert(service)
    }
    return services.sorted()
  }

  /// What each data plane makes of the retries to some Services. O(rules + services × rules of one × data planes).
  public func compareDataPlanes(
    for services: [NamespacedName], under conditions: AmplificationBound.Conditions
  ) -> [DataPlaneComparison] {
    let rules = rulesByService
    return services.map { service in
      let own = rules[service] ?? []
      let budget = retryBudget(of: service)
      return DataPlaneComparison(
        service: service, budget: budget, rules: own,
        columns: DataPlaneTranslator.all.map {
          DataPlaneComparison.Column($0, budget: budget, rules: own, under: conditions)
        })
    }
  }

  /// The rules of routes that get requests, by the Services to which they send them.
  private var rulesByService: [NamespacedName: [DataPlaneComparison.Rule]] {
    var found: [NamespacedName: [DataPlaneComparison.Rule]] = [:]
    for (position, route) in routes.enumerated() where attachments.isInUse(position) {
      for (index, plan) in plans[position].enumerated() {
        let rule = DataPlaneComparison.Rule(
          route: route.title, index: index, isRetried: plan.retry != nil && plan.retry?.attempts != 0,
          location: route.rules[index].location, plan: plan)
        let services = plan.backends.filter { $0.problem == nil && $0.weight > 0 }.map(\.service)
        for service in Set(services) { found[service, default: []].append(rule) }
      }
    }
    return found
  }
}
