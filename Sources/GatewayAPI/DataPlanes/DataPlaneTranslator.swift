/// Turns what is written for the Gateway API into what a data plane acts by, as its controllers do (reference retry-budgets 5.4).
public struct DataPlaneTranslator: Sendable {
  /// The data plane.
  public let kind: DataPlaneKind
  /// Who configures the Envoy of `envoy` and `envoy-interval`; others have no say.
  public let controller: EnvoyController
  /// Envoy's own retry conditions, in place of those that the rule's codes come to; others have no use for them.
  public let retryOn: [String]

  /// Creates the translator of a data plane.
  public init(_ kind: DataPlaneKind, controller: EnvoyController = .direct, retryOn: [String] = []) {
    self.kind = kind
    self.controller = controller
    self.retryOn = retryOn
  }

  /// What the data plane does with a rule, with notes whose paths start at the rule.
  public func rule(_ plan: RulePlan) -> Translated<RuleBehaviour> {
    switch kind {
    case .gatewayAPI: LiteralTranslation(denied: .status503).rule(plan)
    case .finagle, .static, .none: LiteralTranslation(denied: .lastAnswer).rule(plan)
    case .envoy, .envoyInterval: envoy.rule(plan)
    case .linkerd: LinkerdTranslation.rule(plan)
    case .grpc: GRPCTranslation.rule(plan)
    case .awsSDK: SDKTranslation.rule(plan)
    }
  }

  /// What limits the retries to a service with this budget; nil where no policy sets one.
  public func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    switch kind {
    case .gatewayAPI: LiteralTranslation.budget(budget)
    case .envoy, .envoyInterval: envoy.budget(budget)
    case .linkerd: TokenBudgetTranslation.linkerd.budget(budget)
    case .finagle: TokenBudgetTranslation.finagle.budget(budget)
    case .grpc: GRPCTranslation.budget(budget)
    case .awsSDK: SDKTranslation.budget(budget)
    case .static: LiteralTranslation.fixedBudget(budget)
    case .none: LiteralTranslation.noBudget(budget)
    }
  }

  private var envoy: EnvoyTranslation {
    EnvoyTranslation(
      habits: EnvoyHabits(of: controller), retryOn: retryOn, countsInterval: kind == .envoyInterval)
  }
}

extension DataPlaneTranslator {
  /// Every data plane, each controller of Envoy among them, in the order in which they are shown side by side.
  public static let all: [DataPlaneTranslator] =
    EnvoyController.allCases.map { DataPlaneTranslator(.envoy, controller: $0) }
    + [.envoyInterval, .linkerd, .finagle, .grpc, .awsSDK, .static, .none, .gatewayAPI].map {
      DataPlaneTranslator($0)
    }

  /// What it is called where data planes stand side by side: its controller, where one has a say, or its kind.
  public var name: String {
    kind == .envoy && controller != .direct ? controller.rawValue : kind.rawValue
  }

  /// Their names in a sentence.
  static func list(_ dataPlanes: [DataPlaneTranslator]) -> String {
    let names = dataPlanes.map(\.name)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
