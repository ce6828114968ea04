import Foundation
import Results

/// Turns the values of replications into means with confidence intervals.
package struct Summaries {
  /// The confidence of every interval.
  package static let confidence = 0.95

  private struct Key: Hashable {
    var name: String
    var labels: Labels
  }

  private struct Entry {
    let key: Key
    let order: Int
    /// Once, and not at each comparison of labels.
    let labels: String
    var values: [Double?]
  }

  private static let order = Dictionary(
    uniqueKeysWithValues: MetricCatalogue.all.enumerated().map { ($1.name, $0) })

  /// One summary for each metric and labels that any replication has, in the order of the catalogue, then of the labels.
  ///
  /// - Parameter replications: the samples of each replication.
  package static func of(_ replications: [[MetricSample]]) -> [Summary] {
    var positions: [Key: Int] = [:]
    var entries: [Entry] = []
    for samples in replications {
      for sample in samples {
        let key = Key(name: sample.name, labels: sample.labels)
        if let position = positions[key] {
          entries[position].values.append(sample.value)
        } else {
          positions[key] = entries.count
          entries.append(
            Entry(
              key: key, order: order[sample.name] ?? Int.max, labels: sample.labels.description,
              values: [sample.value]))
        }
      }
    }
    // Stable: labels that read the same stay in the order of the samples.
    return entries.sorted { ($0.order, $0.labels) < ($1.order, $1.labels) }.map {
      summary($0.key.name, $0.key.labels, $0.values, replications: replications.count)
    }
  }

  /// A share that did not occur in a replication (a status nobody got) is 0 there; anything else without a value has none.
  private static func summary(
    _ name: String, _ labels: Labels, _ values: [Double?], replications: Int
  ) -> Summary {
    var known = values.compactMap { $0 }
    if name == "status_ratio" { known += Array(repeating: 0, count: replications - values.count) }
    let interval = interval(known)
    let isRecovery = name == "recovery_time"
    return Summary(
      name: name, labels: labels, mean: interval.mean, low: interval.low, high: interval.high,
      confidence: confidence, n: known.count, never: isRecovery ? replications - known.count : nil)
  }

  /// The mean and Student's interval around it: mean ± t · s / √n.
  package static func interval(_ values: [Double]) -> (mean: Double?, low: Double?, high: Double?) {
    guard let first = values.first else { return (nil, nil, nil) }
    let count = Double(values.count)
    // From the first value on, so that the mean of equal values is that value and not what a sum of them is rounded to.
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    guard values.count > 1 else { return (mean, nil, nil) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let half =
      StudentT.critical(confidence: confidence, degrees: values.count - 1)
      * (squares / (count - 1) / count).squareRoot()
    return (mean, mean - half, mean + half)
  }
}
