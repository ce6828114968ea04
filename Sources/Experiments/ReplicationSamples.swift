import Results

/// The values of every metric of one variant, replication by replication.
package struct ReplicationSamples: Sendable {
  /// A metric with its labels.
  package struct Key: Hashable, Sendable {
    package let metric: String
    package let labels: Labels

    package init(_ metric: String, _ labels: Labels = .none) {
      self.metric = metric
      self.labels = labels
    }
  }

  /// The keys in the order in which the replications name them.
  package let keys: [Key]
  /// The numbers of the replications, ascending.
  package let replications: [Int]
  private let values: [Key: [Int: Double]]

  /// Collects the samples of replications.
  ///
  /// - Parameter replications: number and samples of each; numbers ascend.
  package init(_ replications: [(number: Int, metrics: [MetricSample])]) {
    var keys: [Key] = []
    var values: [Key: [Int: Double]] = [:]
    for (number, metrics) in replications {
      for sample in metrics {
        let key = Key(sample.name, sample.labels)
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
  package func value(_ key: Key, in replication: Int) -> Double? {
    if let value = values[key]?[replication] { return value }
    return key.metric == "status_ratio" ? 0 : nil
  }

  /// All values of a metric, in the order of the replications.
  package func values(_ key: Key) -> [Double] { replications.compactMap { value(key, in: $0) } }
}
