import Engine

/// What the browsers of all sources keep, and what is counted of their preflights.
struct Browsing: ~Copyable {
  /// What happened to the cross-origin requests of one rule that arrived in the measured time.
  struct Counts {
    var preflights = 0
    var allowed = 0
    var refused = 0
  }

  /// Per source.
  let sources: Table<Model.Browsers>
  let crossings: Table<Model.Crossing>
  private let slots: Table<Int32>
  /// When each slot of each browser of each source ceases to be fresh, in nanoseconds.
  private var freshUntil: Table<Int64>
  /// Per rule with cross-origin requests.
  var counts: Table<Counts>

  init(_ model: Model) {
    sources = Table(model.sources.map { $0.browsers ?? Model.Browsers() })
    crossings = Table(model.crossings)
    slots = Table(model.keptSlots)
    freshUntil = Table(repeating: 0, count: model.keptPlaces)
    counts = Table(repeating: Counts(), count: model.corsRules.count)
  }

  /// Whether what the browser of `user` keeps spares a request its preflight at `now`.
  @inline(__always) func isSpared(_ crossing: Model.Crossing, of source: Int, user: Int, at now: Int64)
    -> Bool
  {
    guard !crossing.needs.isEmpty else { return false }
    let first = sources[source].firstPlace + user * sources[source].slots
    return crossing.needs.allSatisfy { freshUntil[first + Int(slots[$0])] > now }
  }

  /// Keeps what the answer to a preflight allows, from `now` on.
  mutating func keep(_ crossing: Model.Crossing, of source: Int, user: Int, at now: Int64) {
    let first = sources[source].firstPlace + user * sources[source].slots
    let end = now.addingReportingOverflow(crossing.lifetime)
    for index in crossing.grants {
      freshUntil[first + Int(slots[index])] = end.overflow ? Int64.max : end.partialValue
    }
  }
}
