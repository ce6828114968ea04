import Results

/// The cells of a map of stability by their loads and triggers, both in the order in which they first come.
struct StabilityGrid {
  private(set) var loads: [String] = []
  private(set) var triggers: [String] = []
  private var cells: [[String]: StabilityRecord] = [:]

  init(_ records: [StabilityRecord]) {
    var seen = (loads: Set<String>(), triggers: Set<String>())
    for record in records {
      if seen.loads.insert(record.load).inserted { loads.append(record.load) }
      if seen.triggers.insert(record.trigger).inserted { triggers.append(record.trigger) }
      cells[[record.load, record.trigger]] = record
    }
  }

  /// nil where the map was interrupted before.
  subscript(load: String, trigger: String) -> StabilityRecord? { cells[[load, trigger]] }
}
