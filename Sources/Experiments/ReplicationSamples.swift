import Results

/// The values of every metric of one variant, replication by replication.
package struct ReplicationSamples: Sendable {
  /// The keys in the order in which the replications name them.
  package let keys: [MetricKey]
  /// The numbers of the replications, ascending.
  package let replications: [Int]
  private let values: [MetricKey: [Int: Double]]

  /// Collects the samples of replications.
  ///
  /// - Parameter replications: number and samples of each; numbers ascend.
  package init(_ replications: [(number: Int, metrics: [MetricSample])]) {
    var keys: [MetricKey] = []
    var values: [MetricKey: [Int: Double]] = [:]
    for (number, metrics) in replications {
      for sample in metrics {
        let key = MetricKey(sample.name, sample.labels)
        if values[key] == nil {
          keys.append(key)
          values[key] = [:]
        }
        if let value = sample.value, value.isFinite { values[key]?[number] = value }
      }
    }
    self.keys = keys
    self.values = values
    self.replications = replications.map(\.number)
  }

  /// Those of finished replications.
  package init(_ finished: [FinishedReplication]) {
    self.init(finished.map { ($0.replication, $0.metrics) })
  }

  /// The value of a metric in a replication, nil where nothing, or too little, was measured; the share of a status that nobody got is 0.
  package func value(_ key: MetricKey, in replication: Int) -> Double? {
    if let value = values[key]?[replication] { return value }
    return key.name == "status_ratio" ? 0 : nil
  }

  /// All values of a metric, in the order of the replications.
  package func values(_ key: MetricKey) -> [Double] { replications.compactMap { value(key, in: $0) } }

  /// The values of a metric here and in a variant, of each replication in which both have one.
  package func pairs(
    _ key: MetricKey, with variant: ReplicationSamples
  ) -> [(baseline: Double, variant: Double)] {
    shared(with: variant).compactMap { replication in
      value(key, in: replication).flatMap { old in
        variant.value(key, in: replication).map { (baseline: old, variant: $0) }
      }
    }
  }

  /// In how many replications a metric has a value in one of the two alone, nil in none.
  func returns(_ key: MetricKey, in variant: ReplicationSamples) -> Returns? {
    Returns(
      shared(with: variant).map { (value(key, in: $0) != nil, variant.value(key, in: $0) != nil) })
  }

  /// The replications that both have.
  private func shared(with variant: ReplicationSamples) -> [Int] {
    let others = Set(variant.replications)
    return replications.filter(others.contains)
  }
}
