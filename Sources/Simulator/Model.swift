import Engine
import Records
import Scenarios

/// A scenario compiled to flat tables of plain values: everything that depends only on the shape of requests is decided here,
/// once, and not once per request.
///
/// A model is immutable and shared by the replications.
public struct Model: Sendable {
  /// What results need to know about the run.
  public var record: RunRecord

  var seed: UInt64
  /// Nanoseconds from time zero at which measuring begins and ends.
  var measured: Range<Int64>
  /// Nothing is simulated after it: the end of measuring, the longest request timeout and 60 s more.
  var horizon: Int64
  var dataPlane: DataPlane
  var sources: [Source] = []
  var shapes: [Shape] = []
  var plans: [Plan] = []
  var backends: [Backend] = []
  var mirrors: [Mirror] = []
  var services: [Service] = []
  var routes: [String] = []
  /// Names of the distinct (source, route) pairs; measurements of requests are kept per cell.
  var cells: [Cell] = []
  var faults: [FaultPlan] = []
  var autoscalers: [Autoscaled] = []
  /// What browsers do with each shape of their sources, and the rules for which that is counted.
  var crossings: [Crossing] = []
  /// The calls of services to others; their shapes have sources after the model's own.
  var calls: [Call] = []
  /// By endpoint: which of the proxies beside the gateway replicas is its own, -1 for none.
  var proxies: [Int] = []
  var corsRules: [CORSRule] = []
  /// What ``Crossing/needs`` and ``Crossing/grants`` are ranges of, and how much all browsers together keep.
  var keptSlots: [Int32] = []
  var keptPlaces = 0
  /// The ring of each service, and what each shape is looked for at on it (nil: at random); empty without rings.
  var rings: [HashRing] = []
  var ringKeys: [UInt64?] = []
  /// The plan of each rule that some shape takes.
  var rulePlans: [RuleKey: Int] = [:]

  /// A traffic source.
  struct Source: Sendable {
    var name: String
    var gateway: NamespacedName
    var process: ArrivalProcess
    var mix: RequestMix
    var surges: [Surge]
    var trace: RecordedTrace?
    /// Where its shapes begin in ``Model/shapes``.
    var firstShape: Int
    /// The browsers that send its requests, nil for clients that are none.
    var browsers: Browsers?
    /// How its clients give up and try again, nil for those that take whatever comes.
    var client: Client?
    /// The users of a closed population and how long they think, nil for arrivals that do not wait for answers.
    var population: (users: Int, think: TimeDistribution)?
    /// What its request numbers are added to, so that the draws of one source do not depend on the others.
    var salt: UInt64
  }

  /// Where the requests of one shape come from, and where they go.
  struct Shape: Sendable {
    var source: Int
    var plan: Int
    var cell: Int
    /// That of its source.
    var salt: UInt64
    /// Those of its plan.
    var requestTimeout: Int64
    var attemptTimeout: Int64
    /// Nanoseconds after which a copy is given up, ``Model/never`` for never.
    var copyTimeout: Int64
    /// Nanoseconds after which an answer is no success.
    var deadline: Int64
  }

  /// A source and a route, for measuring; `route` is -1 where no route takes the requests.
  struct Cell: Sendable, Hashable {
    var source: Int
    var route: Int
  }

  /// What the gateway does with the requests of one rule.
  struct Plan: Sendable {
    /// The status with which the gateway answers by itself, 0 where it forwards.
    var status = 0
    /// How such requests end.
    var fate = Fate.noRoute
    var route = -1
    var backends = 0..<0
    var totalWeight: UInt64 = 0
    var mirrors = 0..<0
    /// Nanoseconds, ``Model/never`` where unbounded.
    var requestTimeout = Model.never
    /// Nanoseconds, ``Model/never`` where unbounded.
    var attemptTimeout = Model.never
    var retry = Retry()
  }

  /// What the gateway does with the failures of a rule's attempts.
  struct Retry: Sendable {
    /// How many retries after the first attempt; -1 where nothing is retried.
    var limit = -1
    var statuses = StatusSet()
    var onRefusal = false
    var onReset = false
    var onTimeout = false
    var backoff = Backoff.none
    /// How often another endpoint is picked where the pick was tried before.
    var repicks = 0
    /// Whether a retry begins whose backoff ends after the request timeout.
    var beginsLate = false
    /// Whether a denied retry passes the last answer on; else the client gets 503.
    var passesOn = false
  }

  /// One share of a rule.
  struct Backend: Sendable {
    /// The service, -1 where the share is answered with ``status``.
    var service: Int
    var status = 0
    /// The sum of the weights up to and with this one.
    var cumulativeWeight: UInt64
    var mirrors = 0..<0
  }

  /// One RequestMirror filter.
  struct Mirror: Sendable {
    /// The service, -1 where nothing is sent.
    var service: Int
    var numerator: UInt64
    var denominator: UInt64
    /// What tells it from every other mirror: route, rule, backend, position and target.
    var name: String
    var record: MirrorRecord
  }

  /// What stands behind a Service.
  struct Service: Sendable {
    var name: String
    /// Where its endpoints begin among all endpoints.
    var firstEndpoint: Int
    /// All that there may be.
    var endpoints: Int
    /// Slots per endpoint, `Int.max` for unbounded.
    var concurrency: Int
    /// Waiting places per endpoint, `Int.max` for unbounded.
    var queue: Int
    var discipline: ServiceModel.QueueDiscipline
    var serviceTime: TimeDistribution
    var failures: ServiceModel.Failures
    var abandoned: ServiceModel.Abandoned
    var budget: BudgetPolicy
    /// The circuit breakers of each gateway replica, nil without any.
    var breakers: CircuitBreakers?
    /// What it calls.
    var visits = Visits()
    /// When each gateway replica ejects endpoints, nil for never.
    var outliers: EnvoyCluster.OutlierDetection?
  }

  /// A service whose endpoints an autoscaler counts.
  struct Autoscaled: Sendable {
    var service: Int
    var settings: Autoscaler
    /// How many of its endpoints there are at time zero.
    var initial: Int
  }

  /// What limits the retries of a service; the state is kept per gateway replica.
  enum BudgetPolicy: Sendable {
    case unlimited
    case window(WindowBudget.Policy)
    case concurrency(EnvoyRetryLimit.Policy)
    case tower(TowerPolicy)
    case finagle(FinaglePolicy)
    case throttle(GRPCThrottle.Policy)
    case bucket(SDKBucket.Rules)
  }

  /// What an Envoy bounds of a service (reference retry-budgets 1.1); each test is strict.
  struct CircuitBreakers: Sendable, Equatable {
    var connections: Int
    var pendingRequests: Int
    var requests: Int
  }

  /// When requests arrive that are measured, in nanoseconds from time zero.
  public var timesMeasured: Range<Int64> { measured }

  /// Nanoseconds from time zero to the end of measuring.
  public var endOfMeasuring: Int64 { measured.upperBound }

  /// The end of time.
  static let never = Int64.max

  /// A deadline that no answer meets.
  static let noSuccess: Int64 = -1

  /// Gateway replicas and the proxies of endpoints that call: each has balancers and budgets of its own.
  var proxyCount: Int { dataPlane.replicas + (proxies.max() ?? -1) + 1 }

  /// The number of endpoints of all services.
  var endpointCount: Int { services.reduce(0) { $0 + $1.endpoints } }
}
