/// Turns what is written for the Gateway API into what a data plane acts by, as its controllers do (reference retry-budgets 5.4).
public struct DataPlaneTranslator: Sendable {
  public let kind: DataPlaneKind
  /// Who configures the Envoy of `envoy` and `envoy-interval`; others have no say.
  public let controller: EnvoyController
  /// Envoy's own retry conditions, in place of those that the rule's codes come to.
  public let retryOn: [String]

  /// Creates the translator of a data plane.
  public init(_ kind: DataPlaneKind, controller: EnvoyController = .direct, retryOn: [String] = []) {
    self.kind = kind
    self.controller = controller
    self.retryOn = retryOn
  }

  /// What the data plane does with a rule.
  public func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    Translated(
      RuleBehaviour(
        requestTimeout: plan.requestTimeout, attemptTimeout: plan.backendRequestTimeout,
        retry: plan.retry.map {
          RetryBehaviour(
            retries: $0.attempts ?? 1, statuses: $0.codes, backoff: $0.backoff.map { .fixed($0) } ?? .none)
        }))
  }

  /// What limits the retries to a service with this budget; nil where no policy sets one.
  public func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    guard kind == .gatewayAPI, let budget else { return Translated(.unlimited) }
    return Translated(.window(budget))
  }
}
