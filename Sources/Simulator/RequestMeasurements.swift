import Engine
import Records

/// What is measured of the requests of one cell (a source and a route), booked at their arrival.
struct RequestMeasurements {
  var requests = 0
  var answered = 0
  var successes = 0
  var attempts = 0
  /// Answers by status, 0 to 599.
  var statuses = InlineArray<600, Int>(repeating: 0)
  /// By their raw values.
  var fates = InlineArray<16, Int>(repeating: 0)
  var successTimes = Histogram()
  var failureTimes = Histogram()

  mutating func note(fate: Fate, attempts: Int) {
    requests += 1
    fates[Int(fate.rawValue)] += 1
    self.attempts += attempts
  }

  mutating func noteAnswer(status: Int, response: Int64, isSuccess: Bool) {
    answered += 1
    if statuses.indices.contains(status) { statuses[status] += 1 }
    if isSuccess {
      successes += 1
      successTimes.record(response)
    } else {
      failureTimes.record(response)
    }
  }

  mutating func merge(_ other: RequestMeasurements) {
    requests += other.requests
    answered += other.answered
    successes += other.successes
    attempts += other.attempts
    for index in statuses.indices { statuses[index] += other.statuses[index] }
    for index in fates.indices { fates[index] += other.fates[index] }
    successTimes.merge(other.successTimes)
    failureTimes.merge(other.failureTimes)
  }
}
