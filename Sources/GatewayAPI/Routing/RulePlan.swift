import Documents

/// What a matched rule does with a request, resolved against the other objects.
public struct RulePlan: Sendable, Hashable {
  /// One backendRef and its share.
  public struct Backend: Sendable, Hashable {
    /// The Service it names (also where that Service is unusable).
    public var service: NamespacedName
    /// The Service's port.
    public var port: Int?
    /// Its weight, 0 to 1,000,000; its share is the weight over the sum of all weights, valid or not.
    public var weight: Int
    /// Why requests of this share are answered by the gateway instead, if they are.
    public var problem: BackendProblem?
    /// Mirrors that apply only where this backend is chosen.
    public var mirrors: [Mirror]
    /// What is done where this backend is chosen, in order.
    public var filters: [RouteFilter]

    /// Creates a share.
    public init(
      service: NamespacedName, port: Int?, weight: Int = 1, problem: BackendProblem? = nil,
      mirrors: [Mirror] = [], filters: [RouteFilter] = []
    ) {
      self.service = service
      self.port = port
      self.weight = weight
      self.problem = problem
      self.mirrors = mirrors
      self.filters = filters
    }
  }

  /// Why a backend cannot be used; the raw value is the reason of the route's ResolvedRefs condition.
  public enum BackendProblem: String, Sendable, Hashable {
    /// A reference to another namespace without a ReferenceGrant.
    case refNotPermitted = "RefNotPermitted"
    /// A kind that is no backend.
    case invalidKind = "InvalidKind"
    /// The Service, or its port, does not exist.
    case backendNotFound = "BackendNotFound"
    /// The Service's appProtocol cannot be spoken.
    case unsupportedProtocol = "UnsupportedProtocol"

    /// The status that clients of this share get.
    public var status: Int { 500 }
  }

  /// One RequestMirror filter.
  public struct Mirror: Sendable, Hashable {
    /// The Service that gets the copies.
    public var service: NamespacedName
    /// The Service's port.
    public var port: Int?
    /// Copies of every `denominator` requests.
    public var numerator: Int
    /// At least 1.
    public var denominator: Int
    /// Why nothing is mirrored, if so; the client notices nothing.
    public var problem: BackendProblem?
    /// Where the filter stands.
    public var location: SourceLocation

    /// Creates a mirror.
    public init(
      service: NamespacedName, port: Int?, numerator: Int, denominator: Int,
      problem: BackendProblem? = nil, location: SourceLocation
    ) {
      self.service = service
      self.port = port
      self.numerator = numerator
      self.denominator = denominator
      self.problem = problem
      self.location = location
    }
  }

  /// The rule's `retry`.
  public struct Retry: Sendable, Hashable {
    /// How many retries after the first attempt; nil where the rule leaves it to the data plane.
    public var attempts: Int?
    /// The statuses that are retried, ascending.
    public var codes: [Int]
    /// The least wait before a retry in nanoseconds; nil where the rule leaves it to the data plane.
    public var backoff: Int64?

    /// Creates a retry stanza.
    public init(attempts: Int?, codes: [Int], backoff: Int64?) {
      self.attempts = attempts
      self.codes = codes
      self.backoff = backoff
    }
  }

  /// The status with which the gateway itself answers every request of the rule (a redirect, an unusable filter), if it does.
  public var gatewayStatus: Int?
  /// What is done before a backend is chosen, in order, up to the filter that answers, if one does.
  public var filters: [RouteFilter]
  /// The backends in the order of the manifest; without any the gateway answers 500.
  public var backends: [Backend]
  /// Mirrors that apply to every request of the rule.
  public var mirrors: [Mirror]
  /// Bounds the whole request with all attempts, in nanoseconds; nil is unbounded.
  public var requestTimeout: Int64?
  /// Bounds one attempt, in nanoseconds; nil is unbounded.
  public var backendRequestTimeout: Int64?
  /// Whether the rule says that nothing bounds the request (`0s`), rather than leaving that to the data plane.
  public var isRequestTimeoutOff: Bool
  /// Whether the rule says that nothing bounds an attempt (`0s`), rather than leaving that to the data plane.
  public var isBackendRequestTimeoutOff: Bool
  /// Whether and what to retry; nil never retries.
  public var retry: Retry?

  /// Creates a plan.
  public init(
    gatewayStatus: Int? = nil, filters: [RouteFilter] = [], backends: [Backend] = [], mirrors: [Mirror] = [],
    requestTimeout: Int64? = nil, backendRequestTimeout: Int64? = nil, isRequestTimeoutOff: Bool = false,
    isBackendRequestTimeoutOff: Bool = false, retry: Retry? = nil
  ) {
    self.gatewayStatus = gatewayStatus
    self.filters = filters
    self.backends = backends
    self.mirrors = mirrors
    self.requestTimeout = requestTimeout
    self.backendRequestTimeout = backendRequestTimeout
    self.isRequestTimeoutOff = isRequestTimeoutOff
    self.isBackendRequestTimeoutOff = isBackendRequestTimeoutOff
    self.retry = retry
  }
}

extension RulePlan {
  /// The CORS filter that acts; nil where none does.
  public var cors: CORSPolicy? { corsFilter?.policy }

  /// The CORS filter that acts, and where it stands; none behind a filter that answers does. Assumption A-GW-28: of several CORS
  /// filters of a rule the first acts; one of a single backend is left out and listed as not modelled.
  var corsFilter: (policy: CORSPolicy, location: SourceLocation)? {
    filters.lazy.compactMap { filter in
      if case .cors(let policy) = filter.kind { (policy, filter.location) } else { nil }
    }.first
  }

  /// What becomes of preflights: the CORS filter answers them, so that nothing behind it happens.
  func answeringPreflights() -> RulePlan {
    guard let location = corsFilter?.location,
      let position = filters.firstIndex(where: { $0.location == location })
    else { return self }
    var plan = self
    plan.gatewayStatus = 204
    plan.filters = Array(filters[...position])
    plan.mirrors = mirrors.filter { mirror in plan.filters.contains { $0.location == mirror.location } }
    plan.backends = []
    plan.retry = nil
    return plan
  }
}
