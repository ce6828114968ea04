/// Everything measured in one replication.
public struct ReplicationRecord: Sendable, Equatable {
  /// Which replication, from 0.
  public var replication: Int
  /// Each metric's value, nil where there were too few samples to say.
  public var metrics: [MetricSample] = []
  /// The histograms behind the quantiles.
  public var histograms: [HistogramRecord] = []
  /// What happened second by second.
  public var timeline: [TimelineSeries] = []
  /// The exhaustion episodes of the retry budgets.
  public var episodes: [EpisodeRecord] = []
  /// What each mirror was offered and sent.
  public var mirrors: [MirrorRecord] = []
  /// What each fault did.
  public var faults: [FaultRecord] = []
  /// Offered = answered + unanswered.
  public var conservation = Conservation()
  /// How many events the replication took.
  public var events: UInt64 = 0

  /// Creates an empty record.
  public init(replication: Int) {
    self.replication = replication
  }
}

/// One metric's value in one replication.
public struct MetricSample: Sendable, Equatable {
  /// A name of ``MetricCatalogue``.
  public var name: String
  /// Its labels.
  public var labels: Labels
  /// The value in the metric's unit, nil where nothing, or too little, was measured.
  public var value: Double?

  /// Creates a sample.
  public init(_ name: String, _ labels: Labels = .none, _ value: Double?) {
    self.name = name
    self.labels = labels
    self.value = value
  }
}

/// A histogram of nanoseconds.
public struct HistogramRecord: Sendable, Equatable {
  /// A non-empty bucket.
  public struct Bucket: Sendable, Equatable {
    /// Least value of the bucket in nanoseconds.
    public var lower: Int64
    /// Largest value of the bucket in nanoseconds.
    public var upper: Int64
    /// How many values it holds.
    public var count: UInt64

    /// Creates a bucket.
    public init(lower: Int64, upper: Int64, count: UInt64) {
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  /// What was measured: `response_time`, `ok_response_time`, `waiting_time`, `sojourn_time`.
  public var name: String
  /// Its labels.
  public var labels: Labels
  /// The non-empty buckets, ascending.
  public var buckets: [Bucket]

  /// Creates a histogram's record.
  public init(name: String, labels: Labels, buckets: [Bucket]) {
    self.name = name
    self.labels = labels
    self.buckets = buckets
  }
}

/// A value per second of the replication, from time zero.
public struct TimelineSeries: Sendable, Equatable {
  /// `traffic/NAME`, `service/NS/NAME` or `gateway/NS/NAME`.
  public var entity: String
  /// What is measured, such as `offered`, `goodput`, `retries_denied`, `queue_length_mean`.
  public var metric: String
  /// The value of each second; NaN where there is none.
  public var values: [Double]

  /// Creates a series.
  public init(entity: String, metric: String, values: [Double]) {
    self.entity = entity
    self.metric = metric
    self.values = values
  }
}

/// A time during which a budget denied retries (design section 1, exhaustion episode).
public struct EpisodeRecord: Sendable, Equatable {
  /// Index into ``RunRecord/services``.
  public var service: Int
  /// The gateway replica, from 0.
  public var replica: Int
  /// The first denial, nanoseconds from time zero.
  public var start: Int64
  /// The last denial after which 1 s passed without one, nanoseconds from time zero.
  public var end: Int64
  /// Retries denied inside.
  public var denied: Int
  /// Retries allowed inside.
  public var allowed: Int
  /// The larger limit at the first denial.
  public var term: AttemptRow.Denial.Term

  /// Creates an episode.
  public init(
    service: Int, replica: Int, start: Int64, end: Int64, denied: Int, allowed: Int,
    term: AttemptRow.Denial.Term
  ) {
    self.service = service
    self.replica = replica
    self.start = start
    self.end = end
    self.denied = denied
    self.allowed = allowed
    self.term = term
  }
}

/// What one RequestMirror filter was offered and sent in the measured time.
public struct MirrorRecord: Sendable, Equatable {
  /// The route, `ns/name`.
  public var route: String
  /// Which rule, from 0.
  public var rule: Int
  /// The target Service, `ns/name`.
  public var mirror: String
  /// Requests that reached the filter.
  public var eligible: Int
  /// Copies sent.
  public var sent: Int
  /// Copies that failed.
  public var failed: Int
  /// The ratio that the manifest asks for, 0 to 1.
  public var expected: Double

  /// Creates a mirror's counts.
  public init(
    route: String, rule: Int, mirror: String, eligible: Int = 0, sent: Int = 0, failed: Int = 0,
    expected: Double
  ) {
    self.route = route
    self.rule = rule
    self.mirror = mirror
    self.eligible = eligible
    self.sent = sent
    self.failed = failed
    self.expected = expected
  }
}

/// What one fault did in one replication.
public struct FaultRecord: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Nanoseconds from time zero.
  public var start: Int64
  /// Nanoseconds from time zero.
  public var end: Int64
  /// Nanoseconds from its end until goodput was back, nil where it never came back.
  public var recovery: Int64?
  /// Requests without success that arrived while it lasted.
  public var lost: Int

  /// Creates a fault's record.
  public init(name: String, start: Int64, end: Int64, recovery: Int64?, lost: Int) {
    self.name = name
    self.start = start
    self.end = end
    self.recovery = recovery
    self.lost = lost
  }
}

/// The account of every request of a replication, warm-up and drain included.
public struct Conservation: Sendable, Equatable {
  /// Requests that arrived.
  public var offered = 0
  /// Requests that got an answer.
  public var answered = 0
  /// Requests in flight when the replication ended.
  public var unanswered = 0

  /// Creates an empty account.
  public init() {}

  /// Creates an account.
  public init(offered: Int, answered: Int, unanswered: Int) {
    self.offered = offered
    self.answered = answered
    self.unanswered = unanswered
  }

  /// Whether the account adds up.
  public var holds: Bool { offered == answered + unanswered }
}
