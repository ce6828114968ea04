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
  /// The response times of all traffic in windows of time, from time zero to the end of measuring.
  public var responseWindows: [ResponseWindow] = []
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
