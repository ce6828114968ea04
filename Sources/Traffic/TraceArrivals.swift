import Engine

/// The arrivals of a recorded trace, with surges.
///
/// Assumption A-TRF-5: a surge repeats records at the time of the original, or leaves some out.
struct TraceArrivals: Sendable {
  let trace: RecordedTrace
  private let windows: [SurgeWindow]
  private let end: Int64
  private let thinning: RandomStream
  private var window = 0
  private var record = -1
  private var pass: UInt32 = 0
  /// When the pass began.
  private var passStart: Int64 = 0
  private var time: Int64 = 0
  /// How often the record is still to come.
  private var copies = 0

  init(_ trace: RecordedTrace, windows: [SurgeWindow], key: SourceKey, end: Int64) {
    self.trace = trace
    self.windows = windows
    self.end = end
    thinning = key.stream(TrafficPurpose.thinning)
  }

  /// The next arrival and its record.
  mutating func next() -> (time: Int64, record: Int)? {
    while copies == 0 {
      guard moveOn() else { return nil }
    }
    copies -= 1
    return (time, record)
  }

  /// Goes to the next record; false at the end.
  private mutating func moveOn() -> Bool {
    record += 1
    if record >= trace.count {
      guard trace.count > 0, trace.period != nil else { return false }
      record = 0
      pass &+= 1
      passStart &+= trace.period ?? 0
    }
    // Both are below 2^62, so that nothing here overflows.
    guard passStart < end, trace.arrival(record) < end - passStart else { return false }
    time = passStart + trace.arrival(record)
    while window < windows.count, windows[window].end <= time { window += 1 }
    guard window < windows.count, windows[window].start <= time else {
      copies = 1
      return true
    }
    let factor = windows[window].factor(at: time)
    var draws = thinning.draws(UInt64(record), pass)
    let whole = factor.rounded(.down)
    copies = Int(whole) + (draws.uniform() < factor - whole ? 1 : 0)
    return true
  }
}
