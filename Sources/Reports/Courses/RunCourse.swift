import Results

/// What happened over time in a variant, all its replications together: what charts are drawn from.
public struct RunCourse: Sendable {
  private struct Series: Hashable {
    let entity: String
    let metric: String
  }

  /// The sum of a second's values, and how many replications have one.
  private struct Mean {
    var sum = 0.0
    var count = 0
  }

  private var means: [Series: [Mean]] = [:]
  private var order: [Series] = []
  private var histograms: [MetricKey: PooledHistogram] = [:]
  private var responses: [Int: ResponseWindow] = [:]
  /// How many seconds the longest series has.
  public private(set) var seconds = 0

  /// No replications.
  public init() {}

  /// Reads the replications of a variant, one after the other: memory is that of one and the sums.
  public init(
    variant: Int, replications: [Int], in reader: ResultsReader
  ) throws(ResultsError) {
    for replication in replications {
      add(
        try reader.timeline(replication: replication, variant: variant),
        try reader.histograms(replication: replication, variant: variant),
        try reader.responseWindows(replication: replication, variant: variant))
    }
  }

  /// Adds what one replication measured.
  public mutating func add(
    _ timeline: [TimelineSeries], _ histograms: [HistogramRecord], _ windows: [ResponseWindow] = []
  ) {
    for series in timeline { add(series) }
    for window in windows {
      responses[
        window.second, default: ResponseWindow(second: window.second, seconds: window.seconds, buckets: [])
      ]
      .add(window)
    }
    for record in histograms where record.labels["route"] == nil {
      self.histograms[MetricKey(record.name, record.labels), default: PooledHistogram()].add(record.buckets)
    }
  }

  private mutating func add(_ series: TimelineSeries) {
    let key = Series(entity: series.entity, metric: series.metric)
    if means[key] == nil { order.append(key) }
    seconds = max(seconds, series.values.count)
    var own = means[key] ?? []
    // Taken out meanwhile, so that it is changed in place.
    means[key] = []
    while own.count < series.values.count { own.append(Mean()) }
    for (second, value) in series.values.enumerated() where value.isFinite {
      own[second].sum += value
      own[second].count += 1
    }
    means[key] = own
  }

  /// The mean over the replications of each second, NaN where none has a value; nil where the series was not recorded.
  public subscript(entity: String, metric: String) -> [Double]? {
    means[Series(entity: entity, metric: metric)].map { values in
      values.map { $0.count > 0 ? $0.sum / Double($0.count) : .nan }
    }
  }

  /// The entities of a kind, such as `traffic/` or `service/`, in the order in which they were recorded.
  func entities(_ kind: String) -> [String] {
    var seen: Set<String> = []
    return order.map(\.entity).filter { $0.hasPrefix(kind) && seen.insert($0).inserted }
  }

  /// The sum of a metric over all entities of a kind, second by second; nil where none has it.
  func total(_ kind: String, _ metric: String) -> [Double]? {
    let all = entities(kind).compactMap { self[$0, metric] }
    guard !all.isEmpty else { return nil }
    return (0..<seconds).map { second in
      all.reduce(0) { $0 + ($1.indices.contains(second) ? $1[second] : 0) }
    }
  }

  /// The response times of all replications in windows of time, ascending; empty in a database of an older version.
  var responseWindows: [ResponseWindow] { responses.values.sorted { $0.second < $1.second } }

  /// The values of all replications in one histogram, nil where it was not recorded.
  func histogram(_ name: String, _ labels: Labels = .none) -> PooledHistogram? {
    histograms[MetricKey(name, labels)]
  }
}

extension ResponseWindow {
  fileprivate mutating func add(_ other: ResponseWindow) {
    buckets = Self.merged([self, other])
  }
}
