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

  private mutating func changeWaiting(_ endpoint: Int, by change: Int) {
    let service = endpoints[endpoint].service
    endpoints[endpoint].waiting += change
    serviceMeasurements[service].queue.set(
      serviceMeasurements[service].queue.level + change, at: calendar.now)
  }
}
