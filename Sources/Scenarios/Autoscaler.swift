import Traffic

/// How many endpoints a service has as its load changes: a HorizontalPodAutoscaler (autoscaling/v2).
public struct Autoscaler: Sendable {
  /// What the metric of the endpoints is held at.
  public enum Target: Sendable, Equatable {
    /// The mean share of an endpoint's slots that are busy, above 0 to 1: the stand-in for CPU.
    case utilization(Double)
    /// The mean number in an endpoint's slots and queue, above 0.
    case inFlight(Double)
  }

  /// How fast the number may change in one direction.
  public struct Rules: Sendable, Equatable {
    /// The most that changes within a period.
    public struct Policy: Sendable, Equatable {
      /// How much that is.
      public enum Amount: Sendable, Equatable {
        /// So many endpoints, above 0.
        case pods(Int)
        /// So many of every hundred endpoints that there were at the beginning of the period, above 0.
        case percent(Int)
      }

      /// How much.
      public var amount: Amount
      /// Nanoseconds, 1 s to 30 min.
      public var period: Int64

      /// Creates a policy.
      public init(_ amount: Amount, period: Int64 = 15_000_000_000) {
        self.amount = amount
        self.period = period
      }
    }

    /// Which of several policies counts.
    public enum Selection: String, CaseIterable, Sendable {
      /// The one that allows the largest change.
      case max
      /// The one that allows the smallest.
      case min
      /// None: the number does not change in this direction.
      case disabled
    }

    /// Nanoseconds, 0 to 1 h: of all that was recommended within it the one that changes least counts.
    public var stabilization: Int64
    /// At least one.
    public var policies: [Policy]
    /// Which of them counts.
    public var select = Selection.max

    /// Creates the rules of a direction.
    public init(stabilization: Int64, policies: [Policy]) {
      self.stabilization = stabilization
      self.policies = policies
    }
  }

  /// The fewest endpoints, at least 1.
  public var minimum = 1
  /// The most endpoints, at least the minimum.
  public var maximum: Int
  /// What the metric is held at.
  public var target: Target
  /// Nanoseconds from one decision to the next.
  public var syncPeriod: Int64 = 15_000_000_000
  /// Nanoseconds over which the metric is averaged.
  public var metricWindow: Int64 = 15_000_000_000
  /// The share by which the metric may be off its target without a change.
  public var tolerance = 0.1
  /// The time until a new endpoint is ready.
  public var startTime: TimeDistribution
  /// How fast the number grows; Kubernetes' defaults.
  public var scaleUp = Rules(stabilization: 0, policies: [.init(.pods(4)), .init(.percent(100))])
  /// How fast it falls; Kubernetes' defaults.
  public var scaleDown = Rules(stabilization: 300_000_000_000, policies: [.init(.percent(100))])

  /// Creates an autoscaler with Kubernetes' defaults.
  public init(maximum: Int, target: Target, startTime: TimeDistribution) {
    self.maximum = maximum
    self.target = target
    self.startTime = startTime
  }
}
