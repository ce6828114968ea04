import Engine

extension Replication {
  /// Appends a job to its endpoint's queue.
  mutating func enqueue(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    let last = endpoints[endpoint].last
    jobs[job].stage = .queued
    jobs[job].previous = last
    jobs[job].next = -1
    if last >= 0 { jobs[last].next = job } else { endpoints[endpoint].first = job }
    endpoints[endpoint].last = job
    changeWaiting(endpoint, by: 1)
  }

  /// Takes a job out of its endpoint's queue.
  mutating func dequeue(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    let previous = jobs[job].previous
    let next = jobs[job].next
    if previous >= 0 { jobs[previous].next = next } else { endpoints[endpoint].first = next }
    if next >= 0 { jobs[next].previous = previous } else { endpoints[endpoint].last = previous }
    changeWaiting(endpoint, by: -1)
  }

  /// Puts `other`, a copy of `job`, into its place in the queue.
  mutating func replaceInQueue(_ job: Int32, by other: Int32) {
    let endpoint = Int(jobs[other].endpoint)
    let previous = jobs[other].previous
    let next = jobs[other].next
    if previous >= 0 { jobs[previous].next = other } else { endpoints[endpoint].first = other }
    if next >= 0 { jobs[next].previous = other } else { endpoints[endpoint].last = other }
  }

  /// Whether a queue that drops what is too late drops a job whose turn has come.
  ///
  /// Assumption A-SIM-61: too late is what nobody waits for any more, because the attempt or the request timed out, and what cannot be a
  /// success any more, because the source's deadline has passed. Copies are never too late. What is dropped counts as rejected, and is
  /// answered 503 at once where somebody waits.
  mutating func isTooLate(_ job: Int32) -> Bool {
    if jobs[job].isCopy { return false }
    guard jobs[job].isOpen else { return true }
    let deadline = shapes[Int(jobs[job].shape)].deadline
    // What browsers keep from their scripts has a deadline that nothing meets; endpoints do not know of it.
    guard deadline != Model.never, deadline != Model.noSuccess else { return false }
    let arrival = browsing.isUsed ? browsing.arrival(at: job) ?? jobs[job].arrival : jobs[job].arrival
    return now - arrival > deadline
  }

  private mutating func changeWaiting(_ endpoint: Int, by change: Int) {
    let service = endpoints[endpoint].service
    endpoints[endpoint].waiting += change
    noteLoad(at: endpoint)
    serviceMeasurements[service].queue.set(
      serviceMeasurements[service].queue.level + change, at: calendar.now)
  }
}
