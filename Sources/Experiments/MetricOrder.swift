import Results

/// The order in which reports name metrics: that of the catalogue, then of the labels.
enum MetricOrder {
  static let places = Dictionary(
    uniqueKeysWithValues: MetricCatalogue.all.enumerated().map { ($1.name, $0) })

  /// The keys in that order; labels that read the same stay in theirs.
  static func sorted(_ keys: [MetricKey]) -> [MetricKey] {
    let texts = keys.map(\.labels.description)
    return keys.indices.sorted { left, right in
      let places = (places[keys[left].name] ?? .max, places[keys[right].name] ?? .max)
      return (places.0, texts[left], left) < (places.1, texts[right], right)
    }.map { keys[$0] }
  }
}
