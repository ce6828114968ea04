import Records

/// The histograms of an experiment, over all replications and over sections of them: what quantiles and their intervals are made of.
///
/// A section is a group of consecutive replications. Replications come in any order and the sections are the same; there are at most 32
/// of them for any number of replications: where there would be more, or too many buckets, each becomes one with its neighbour.
package struct Sections: Sendable {
  private struct Series: Hashable {
    let name: String
    let labels: Labels
  }

  private static let most = 32
  /// With so few sections memory is no reason any more to have fewer.
  private static let fewest = 8

  private let bucketLimit: Int
  private var entries: [Series: SectionedHistogram] = [:]
  /// Replications in a section, a power of two.
  private var width = 1
  private var lastReplication = 0
  private var buckets = 0

  /// No histograms.
  /// - Parameter bucketLimit: how many buckets all sections have together, 24 bytes each, before there are fewer sections.
  package init(bucketLimit: Int = 4_000_000) {
    self.bucketLimit = bucketLimit
  }

  /// Adds the histograms of one replication; O(their buckets and those of their sections).
  package mutating func add(_ histograms: [HistogramRecord], replication: Int) {
    lastReplication = max(lastReplication, replication)
    while count > Self.most { joinNeighbours() }
    for record in histograms {
      let series = Series(name: record.name, labels: record.labels)
      var entry = entries.removeValue(forKey: series) ?? SectionedHistogram()
      buckets -= entry.buckets
      entry.add(MergedHistogram(record), toSection: replication / width)
      buckets += entry.buckets
      entries[series] = entry
    }
    while buckets > bucketLimit, count > Self.fewest { joinNeighbours() }
  }

  /// Sections up to that of the last replication.
  private var count: Int { lastReplication / width + 1 }

  /// Which sections there are in the end depends on the set of replications alone: with more of them there are never fewer sections or
  /// buckets of one width, so a width that was too small for some is too small for all.
  private mutating func joinNeighbours() {
    width *= 2
    for series in entries.keys { entries[series]?.joinNeighbours() }
    buckets = entries.values.reduce(0) { $0 + $1.buckets }
  }

  /// The quantile of the values of all replications together, and its interval by sectioning.
  ///
  /// - Parameter metric: such as `response_time_p99`.
  /// - Returns: nil for what is no quantile of a histogram; a summary without a value where the quantile cannot be told.
  func summary(of metric: String, _ labels: Labels, confidence: Double) -> Summary? {
    guard let underscore = metric.lastIndex(of: "_"),
      let quantile = Self.quantiles[metric[metric.index(after: underscore)...]],
      let entry = entries[Series(name: String(metric[..<underscore]), labels: labels)]
    else { return nil }
    guard let estimate = entry.quantile(quantile) else {
      return Summary(
        name: metric, labels: labels, mean: nil, low: nil, high: nil, confidence: confidence, n: 0)
    }
    let half = entry.halfWidth(of: quantile, around: estimate, confidence: confidence)
    return Summary(
      name: metric, labels: labels, mean: estimate, low: half.map { estimate - $0 },
      high: half.map { estimate + $0 }, confidence: confidence, n: entry.replications)
  }

  private static let quantiles: [Substring: Double] = [
    "p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p999": 0.999,
  ]
}
