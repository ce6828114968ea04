/// A time in which the factor of the arrivals goes in a straight line, nearly always a level one, and is not 1 all along.
struct SurgeWindow: Sendable {
  let start: Int64
  let end: Int64
  /// The factor at the start, and just before the end.
  let factor: Double
  let endFactor: Double

  var isLevel: Bool { factor == endFactor }

  /// The highest factor.
  var peak: Double { max(factor, endFactor) }

  /// The factor at `time`, which lies in the window.
  func factor(at time: Int64) -> Double {
    if isLevel { return factor }
    return factor + (endFactor - factor) * (Double(time - start) / Double(end - start))
  }

  /// What `surges` come to: windows that do not overlap, in the order of time. O(n log n) in the surges and, for each moment at which one
  /// begins, has grown or ends, those that last then.
  static func windows(of surges: [Surge]) -> [SurgeWindow] {
    let bounds = Set(surges.flatMap { [$0.start, min($0.start + $0.ramp, $0.end), $0.end] }).sorted()
    let byStart = surges.indices.sorted { (surges[$0].start, $0) < (surges[$1].start, $1) }
    var next = 0
    var active: [Int] = []
    return zip(bounds, bounds.dropFirst()).compactMap { start, end in
      active.removeAll { surges[$0].end <= start }
      while next < byStart.count, surges[byStart[next]].start <= start {
        if surges[byStart[next]].end > start { active.append(byStart[next]) }
        next += 1
      }
      // Assumption A-TRF-6: surges at one time multiply. In the order in which they are given: rounding depends on it. Between these
      // moments the product of those that grow goes in a straight line too.
      active.sort()
      let first = active.reduce(1.0) { $0 * surges[$1].factor(at: start) }
      let last = active.reduce(1.0) { $0 * surges[$1].factor(at: end) }
      return first == 1 && last == 1
        ? nil : SurgeWindow(start: start, end: end, factor: first, endFactor: last)
    }
  }
}
