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
  /// Nanoseconds in slots, and those of work whose answer nobody waited for.
  var served: Double = 0
  var wasted: Double = 0
  var waitingTimes = Histogram()
  var sojournTimes = Histogram()
  var busy = TimeWeightedTally()
  var queue = TimeWeightedTally()
  /// Means over the measured time, taken when it ends.
  var meanBusy: Double?
  var meanQueue: Double?
  var longestQueue = 0
}
