import GatewayAPI

/// What stands behind a Service.
public struct ServiceModel: Sendable {
  /// What becomes of work whose client gave up.
  public enum Abandoned: String, CaseIterable, Sendable {
    /// It is served all the same.
    case served
    /// It is taken off the queue; what is in a slot is served.
    case cancelled
    /// It is taken off the queue and out of its slot.
    case aborted
  }

  /// Which of the waiting work is next.
  public enum QueueDiscipline: String, CaseIterable, Sendable {
    /// What has waited longest.
    case fifo
    /// What came last.
    case lifo
    /// What has waited longest; what is too late by then is dropped.
    case deadline
  }

  /// Failures of single attempts.
  public struct Failures: Sendable, Equatable {
    /// When a failing attempt is answered.
    public enum When: String, CaseIterable, Sendable {
      /// After it held its slot for its service time.
      case afterService = "after-service"
      /// At once, without a slot.
      case atOnce = "at-once"
    }

    /// The probability that an attempt fails, 0 to 1.
    public var rate: Double
    /// The status of a failure.
    public var status: Int
    /// When it is answered.
    public var when: When

    /// Creates the failures of a service or a fault.
    public init(rate: Double, status: Int = 503, when: When = .afterService) {
      self.rate = rate
      self.status = status
      self.when = when
    }
  }

  /// The `retryThrottling` of a gRPC service configuration (reference retry-budgets 3.1).
  public struct GRPCThrottling: Sendable, Equatable {
    /// In thousandths of a token, above 0 to 1,000,000.
    public var maxTokens = 10_000
    /// In thousandths of a token for every success.
    public var tokenRatio = 100

    /// Creates the throttle of gRPC's examples.
    public init() {}
  }

  /// The Service.
  public var name: NamespacedName
  /// Ready endpoints; with an autoscaler those at time zero, as far as it allows them.
  public var endpoints = 1
  /// What changes the number of endpoints.
  public var autoscaler: Autoscaler?
  /// Slots per endpoint, nil for unbounded.
  public var concurrency: Int?
  /// Waiting places per endpoint, nil for unbounded.
  public var queue: Int?
  /// Which of the waiting work is next.
  public var queueDiscipline = QueueDiscipline.fifo
  /// Time in a slot.
  public var serviceTime: TimeDistribution
  /// Failures outside of any fault.
  public var failures: Failures?
  /// What becomes of work whose client gave up.
  public var abandoned = Abandoned.served
  /// What it calls through the mesh.
  public var calls: [ServiceCall] = []
  /// The `static` data plane's bound on concurrent retries per gateway replica.
  public var staticMaxRetries = 3
  /// The thresholds of an Envoy.
  public var envoy = EnvoyCluster()
  /// Linkerd's budget in place of what the policy comes to.
  public var linkerd: BudgetSettings.TokenBudget?
  /// Finagle's budget in place of what the policy comes to.
  public var finagle: BudgetSettings.TokenBudget?
  /// gRPC's throttle in place of what the policy comes to.
  public var grpc: GRPCThrottling?
  /// Whose prices the bucket of an AWS SDK has.
  public var awsSDK: BudgetSettings.SDKRules?

  /// Creates a service with the format's defaults.
  public init(name: NamespacedName, serviceTime: TimeDistribution) {
    self.name = name
    self.serviceTime = serviceTime
  }

  /// The ready endpoints at time zero.
  public var initialEndpoints: Int {
    guard let autoscaler else { return endpoints }
    return min(max(endpoints, autoscaler.minimum), autoscaler.maximum)
  }

  /// The most endpoints that there may be.
  public var mostEndpoints: Int { autoscaler?.maximum ?? endpoints }
}
