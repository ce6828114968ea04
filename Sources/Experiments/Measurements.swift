import Results

/// What was measured of one variant so far, in memory that does not grow with what its histograms hold.
package struct Measurements: Sendable {
  /// The replications, without their histograms, in the order in which they were added.
  package private(set) var replications: [FinishedReplication] = []
  private var sections = Sections()

  /// Nothing so far.
  package init() {}

  /// What `replications` measured.
  package init(_ replications: [FinishedReplication]) {
    replications.forEach { add($0) }
  }

  /// Adds a replication.
  package mutating func add(_ replication: FinishedReplication) {
    sections.add(replication.histograms, replication: replication.replication)
    var replication = replication
    replication.histograms = []
    replications.append(replication)
  }

  /// Every metric over all replications.
  ///
  /// - Parameter confidence: That of the intervals.
  package func summaries(confidence: Double = Summaries.confidence) -> [Summary] {
    Summaries.of(
      replications.map(\.metrics), sections: sections,
      mirrors: PooledMirrors(replications.map { $0.mirrors.map(\.record) }), confidence: confidence)
  }
}
