import GatewayAPI

/// How the gateway behaves where the API leaves it open.
public struct DataPlane: Sendable {
  /// Which behaviour.
  public typealias Kind = DataPlaneKind

  /// Which rules decide that a failed attempt is retried, how often and after which wait.
  public enum RetryRules: String, CaseIterable, Sendable {
    /// Those that the data plane's controllers make of the route's.
    case translated
    /// The route's own, as the specification reads them, so that only the budget is the data plane's.
    case asWritten = "as-written"
  }

  /// What mirrors and splits of one request are drawn from.
  public enum RequestDraws: String, CaseIterable, Sendable {
    /// One random number for all of them, as Envoy does (reference retry-budgets 1.9).
    case shared
    /// A number for each.
    case independent
  }

  /// Which behaviour.
  public var kind = Kind.gatewayAPI
  /// Who configures the Envoys of `envoy` and `envoy-interval`.
  public var controller = EnvoyController.direct
  /// Envoy's own retry conditions in place of what the route's codes come to; empty leaves those.
  public var retryOn: [String] = []
  /// Whose rules say what is retried.
  public var retryRules = RetryRules.translated
  /// What mirrors and splits are drawn from; nil is as the kind does.
  public var draws: RequestDraws?
  /// How the specification's budget is read.
  public var readings = BudgetReadings()
  /// Whether Linkerd's window is the ten slots that its documentation means, and not what its code makes of them.
  public var usesNominalWindow = false
  /// How many gateway replicas share the traffic, at least 1.
  public var replicas = 1
  /// How an endpoint is picked.
  public var loadBalancing = LoadBalancing.roundRobin
  /// How round robin and least request treat endpoints that become ready during the run; nil as all others.
  public var slowStart: SlowStart?
  /// An Envoy whose share of endpoints that are not ejected is below this picks from all of them, 0 to 1.
  public var panicThreshold = 0.5
  /// Time that the gateway adds to each client request before its first attempt; nil adds none.
  public var overhead: TimeDistribution?

  /// Creates the default: one replica that does what the specification says.
  public init() {}

  /// Whether the gateway is an Envoy.
  public var isEnvoy: Bool { kind == .envoy || kind == .envoyInterval }

  /// Whether mirrors and splits of a request share one random number.
  public var sharesDraws: Bool { (draws ?? (isEnvoy ? .shared : .independent)) == .shared }

  /// What turns rules and policies into what the data plane acts by.
  public var translator: DataPlaneTranslator {
    DataPlaneTranslator(kind, controller: controller, retryOn: retryOn)
  }

  /// The same for rules: as the specification reads them where only the budget is to be the data plane's.
  public var ruleTranslator: DataPlaneTranslator {
    retryRules == .asWritten ? DataPlaneTranslator(.gatewayAPI) : translator
  }
}
