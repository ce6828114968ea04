import Results

/// Turns what replications measured into estimates with confidence intervals.
///
/// Quantiles and the ratios of mirrors are those of all replications together, everything else is a mean over replications.
package struct Summaries {
  /// The confidence of the intervals that reports show.
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

  /// One summary for each metric and labels that any replication has, in the order of the catalogue, then of the labels.
  ///
  /// - Parameters:
  ///   - replications: the samples of each replication.
  ///   - sections: their histograms; a quantile of a histogram that is not among them is a mean too.
  ///   - mirrors: their mirrors; so too for the ratio of a mirror.
  ///   - confidence: of every interval, above 0 and below 1.
  package static func of(
    _ replications: [[MetricSample]], sections: Sections = Sections(),
    mirrors: PooledMirrors = PooledMirrors([]),
    confidence: Double = Self.confidence
  ) -> [Summary] {
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
    let orders = names.all.map { MetricOrder.places[$0] ?? Int.max }
    let ranks = ranks(of: labels.all.map(\.description))
    // Stable: labels that read the same stay in the order of the samples.
    entries.sort {
      (orders[$0.place.name], ranks[$0.place.labels]) < (orders[$1.place.name], ranks[$1.place.labels])
    }
    return entries.map { entry in
      let (name, labels) = (names.all[entry.place.name], labels.all[entry.place.labels])
      return sections.summary(of: name, labels, confidence: confidence)
        ?? mirrors.summary(of: name, labels, confidence: confidence)
        ?? mean(name, labels, entry.values, replications: replications.count, confidence: confidence)
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
  private static func mean(
    _ name: String, _ labels: Labels, _ values: [Double?], replications: Int, confidence: Double
  ) -> Summary {
    var known = values.compactMap { $0 }
    if name == "status_ratio" { known += Array(repeating: 0, count: replications - values.count) }
    let interval = interval(known, confidence: confidence)
    let isRecovery = name == "recovery_time"
    return Summary(
      name: name, labels: labels, mean: interval.mean, low: interval.low, high: interval.high,
      confidence: confidence, n: known.count, never: isRecovery ? replications - known.count : nil)
  }

  /// The mean and Student's interval around it: mean ± t · s / √n.
  package static func interval(
    _ values: [Double], confidence: Double = Self.confidence
  ) -> (mean: Double?, low: Double?, high: Double?) {
    guard !values.isEmpty else { return (nil, nil, nil) }
    let (mean, variance) = Moments.of(values)
    let count = Double(values.count)
    guard values.count > 1 else { return (mean, nil, nil) }
    let half =
      StudentT.critical(confidence: confidence, degrees: count - 1) * (variance / count).squareRoot()
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
