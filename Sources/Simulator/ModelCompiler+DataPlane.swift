import GatewayAPI
import Scenarios

extension ModelCompiler {
  /// What the data plane does with a rule's timeouts and failures.
  func apply(_ rule: RulePlan, to plan: inout Model.Plan) {
    let behaviour = scenario.dataPlane.ruleTranslator.rule(rule).setting
    plan.requestTimeout = behaviour.requestTimeout ?? Model.never
    plan.attemptTimeout = behaviour.attemptTimeout ?? Model.never
    if let retry = behaviour.retry { plan.retry = compiled(retry) }
  }

  private func compiled(_ behaviour: RetryBehaviour) -> Model.Retry {
    var retry = Model.Retry()
    // Assumption A-SIM-18: a `retry` without `attempts` retries once; without `backoff` a retry begins at once; with one it begins
    // exactly that long after the failure. More than 32,766 retries count as 32,766: a recorded attempt's number has 16 bits.
    retry.limit = min(max(0, behaviour.retries ?? Int.max), Int(Int16.max) - 1)
    retry.statuses = StatusSet(behaviour.statuses)
    retry.onRefusal = behaviour.onRefusal
    retry.onReset = behaviour.onReset
    retry.onTimeout = behaviour.onTimeout
    retry.backoff = Backoff(behaviour.backoff)
    retry.repicks = behaviour.repicks
    retry.beginsLate = scenario.dataPlane.isEnvoy && scenario.dataPlane.retryRules == .translated
    retry.passesOn =
      !(scenario.dataPlane.kind == .gatewayAPI && scenario.dataPlane.readings.denied == .status503)
    return retry
  }

  /// What limits the retries to a service: what its own block says, else what the policy comes to.
  ///
  /// Assumption A-SIM-16: a Service without an XBackendTrafficPolicy, or whose policy has no `retryConstraint`, has no budget but what the
  /// data plane has by itself; a service's own block goes before the policy.
  func budget(of service: ServiceModel) -> Model.BudgetPolicy {
    let plane = scenario.dataPlane
    let policy = scenario.configuration.retryBudget(of: service.name)
    switch plane.translator.budget(policy).setting {
    case .unlimited: return unlimited(service)
    case .window(let budget):
      return .window(
        WindowBudget.Policy(
          percent: budget.percent, interval: budget.interval, minimumCount: budget.minimumCount,
          minimumInterval: budget.minimumInterval, readings: plane.readings))
    case .concurrency(let maximum):
      if plane.isEnvoy { return .concurrency(envoy(service, maximum: maximum)) }
      return .concurrency(.maxRetries(service.staticMaxRetries))
    case .envoy(let percent, let minimum, let interval):
      if service.envoy.retryBudget != nil { return .concurrency(envoy(service, maximum: 0)) }
      return .concurrency(limit(percent, minimum, interval))
    case .tokens(let budget):
      return tokens(plane.kind == .linkerd ? service.linkerd ?? budget : service.finagle ?? budget)
    case .throttle(let maximum, let ratio):
      return .throttle(throttle(service, maximum: maximum, ratio: ratio))
    case .bucket(let rules):
      return .bucket((service.awsSDK ?? rules) == .of2026 ? .since2026 : .before2026)
    }
  }

  /// A service without a policy may have a block all the same.
  private func unlimited(_ service: ServiceModel) -> Model.BudgetPolicy {
    guard scenario.dataPlane.kind == .grpc, let own = service.grpc else { return .unlimited }
    return .throttle(GRPCThrottle.Policy(maximum: own.maxTokens, ratio: own.tokenRatio))
  }

  private func throttle(_ service: ServiceModel, maximum: Int, ratio: Int) -> GRPCThrottle.Policy {
    GRPCThrottle.Policy(
      maximum: service.grpc?.maxTokens ?? maximum, ratio: service.grpc?.tokenRatio ?? ratio)
  }

  /// - Parameter maximum: the controller's `max_retries`.
  private func envoy(_ service: ServiceModel, maximum: Int) -> EnvoyRetryLimit.Policy {
    guard let budget = service.envoy.retryBudget else {
      return .maxRetries(service.envoy.maxRetries ?? maximum)
    }
    let policy = scenario.configuration.retryBudget(of: service.name)
    let isInterval = scenario.dataPlane.kind == .envoyInterval
    // Assumption A-SIM-34: without an interval of its own or a policy's, `envoy-interval` takes the API's default, 10 s.
    return limit(
      budget.percent, budget.minimum,
      isInterval ? budget.interval ?? policy?.interval ?? 10_000_000_000 : nil)
  }

  private func limit(_ percent: Double, _ minimum: Int, _ interval: Int64?) -> EnvoyRetryLimit.Policy {
    guard let interval else { return .budget(percent: percent, minimum: minimum) }
    return .intervalBudget(percent: percent, minimum: minimum, interval: interval)
  }

  private func tokens(_ budget: BudgetSettings.TokenBudget) -> Model.BudgetPolicy {
    guard scenario.dataPlane.kind == .linkerd else {
      return .finagle(
        FinaglePolicy(
          timeToLive: budget.ttl, minimumPerSecond: budget.minimumPerSecond, ratio: budget.ratio))
    }
    return .tower(
      TowerPolicy(
        timeToLive: budget.ttl, minimumPerSecond: budget.minimumPerSecond, ratio: Float(budget.ratio),
        window: scenario.dataPlane.usesNominalWindow ? .nominal : .written))
  }

  /// The circuit breakers of a service, where the gateway is an Envoy.
  func breakers(of service: ServiceModel) -> Model.CircuitBreakers? {
    guard scenario.dataPlane.isEnvoy else { return nil }
    return Model.CircuitBreakers(
      connections: service.envoy.maxConnections, pendingRequests: service.envoy.maxPendingRequests,
      requests: service.envoy.maxRequests)
  }
}

extension Backoff {
  /// The backoff that a data plane's controllers make of a rule's.
  init(_ backoff: RetryBehaviour.Backoff) {
    switch backoff {
    case .none: self = .none
    case .fixed(let wait): self = wait > 0 ? .fixed(wait) : .none
    case .envoy(let base, let maximum): self = .envoy(base: base, maximum: maximum)
    case .linkerd(let minimum, let maximum): self = .linkerd(minimum: minimum, maximum: maximum)
    case .grpc(let initial, let maximum, let multiplier):
      self = .grpc(initial: initial, maximum: maximum, multiplier: multiplier, jitter: .full)
    case .sdk(let scale): self = .sdk(base: scale, cap: 20_000_000_000)
    }
  }
}
