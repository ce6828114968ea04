extension EnvoyCluster {
  /// When a gateway replica takes an endpoint out of the balancing for a while (reference retry-budgets 1.11).
  public struct OutlierDetection: Sendable, Equatable {
    /// Failures in a row that eject an endpoint; 0 for never.
    public var consecutive5xx = 5
    /// The same of 502, 503 and 504 alone; 0 for never.
    public var consecutiveGatewayErrors = 0
    /// Nanoseconds between two looks at all endpoints, above 0.
    public var interval: Int64 = 10_000_000_000
    /// Nanoseconds that the first ejection lasts; the nth in a row lasts n times that.
    public var baseEjectionTime: Int64 = 30_000_000_000
    /// Nanoseconds that an ejection lasts at most, at least ``baseEjectionTime``.
    public var maxEjectionTime: Int64 = 300_000_000_000
    /// The most endpoints that are ejected at a time, in percent, 0 to 100; one may always be.
    public var maxEjectionPercent = 10.0
    /// nil does not look at success rates.
    public var successRate: SuccessRate?

    /// Creates Envoy's defaults.
    public init() {}
  }

  /// When an endpoint is ejected for a lower success rate than the others have.
  public struct SuccessRate: Sendable, Equatable {
    /// How many endpoints with enough answers there must be.
    public var minimumHosts = 5
    /// How many answers of an endpoint within an interval are enough.
    public var requestVolume = 100
    /// How many standard deviations below the mean are too far.
    public var deviations = 1.9

    /// Creates Envoy's defaults.
    public init() {}
  }
}
