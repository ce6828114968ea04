import Foundation
import Results

/// Turns the values of replications into means with confidence intervals.
package struct Summaries {
  /// The confidence of every interval.
  package static let confidence = 0.95

  /// The values of one metric with one set of labels.
  private struct Entry {
    /// The numbers of the metric's name and of the labels.
    let place: Place
    var values: [Double?]
  }

  private struct Place: Hashable {
    let name: Int
    let labels: Int
  }

  private static let order = Dictionary(
    uniqueKeysWithValues: MetricCatalogue.all.enumerated().map { ($1.name, $0) })

  /// One summary for each metric and labels that any replication has, in the order of the catalogue, then of the labels.
  ///
  /// - Parameter replications: the samples of each replication.
  package static func of(_ replications: [[MetricSample]]) -> [Summary] {
    var names = Numbering<String>()
    var labels = Numbering<Labels>()
    var positions: [Place: Int] = [:]
    var entries: [Entry] = []
    for sample in replications.joined() {
      let place = Place(name: names.number(of: sample.name), labels: labels.number(of: sample.labels))
      if let position = positions[place] {
        entries[position].values.append(sample.value)
      } else {
        positions[place] = entries.count
        entries.append(Entry(place: place, values: [sample.value]))
      }
    }
    let orders = names.all.map { order[$0] ?? Int.max }
    let ranks = ranks(of: labels.all.map(\.description))
    // Stable: labels that read the same stay in the order of the samples.
    entries.sort {
      (orders[$0.place.name], ranks[$0.place.labels]) < (orders[$1.place.name], ranks[$1.place.labels])
    }
    return entries.map {
      summary(
        names.all[$0.place.name], labels.all[$0.place.labels], $0.values, replications: replications.count)
    }
  }

  /// For each text how many different ones come before it; texts are long to compare, and each of them belongs to many metrics.
  private static func ranks(of texts: [String]) -> [Int] {
    var ranks = Array(repeating: 0, count: texts.count)
    let sorted = texts.indices.sorted { texts[$0] < texts[$1] }
    for (before, index) in zip(sorted, sorted.dropFirst()) {
      ranks[index] = ranks[before] + (texts[before] == texts[index] ? 0 : 1)
    }
    return ranks
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

/// Numbers values from 0 in the order in which they first come.
private struct Numbering<Element: Hashable> {
  private(set) var all: [Element] = []
  private var numbers: [Element: Int] = [:]
  private var last = 0

  mutating func number(of element: Element) -> Int {
    // Samples with the same labels follow one another, and share them.
    if last < all.count, all[last] == element { return last }
    if let known = numbers[element] {
      last = known
    } else {
      last = all.count
      numbers[element] = last
      all.append(element)
    }
    return last
  }
}
