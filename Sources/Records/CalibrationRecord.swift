/// A model that was fitted to recorded requests, and how far it may be believed.
public struct CalibrationRecord: Sendable, Equatable {
  /// What was read.
  public struct Recording: Sendable, Equatable {
    /// The files, as they were named.
    public var files: [String] = []
    /// Requests.
    public var requests = 0
    /// How many of them have a duration.
    public var durations = 0
    /// Arrival of the first one, in nanoseconds since the epoch or the log's own zero.
    public var first: Int64 = 0
    /// Arrival of the last one.
    public var last: Int64 = 0
    /// Periods in which everything was recorded.
    public var periods = 0
    /// Their seconds together.
    public var seconds = 0.0
    /// Seconds without a request that are recorded time at least; nil where there are too few requests to tell.
    public var longestGap: Double?
    /// Seconds of the windows of which the recording is made, nil where it is not.
    public var window: Double?
    /// Requests in no period, which are left out.
    public var strays = 0

    /// Creates a recording of nothing.
    public init() {}
  }

  /// A part of the recorded time.
  public struct Part: Sendable, Equatable {
    /// Pieces of it.
    public var periods: Int
    /// Their length together in seconds.
    public var seconds: Double
    /// Requests that arrived in them.
    public var requests: Int

    /// Creates a part.
    public init(periods: Int, seconds: Double, requests: Int) {
      self.periods = periods
      self.seconds = seconds
      self.requests = requests
    }
  }

  /// The process by which requests arrive.
  public struct Arrivals: Sendable, Equatable {
    /// As a scenario has it.
    public var process: String
    /// Requests per second.
    public var rate: Double
    /// Lower end of the exact interval of the rate under a Poisson process.
    public var low: Double
    /// Upper end of it.
    public var high: Double
    /// Whether the tests let a Poisson process pass.
    public var isPoisson: Bool
    /// The variance of counts over their mean; nil where there is too little.
    public var dispersion: Double?
    /// The seconds of the windows in which it is counted.
    public var dispersionWindow: Double?
    /// The p-value of its being 1.
    public var dispersionProbability: Double?
    /// The gaps' distance from the exponential distribution.
    public var gapDistance: Double?
    /// The distance that is allowed.
    public var gapCritical: Double?
    /// The gaps' coefficient of variation.
    public var gapVariation: Double?
    /// The greatest relative miss of a modulated process' dispersion, nil for others.
    public var misfit: Double?
    /// The lowest rate of a single period.
    public var lowestRate: Double
    /// The highest one.
    public var highestRate: Double

    /// Creates arrivals.
    public init(
      process: String, rate: Double, low: Double, high: Double, isPoisson: Bool, lowestRate: Double,
      highestRate: Double
    ) {
      self.process = process
      self.rate = rate
      self.low = low
      self.high = high
      self.isPoisson = isPoisson
      self.lowestRate = lowestRate
      self.highestRate = highestRate
    }
  }

  /// A service and its times.
  public struct Service: Sendable, Equatable {
    /// The name in the scenario.
    public var name: String
    /// The name in the log.
    public var recordedName: String
    /// Requests that the model was fitted to.
    public var requests: Int
    /// How many of them have a duration.
    public var durations: Int
    /// The name of the distribution: a family, `constant` or `empirical`.
    public var distribution: String
    /// Its Kolmogorov-Smirnov distance; nil where no family is taken.
    public var distance: Double?
    /// The distance that is allowed.
    public var critical: Double?
    /// The families that were tried and refused.
    public var refused: [String] = []
    /// Share of requests that failed.
    public var failures: Double = 0
    /// Most requests in flight at once.
    public var greatestInFlight: Int
    /// How durations depend on the load; nil where too few requests were at high load to tell.
    public var load: Load?

    /// Creates a service.
    public init(
      name: String, recordedName: String, requests: Int, durations: Int, distribution: String,
      greatestInFlight: Int
    ) {
      self.name = name
      self.recordedName = recordedName
      self.requests = requests
      self.durations = durations
      self.distribution = distribution
      self.greatestInFlight = greatestInFlight
    }
  }

  /// Durations at low and at high load.
  public struct Load: Sendable, Equatable {
    /// The most others in flight at low load.
    public var threshold: Int
    /// Median duration at low load in seconds.
    public var low: Double
    /// Median duration at high load.
    public var high: Double
    /// The p-value of their being alike.
    public var probability: Double
    /// Whether durations depend on the load.
    public var isFound: Bool

    /// Creates durations.
    public init(threshold: Int, low: Double, high: Double, probability: Double, isFound: Bool) {
      self.threshold = threshold
      self.low = low
      self.high = high
      self.probability = probability
      self.isFound = isFound
    }
  }

  /// A metric of the periods that were held back, as recorded and as predicted.
  public struct Figure: Sendable, Equatable {
    /// A name of ``MetricCatalogue``.
    public var metric: String
    /// The service in the scenario, nil for all requests.
    public var service: String?
    /// The recorded value.
    public var recorded: Double
    /// Lower end of its interval; nil where there is too little for one.
    public var low: Double?
    /// Upper end of it.
    public var high: Double?
    /// The predicted value, nil where too little was simulated to tell.
    public var predicted: Double?
    /// Recorded values that it is made of.
    public var count: Int
    /// Why it may not be believed, nil where it may.
    public var objection: String?

    /// Creates a figure.
    public init(
      metric: String, service: String?, recorded: Double, low: Double?, high: Double?, predicted: Double?,
      count: Int
    ) {
      self.metric = metric
      self.service = service
      self.recorded = recorded
      self.low = low
      self.high = high
      self.predicted = predicted
      self.count = count
    }

    /// Predicted less recorded.
    public var bias: Double? { predicted.map { $0 - recorded } }

    /// The bias relative to what was recorded, nil where that is 0.
    public var error: Double? { recorded == 0 ? nil : bias.map { $0 / recorded } }
  }

  /// What was read.
  public var recording = Recording()
  /// What the model was fitted to.
  public var fitted: Part
  /// What was held back.
  public var held: Part
  /// Whether whole windows or periods were held back, rather than pieces of those that are fitted.
  public var holdsWholeWindows: Bool
  /// The arrivals.
  public var arrivals: Arrivals
  /// The services, those with the most requests first.
  public var services: [Service]
  /// How the model does in the periods that were held back.
  public var figures: [Figure] = []
  /// What has to be known before the model is used.
  public var warnings: [String] = []
  /// The confidence of the intervals.
  public var confidence: Double
  /// The relative error up to which a metric may be believed.
  public var tolerance: Double
  /// Where the scenario was written, nil where it was not.
  public var scenario: String?

  /// Creates a record.
  public init(
    fitted: Part, held: Part, holdsWholeWindows: Bool, arrivals: Arrivals, services: [Service],
    confidence: Double, tolerance: Double
  ) {
    self.fitted = fitted
    self.held = held
    self.holdsWholeWindows = holdsWholeWindows
    self.arrivals = arrivals
    self.services = services
    self.confidence = confidence
    self.tolerance = tolerance
  }
}
