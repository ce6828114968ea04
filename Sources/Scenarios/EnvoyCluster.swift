/// What an Envoy knows of a service and the API does not say: the thresholds of its circuit breakers (reference retry-budgets 1.1) and which
/// endpoints it ejects.
public struct EnvoyCluster: Sendable, Equatable {
  /// A budget of retries in place of `maxRetries`.
  public struct RetryBudget: Sendable, Equatable {
    /// Percent of the requests that are active or pending, 0 to 100.
    public var percent = 20.0
    /// Concurrent retries that are allowed whatever the share.
    public var minimum = 3
    /// In nanoseconds: the share is of the requests that started within it; nil leaves that to the policy.
    public var interval: Int64?

    /// Creates the budget that an Envoy has where only its presence is configured.
    public init() {}
  }

  /// Connections to all endpoints, of one gateway replica.
  public var maxConnections = 1024
  /// Attempts and copies that wait for a connection.
  public var maxPendingRequests = 1024
  /// Attempts and copies that have one.
  public var maxRequests = 1024
  /// Concurrent retries; nil leaves that to the controller.
  public var maxRetries: Int?
  /// nil leaves that to the policy.
  public var retryBudget: RetryBudget?
  /// nil ejects nothing.
  public var outlierDetection: OutlierDetection?

  /// Creates Envoy's defaults.
  public init() {}
}
