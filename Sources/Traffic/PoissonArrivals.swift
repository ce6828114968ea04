import Engine

/// Independent arrivals along a rate, with surges.
///
/// Assumption A-TRF-3: a surge adds independent arrivals or takes some away; the others stay what they were. So a
/// surge shifts nothing outside its window. What it adds follows the same rate, with the same states of an MMPP. While a surge grows, arrivals
/// at its highest rate are thinned to the rate of the moment (Lewis and Shedler 1979, doi:10.1002/nav.3800260304), which is exact.
struct PoissonArrivals: Sendable {
  /// One Poisson process, its gaps and shapes drawn by the number of the arrival.
  private struct Lane {
    var walk: RateWalk
    let factor: Double
    let end: Double
    let gaps: RandomStream
    let shapes: RandomStream
    /// The window whose growth thins it, nil where it stays level.
    var growth: SurgeWindow?
    let thinning: RandomStream
    /// How many arrivals were drawn.
    var count: UInt64 = 0

    /// The next arrival, nil where none comes before the end.
    @inline(__always) mutating func next() -> Int64? {
      while true {
        var draws = gaps.draws(count)
        guard let exact = walk.advance(by: draws.exponential() / factor), exact + 0.5 < end else {
          return nil
        }
        count += 1
        let time = Int64(exact + 0.5)
        guard let growth else { return time }
        var keeping = thinning.draws(count - 1)
        if keeping.uniform() * factor < growth.factor(at: time) - 1 { return time }
      }
    }
  }

  private let key: SourceKey
  private let windows: [SurgeWindow]
  private let end: Int64
  private let thinning: RandomStream
  /// The window that the next arrival of the source itself may lie in.
  private var window = 0
  /// The next window that may add arrivals.
  private var nextSurge = 0
  private var base: Lane
  /// Where the last window began, from which the next one is found.
  private var surgeWalk: RateWalk
  private var extra: Lane?
  private var baseTime: Int64?
  private var extraTime: Int64?

  init(_ path: RatePath, windows: [SurgeWindow], key: SourceKey, end: Int64) {
    self.key = key
    self.windows = windows
    self.end = end
    thinning = key.stream(TrafficPurpose.thinning)
    surgeWalk = RateWalk(path, end: Double(end))
    base = Lane(
      walk: surgeWalk, factor: 1, end: Double(end), gaps: key.stream(TrafficPurpose.arrivals),
      shapes: key.stream(TrafficPurpose.shapes), thinning: thinning)
    baseTime = base.next()
    if !windows.isEmpty {
      skipThinned()
      advanceExtra()
    }
  }

  /// The next arrival and the draws that choose its shape.
  mutating func next() -> (time: Int64, draws: Draws)? {
    if let extraTime, extraTime < baseTime ?? .max, let lane = extra {
      let draws = lane.shapes.draws(lane.count - 1)
      advanceExtra()
      return (extraTime, draws)
    }
    guard let time = baseTime else { return nil }
    let draws = base.shapes.draws(base.count - 1)
    baseTime = base.next()
    if !windows.isEmpty { skipThinned() }
    return (time, draws)
  }

  /// Moves on over the source's own arrivals that a window takes away.
  private mutating func skipThinned() {
    while let time = baseTime {
      while window < windows.count, windows[window].end <= time { window += 1 }
      guard window < windows.count, windows[window].start <= time else { return }
      let factor = windows[window].factor(at: time)
      guard factor < 1 else { return }
      var draws = thinning.draws(base.count - 1)
      if draws.uniform() < factor { return }
      baseTime = base.next()
    }
  }

  /// Moves on to the next arrival that a window adds.
  private mutating func advanceExtra() {
    while true {
      extraTime = extra?.next()
      if extraTime != nil { return }
      guard nextSurge < windows.count, windows[nextSurge].start < end else { return }
      let window = windows[nextSurge]
      nextSurge += 1
      guard window.peak > 1 else { continue }
      guard surgeWalk.move(to: Double(window.start)) else { return }
      let key = key.window(from: window.start)
      var walk = surgeWalk
      walk.end = Double(min(window.end, end))
      extra = Lane(
        walk: walk, factor: window.peak - 1, end: walk.end, gaps: key.stream(TrafficPurpose.surgeArrivals),
        shapes: key.stream(TrafficPurpose.surgeShapes), growth: window.isLevel ? nil : window,
        thinning: key.stream(TrafficPurpose.thinning))
    }
  }
}
