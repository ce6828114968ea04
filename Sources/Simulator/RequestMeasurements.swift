import Engine
import Records

/// What is measured of the requests of one cell (a source and a route), booked at their arrival.
///
/// There may be a cell for each of thousands of routes, and every request touches another one. So what each request changes lies
/// together, in two or three cache lines, and its response time waits there until there are enough of them: a histogram is a far walk
/// (its buckets, and where they are, are cache lines of their own), and a processor makes sixteen such walks at once in the time of two.
struct RequestMeasurements {
  private(set) var attempts = 0
  /// Tries of clients that may try again.
  private(set) var tries = 0
  private var waitingCount = 0
  private var statusCounts = StatusCounts()
  /// Requests by the raw value of how they ended.
  private var fates = InlineArray<16, Int>(repeating: 0)
  /// Response times that are not in a histogram yet; those of failures as their complement.
  private var waiting = InlineArray<16, Int64>(repeating: 0)
  private(set) var successTimes = Histogram()
  private(set) var failureTimes = Histogram()

  /// Counts a request that ended; one with an answer is told to ``noteAnswer(status:response:isSuccess:)`` too.
  mutating func note(fate: Fate, attempts: Int) {
    fates[Int(fate.rawValue)] += 1
    self.attempts += attempts
  }

  /// Counts the tries of a client request.
  mutating func note(tries: Int) { self.tries += tries }

  mutating func noteAnswer(status: Int, response: Int64, isSuccess: Bool) {
    statusCounts.add(1, of: status)
    waiting[waitingCount] = isSuccess ? response : ~response
    waitingCount += 1
    if waitingCount == waiting.count { settle() }
  }

  /// Puts the response times that wait into their histograms; everything below counts only what is settled.
  mutating func settle() {
    for index in 0..<waitingCount {
      let response = waiting[index]
      if response >= 0 { successTimes.record(response) } else { failureTimes.record(~response) }
    }
    waitingCount = 0
  }

  var requests: Int { fates.indices.reduce(0) { $0 + fates[$1] } }
  var answered: Int { Int(successTimes.count + failureTimes.count) }
  var successes: Int { Int(successTimes.count) }
  /// How many answers each status has, ascending, without those that have none.
  var statuses: [(status: Int, count: Int)] { statusCounts.all }

  func count(of fate: Fate) -> Int { fates[Int(fate.rawValue)] }

  /// Adds another cell's requests; both are settled.
  mutating func merge(_ other: RequestMeasurements) {
    // Most routes have one cell, whose histograms are then shared and not copied.
    guard requests > 0 else {
      self = other
      return
    }
    attempts += other.attempts
    tries += other.tries
    for (status, count) in other.statuses { statusCounts.add(count, of: status) }
    for index in fates.indices { fates[index] += other.fates[index] }
    successTimes.merge(other.successTimes)
    failureTimes.merge(other.failureTimes)
  }
}

/// How many answers there are by status, 0 to 599; few of those occur.
private struct StatusCounts {
  /// The first statuses that came, -1 where there was none yet, and how often each came.
  private var firstStatuses = InlineArray<4, Int16>(repeating: -1)
  private var firstCounts = InlineArray<4, Int>(repeating: 0)
  private var others: [Int: Int] = [:]

  mutating func add(_ count: Int, of status: Int) {
    for index in firstStatuses.indices {
      if firstStatuses[index] < 0 { firstStatuses[index] = Int16(clamping: status) }
      if Int(firstStatuses[index]) == status {
        firstCounts[index] += count
        return
      }
    }
    others[status, default: 0] += count
  }

  var all: [(status: Int, count: Int)] {
    let first = firstStatuses.indices.filter { firstStatuses[$0] >= 0 }
      .map { (status: Int(firstStatuses[$0]), count: firstCounts[$0]) }
    return (first + others.map { (status: $0.key, count: $0.value) }).sorted { $0.status < $1.status }
  }
}
