import Engine
import Logs

/// The arrivals of a recorded trace, or of one of the copies of itself over which it is laid, with surges.
///
/// Assumption A-TRF-5: a surge repeats records at the time of the original, or leaves some out.
struct TraceArrivals: Sendable {
  /// Which copy it is; the trace itself is 0.
  let copy: UInt32
  /// What became of reading the trace where its arrivals end because they cannot be read.
  private(set) var problem: TraceProblem?

  private var cursor: TraceCursor
  private let count: Int
  private var loops: Bool
  private let period: Int64
  private let windows: [SurgeWindow]
  private let end: Int64
  private let thinning: RandomStream
  /// The probability with which each record is there at all.
  private let share: Double
  private let keeping: RandomStream
  private var window = 0
  private var pass: UInt32 = 0
  /// What is added to the times of the records.
  private var shift: Int64 = 0
  /// Records that are still to come in this round.
  private var left: Int
  private var arrival = ArrivalBatch.Arrival(time: 0, shape: 0)
  /// How often the record is still to come.
  private var repeats = 0

  /// - Parameters:
  ///   - trace: The trace.
  ///   - copy: Which copy it is.
  ///   - share: The probability with which each record is there, above 0; 1 for all.
  ///   - windows: Those of the surges.
  ///   - key: What draws are keyed by.
  ///   - end: No arrival comes at it or after it.
  init(
    _ trace: RecordedTrace, copy: UInt32 = 0, share: Double = 1, windows: [SurgeWindow], key: SourceKey,
    end: Int64
  ) {
    self.copy = copy
    self.share = share
    self.windows = windows
    self.end = end
    cursor = trace.cursor()
    count = trace.count
    left = count
    loops = trace.loops
    period = trace.period
    thinning = key.stream(TrafficPurpose.thinning)
    keeping = key.stream(TrafficPurpose.traceShares)
    guard copy > 0 else { return }
    var draws = key.stream(TrafficPurpose.traceOffsets).draws(UInt64(copy))
    turn(by: Int64(draws.below(UInt64(period))), from: trace.start)
  }

  /// Shifts the records in the circle that begins with the first one and is a period long: those that would come after its end come first.
  private mutating func turn(by offset: Int64, from start: Int64) {
    do throws(TraceProblem) {
      try cursor.move(toFirstNotBefore: start + period - offset)
      let staysInCircle = cursor.position == count
      if staysInCircle { try cursor.rewind() }
      shift = staysInCircle ? offset : offset - period
    } catch {
      fail(error)
    }
  }

  /// The next arrival.
  mutating func next() -> ArrivalBatch.Arrival? {
    while repeats == 0 {
      guard moveOn() else { return nil }
    }
    repeats -= 1
    return arrival
  }

  /// Goes to the next record; false at the end.
  private mutating func moveOn() -> Bool {
    do throws(TraceProblem) {
      if left == 0 {
        guard loops else { return false }
        left = count
      }
      guard let record = try nextRecord() else { return false }
      left -= 1
      // The end is below 2^62, and so are a trace's times and its period: nothing here overflows.
      guard shift < end, record.arrival < end - shift else { return false }
      arrival = ArrivalBatch.Arrival(
        time: shift + record.arrival, shape: record.shape, record: Int32(record.number))
    } catch {
      fail(error)
      return false
    }
    repeats = howOften()
    return true
  }

  /// The next record in the circle.
  private mutating func nextRecord() throws(TraceProblem) -> TraceCursor.Record? {
    if let record = try cursor.next() { return record }
    guard count > 0, shift < end else { return nil }
    try cursor.rewind()
    pass &+= 1
    shift += period
    return try cursor.next()
  }

  private mutating func fail(_ problem: TraceProblem) {
    self.problem = problem
    left = 0
    loops = false
  }

  /// How often the record comes.
  private mutating func howOften() -> Int {
    let number = UInt64(copy) << 32 | UInt64(UInt32(bitPattern: arrival.record))
    if share < 1 {
      var draws = keeping.draws(number)
      guard draws.uniform() < share else { return 0 }
    }
    while window < windows.count, windows[window].end <= arrival.time { window += 1 }
    guard window < windows.count, windows[window].start <= arrival.time else { return 1 }
    let factor = windows[window].factor(at: arrival.time)
    var draws = thinning.draws(number, pass)
    let whole = factor.rounded(.down)
    return Int(whole) + (draws.uniform() < factor - whole ? 1 : 0)
  }
}
