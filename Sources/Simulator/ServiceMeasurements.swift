import Engine

/// What is measured at one service.
///
/// Counts and times are booked at the arrival of the client request; busy slots and the queue are averaged over the measured time.
struct ServiceMeasurements {
  var firstAttempts = 0
  var retries = 0
  var mirrored = 0
  var successes = 0
  var rejected = 0
  /// Attempts and copies that circuit breakers refused.
  var overflows = 0
  /// Endpoints that gateway replicas ejected.
  var ejections = 0
  /// Nanoseconds in slots, and those of work whose answer nobody waited for.
  var served: Double = 0
  var wasted: Double = 0
  /// Without those of no wait, that are most, and only counted.
  private var waits = Histogram()
  private var startedAtOnce = 0
  var sojournTimes = Histogram()
  var busy = TimeWeightedTally()
  var queue = TimeWeightedTally()
  /// The areas under busy slots and queue at which the timeline's current second began; below zero where the levels began anew within it.
  private var busyAtSecond: Int128 = 0
  private var queueAtSecond: Int128 = 0
  /// Means over the measured time, taken when it ends.
  var meanBusy: Double?
  var meanQueue: Double?
  var longestQueue = 0

  var waitingTimes: Histogram {
    var all = waits
    all.record(0, times: startedAtOnce)
    return all
  }

  /// A job enters a slot at `now`; it waited for so many nanoseconds, nil where that is not measured.
  mutating func enterSlot(at now: SimulationTime, waited: Int64?) {
    busy.set(busy.level + 1, at: now)
    guard let waited else { return }
    if waited == 0 { startedAtOnce += 1 } else { waits.record(waited) }
  }

  /// A job leaves its slot after so many nanoseconds, nil where that is not measured.
  mutating func leaveSlot(at now: SimulationTime, used: Int64?, isWasted: Bool) {
    busy.set(busy.level - 1, at: now)
    guard let used else { return }
    served += Double(used)
    if isWasted { wasted += Double(used) }
  }

  /// The mean levels of the timeline's second that ends at `now`.
  func meansOfSecond(endingAt now: SimulationTime) -> (busy: Double, queue: Double) {
    (Double(busy.area(until: now) - busyAtSecond) / 1e9, Double(queue.area(until: now) - queueAtSecond) / 1e9)
  }

  /// The timeline's next second begins at `now`.
  mutating func beginSecond(at now: SimulationTime) {
    busyAtSecond = busy.area(until: now)
    queueAtSecond = queue.area(until: now)
  }

  /// Measuring begins at `now`, within a second of the timeline perhaps.
  mutating func beginMeasuring(at now: SimulationTime) {
    busyAtSecond -= busy.area(until: now)
    queueAtSecond -= queue.area(until: now)
    busy.restart(at: now)
    queue.restart(at: now)
  }
}
