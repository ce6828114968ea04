import Results

/// What is kept of a replication once its rows are written.
package struct FinishedReplication: Sendable {
  /// The variant, by its place among those of the database.
  package let variant: Int
  /// Which replication, from 0.
  package let replication: Int
  /// Each metric's value.
  package let metrics: [MetricSample]
  /// The histograms behind the quantiles, empty once they are added up.
  package internal(set) var histograms: [HistogramRecord]
  /// What became of its requests.
  package let conservation: Conservation
  /// What each mirror was offered and sent, and the interval around its ratio.
  package let mirrors: [(record: MirrorRecord, interval: MirrorInterval)]
  /// How many events it took.
  package let events: UInt64

  init(_ record: ReplicationRecord, variant: Int, intervals: [MirrorInterval]) {
    self.variant = variant
    replication = record.replication
    metrics = record.metrics
    histograms = record.histograms
    conservation = record.conservation
    mirrors = Array(zip(record.mirrors, intervals))
    events = record.events
  }
}
