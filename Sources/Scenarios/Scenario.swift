import Records

/// What is simulated: a scenario file with its manifests, read, completed with defaults and checked.
///
/// Times are nanoseconds, rates are per second, shares are from 0 to 1.
public struct Scenario: Sendable {
  /// How many replications are run.
  public struct Replications: Sendable, Equatable {
    /// At least this many.
    public var minimum: Int
    /// At most this many.
    public var maximum: Int
    /// The relative half-width at which it is enough, nil for a fixed number.
    public var until: Double?

    /// Creates a rule; a fixed number has equal bounds.
    public init(minimum: Int, maximum: Int, until: Double? = nil) {
      self.minimum = minimum
      self.maximum = maximum
      self.until = until
    }
  }

  /// The name, which also names the database.
  public var name: String
  /// What it asks, empty without a description.
  public var description: String = ""
  /// The seed of every random draw.
  public var seed: UInt64 = 1
  /// How long is measured, after the warm-up.
  public var duration: Int64
  /// How long is simulated before anything is measured.
  public var warmUp: Int64 = 0
  /// How many replications are run.
  public var replications = Replications(minimum: 1, maximum: 1)
  /// How the gateway behaves where the API leaves it open.
  public var dataPlane = DataPlane()
  /// The streams of requests.
  public var traffic: [TrafficSource] = []
  /// The Services behind the gateway.
  public var services: [ServiceModel] = []
  /// The injected failures, in the order of the file.
  public var faults: [Fault] = []
  /// The assertions.
  public var checks: [Check] = []
  /// What the manifests define.
  public var configuration: GatewayConfiguration
  /// The files it was read from.
  public var inputs: [RunRecord.Input] = []
  /// The changes of the command line.
  public var overrides: [String] = []

  /// Creates a scenario with the defaults of the format.
  public init(name: String, duration: Int64, configuration: GatewayConfiguration) {
    self.name = name
    self.duration = duration
    self.configuration = configuration
  }
}

/// How the gateway behaves where the API leaves it open.
public struct DataPlane: Sendable {
  /// Which behaviour.
  public enum Kind: String, CaseIterable, Sendable {
    /// The specification's text, each ambiguity a documented choice.
    case gatewayAPI = "gateway-api"
    /// A bound on concurrent retries.
    case `static`
    /// No budget: only the route's attempts limit retries.
    case none
  }

  /// How a gateway replica picks an endpoint.
  public enum LoadBalancing: String, CaseIterable, Sendable {
    /// One after the other.
    case roundRobin = "round-robin"
    /// Each with the same probability.
    case random
    /// The one with fewer active requests of two random draws.
    case leastRequest = "least-request"
  }

  /// Which behaviour.
  public var kind = Kind.gatewayAPI
  /// How many gateway replicas share the traffic, at least 1.
  public var replicas = 1
  /// How an endpoint is picked.
  public var loadBalancing = LoadBalancing.roundRobin
  /// Time that the gateway adds to each client request before its first attempt; nil adds none.
  public var overhead: TimeDistribution?

  /// Creates the default: one replica that does what the specification says.
  public init() {}
}

/// One stream of requests.
public struct TrafficSource: Sendable {
  /// Its name, unique in the scenario.
  public var name: String
  /// The Gateway it sends to.
  public var gateway: NamespacedName
  /// The Gateway's port.
  public var port: Int
  /// An answer after it is no success; nil takes any.
  public var deadline: Int64?
  /// When requests come.
  public var arrivals: ArrivalProcess
  /// What they ask for; empty where the arrivals are a trace's.
  public var mix: RequestMix

  /// Creates a source.
  public init(
    name: String, gateway: NamespacedName, port: Int, deadline: Int64? = nil, arrivals: ArrivalProcess,
    mix: RequestMix
  ) {
    self.name = name
    self.gateway = gateway
    self.port = port
    self.deadline = deadline
    self.arrivals = arrivals
    self.mix = mix
  }
}

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

  /// The Service.
  public var name: NamespacedName
  /// Ready endpoints.
  public var endpoints = 1
  /// Slots per endpoint, nil for unbounded.
  public var concurrency: Int?
  /// Waiting places per endpoint, nil for unbounded.
  public var queue: Int?
  /// Time in a slot.
  public var serviceTime: TimeDistribution
  /// Failures outside of any fault.
  public var failures: Failures?
  /// What becomes of work whose client gave up.
  public var abandoned = Abandoned.served
  /// The `static` data plane's bound on concurrent retries per gateway replica.
  public var staticMaxRetries = 3

  /// Creates a service with the format's defaults.
  public init(name: NamespacedName, serviceTime: TimeDistribution) {
    self.name = name
    self.serviceTime = serviceTime
  }
}

/// An injected failure.
public struct Fault: Sendable {
  /// What it hits.
  public enum Target: Sendable, Equatable {
    /// A Service: the first `endpoints` of its endpoints, nil for all.
    case service(NamespacedName, endpoints: Int?)
    /// Every attempt of a route, whatever its backend.
    case route(NamespacedName)
    /// A traffic source.
    case traffic(String)
  }

  /// What becomes of the work at an endpoint that crashes.
  public enum InFlight: String, CaseIterable, Sendable {
    /// It is lost: its connections are reset.
    case lost
    /// It is finished.
    case drained
  }

  /// What it does.
  public enum Effect: Sendable {
    /// Attempts fail.
    case errors(ServiceModel.Failures)
    /// Connections break when the attempt arrives.
    case reset
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
    /// This many times the arrivals.
    case surge(Double)
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

  /// Creates a fault.
  public init(name: String, target: Target, start: Int64, duration: Int64, effect: Effect) {
    self.name = name
    self.target = target
    self.start = start
    self.duration = duration
    self.effect = effect
  }
}
