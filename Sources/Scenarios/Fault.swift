/// An injected failure.
public struct Fault: Sendable {
  /// What it hits.
  public enum Target: Sendable, Equatable {
    /// A Service: the first `endpoints` of its endpoints, nil for all.
    case service(NamespacedName, endpoints: Int?)
    /// Every attempt of a route, by the name that metrics give it, whatever its backend.
    case route(String)
    /// A traffic source.
    case traffic(String)
    /// The gateway replicas, which all Gateways share.
    case gateway
  }

  /// What becomes of the work at an endpoint that goes away.
  public enum InFlight: String, CaseIterable, Sendable {
    /// It is lost: its connections are reset.
    case lost
    /// It is finished.
    case drained
  }

  /// How the endpoints of a service are replaced, some at a time.
  public struct RollingRestart: Sendable, Equatable {
    /// Nanoseconds that a replaced endpoint is not ready, above 0.
    public var startTime: Int64
    /// How many are away at a time, at least 1.
    public var maxUnavailable: Int
    /// What becomes of their work.
    public var inFlight: InFlight

    /// Creates a restart.
    public init(startTime: Int64, maxUnavailable: Int, inFlight: InFlight = .drained) {
      self.startTime = startTime
      self.maxUnavailable = maxUnavailable
      self.inFlight = inFlight
    }

    /// How many times some of `endpoints` go.
    public func batches(of endpoints: Int) -> Int {
      endpoints / maxUnavailable + (endpoints % maxUnavailable == 0 ? 0 : 1)
    }
  }

  /// How often it comes again.
  public struct Repetition: Sendable, Equatable {
    /// Nanoseconds from one beginning to the next, at least as long as it lasts.
    public var every: Int64
    /// How often it comes in all.
    public var times: Int

    /// Creates a repetition.
    public init(every: Int64, times: Int) {
      self.every = every
      self.times = times
    }
  }

  /// In how many steps a capacity falls at most, where the slots that vanish are more.
  public static let capacitySteps = 1_000

  /// What it does.
  public enum Effect: Sendable {
    /// Attempts fail.
    case errors(ServiceModel.Failures)
    /// Connections break when the attempt arrives.
    case reset
    /// Connections are refused when the attempt arrives.
    case refuse
    /// Nothing comes back.
    case blackhole
    /// Each attempt travels this much longer to its endpoint.
    case latency(TimeDistribution)
    /// Work that begins takes this many times as long.
    case slowdown(Double)
    /// Nothing is served, all is kept.
    case pause
    /// The endpoints are gone.
    case crash(InFlight)
    /// This share of the slots is left, rounded down.
    case capacity(Double)
    /// The endpoints are replaced one after another.
    case rollingRestart(RollingRestart)
    /// This many times the arrivals.
    case surge(Double)
    /// The first so many gateway replicas are gone.
    case gatewayLoss(replicas: Int)
    /// The gateway answers this share of the requests by itself.
    case abort(rate: Double, status: Int)
    /// The gateway holds this share of the requests for a time.
    case delay(rate: Double, TimeDistribution)
  }

  /// Its name, unique in the scenario.
  public var name: String
  /// What it hits.
  public var target: Target
  /// When it begins, from time zero.
  public var start: Int64
  /// How long it lasts.
  public var duration: Int64
  /// What it does.
  public var effect: Effect
  /// The share of attempts that it hits, nil for all.
  public var share: Double?
  /// Nanoseconds in which it grows from nothing to its size, at most as long as it lasts: the share where it has one, else the effect.
  public var ramp: Int64 = 0
  /// How often it comes again, nil for once.
  public var repetition: Repetition?

  /// How often it comes.
  public var times: Int { repetition?.times ?? 1 }

  /// When its occurrence `number`, from 0, begins.
  public func start(of number: Int) -> Int64 { start + Int64(number) * (repetition?.every ?? 0) }

  /// Creates a fault that comes once, at its full size.
  public init(name: String, target: Target, start: Int64, duration: Int64, effect: Effect) {
    self.name = name
    self.target = target
    self.start = start
    self.duration = duration
    self.effect = effect
  }
}
