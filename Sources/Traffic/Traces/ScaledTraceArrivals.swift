import Logs

/// The arrivals of a trace that is laid over copies of itself.
///
/// Assumption A-TRF-13: each copy is shifted in a circle by a time that is drawn for it, uniform in the length of the circle, in each
/// replication; of the last one each record is there with the probability of the fraction. So the clock stays what it was, a Poisson trace
/// stays one (superposition and thinning: Kingman, Poisson Processes, 1993, chapters 2 and 5), and bursts grow as those of independent
/// sources do. A copy depends on its number only: with a larger scale all arrivals of a smaller one are there.
struct ScaledTraceArrivals: Sendable {
  /// The next arrival of a copy.
  private struct Head {
    var arrival: ArrivalBatch.Arrival
    let copy: Int

    /// Equal times are in the order of the copies.
    static func < (left: Head, right: Head) -> Bool {
      (left.arrival.time, left.copy) < (right.arrival.time, right.copy)
    }
  }

  private var copies: [TraceArrivals]
  /// A heap of the copies that are not at their end, the one whose arrival comes first at the top.
  private var heads: [Head] = []

  init(_ trace: RecordedTrace, windows: [SurgeWindow], key: SourceKey, end: Int64) {
    let whole = Int(trace.scale)
    let fraction = trace.scale - Double(whole)
    copies = (0..<(fraction > 0 ? whole + 1 : whole)).map { copy in
      TraceArrivals(
        trace, copy: UInt32(copy), share: copy < whole ? 1 : fraction, windows: windows, key: key, end: end)
    }
    heads = copies.indices.compactMap { copy in copies[copy].next().map { Head(arrival: $0, copy: copy) } }
    for place in heads.indices.reversed() { sink(place) }
  }

  /// What became of reading the trace where arrivals are missing because they cannot be read.
  var problem: TraceProblem? { copies.lazy.compactMap(\.problem).first }

  /// The next arrival. O(log n) in the copies.
  mutating func next() -> ArrivalBatch.Arrival? {
    guard let first = heads.first else { return nil }
    if let arrival = copies[first.copy].next() {
      heads[0].arrival = arrival
    } else {
      heads.swapAt(0, heads.count - 1)
      heads.removeLast()
    }
    sink(0)
    return first.arrival
  }

  /// Puts the head at `place` below those that come before it.
  private mutating func sink(_ place: Int) {
    var place = place
    while true {
      let left = 2 * place + 1
      guard left < heads.count else { return }
      let right = left + 1
      let child = right < heads.count && heads[right] < heads[left] ? right : left
      guard heads[child] < heads[place] else { return }
      heads.swapAt(place, child)
      place = child
    }
  }
}
