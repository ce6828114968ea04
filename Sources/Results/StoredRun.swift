/// A run as a database holds it, but for what is large: series, histograms, requests and attempts.
public struct StoredRun: Sendable, Equatable {
  /// Whether everything that was asked for is there.
  public enum Status: String, Sendable {
    /// The run was interrupted, or is still being written.
    case partial
    /// The run came to its end.
    case complete
  }

  /// One mirror's counts and the interval around its observed ratio.
  public struct Mirror: Sendable, Equatable {
    /// The counts.
    public var record: MirrorRecord
    /// The interval; nil in a partial database that nobody concluded.
    public var interval: MirrorInterval?

    /// Creates a mirror.
    public init(record: MirrorRecord, interval: MirrorInterval?) {
      self.record = record
      self.interval = interval
    }
  }

  /// What one finished replication measured.
  public struct Replication: Sendable, Equatable {
    /// Which replication, from 0.
    public var number: Int
    /// Each metric's value.
    public var metrics: [MetricSample] = []
    /// The exhaustion episodes of the retry budgets; services index ``RunRecord/services``.
    public var episodes: [EpisodeRecord] = []
    /// What each mirror was offered and sent.
    public var mirrors: [Mirror] = []
    /// What each fault did.
    public var faults: [FaultRecord] = []
    /// The account of its requests.
    public var conservation = Conservation()
    /// How many events it took.
    public var events: UInt64 = 0

    /// Creates an empty replication.
    public init(number: Int) {
      self.number = number
    }
  }

  /// The database's path, as it was given; empty where it is not kept.
  public var database: String
  /// Whether everything is there.
  public var status: Status
  /// What was run.
  public var run: RunRecord
  /// The replications that finished, ascending.
  public var replications: [Replication]
  /// The metrics over all replications.
  public var summaries: [Summary]
  /// The verdicts of the checks.
  public var checks: [CheckResult]

  /// Creates a run.
  public init(
    database: String, status: Status, run: RunRecord, replications: [Replication] = [],
    summaries: [Summary] = [], checks: [CheckResult] = []
  ) {
    self.database = database
    self.status = status
    self.run = run
    self.replications = replications
    self.summaries = summaries
    self.checks = checks
  }

  /// The account of all finished replications.
  public var conservation: Conservation {
    replications.reduce(into: Conservation()) { total, replication in
      total.offered += replication.conservation.offered
      total.answered += replication.conservation.answered
      total.unanswered += replication.conservation.unanswered
    }
  }
}
