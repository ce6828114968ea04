import Engine
import Records

extension Replication {
  /// Books what is still in flight and turns everything measured into the replication's record.
  mutating func finish() -> ReplicationRecord {
    assert(isConsistent(), "the counts of replication \(replication) and a recount differ")
    bookUnanswered()
    for index in budgetMeasurements.indices { budgetMeasurements[index].exhaustion.close() }
    recorder.flush()
    var record = ReplicationRecord(replication: Int(replication))
    record.conservation = conservation
    record.events = eventCount
    record.mirrors = mirrorRecords
    record.episodes = episodes()
    record.timeline = timelineSeries()
    record.faults = faultRecords()
    record.metrics = requestMetrics() + serviceMetrics() + budgetMetrics() + mirrorMetrics()
    record.metrics += faultMetrics(record.faults)
    record.histograms = histograms()
    return record
  }

  /// What has no answer when the replication ends is counted as unanswered, never dropped.
  private mutating func bookUnanswered() {
    let running = jobs.elements.filter { $0.stage != .gone && $0.request >= 0 }
    for job in running {
      recorder.attempt(
        job, of: &requests[job.request], firstEndpoint: model.services[Int(job.service)].firstEndpoint,
        end: -1, outcome: .unanswered, status: 0)
    }
    for request in openRequests() {
      let state = requests[request]
      conservation.unanswered += 1
      if state.isMeasured {
        cells[model.shapes[Int(state.shape)].cell].note(fate: .unanswered, attempts: Int(state.attempts))
      }
      noteLost(arrival: state.arrival)
      recorder.end(request: state, status: 0, fate: .unanswered, response: -1)
    }
  }

  /// Requests in flight, in the order of their arrival.
  private func openRequests() -> [Int32] {
    requests.elements.indices.map(Int32.init).filter { requests[$0].isOpen }
      .sorted { requests[$0].number < requests[$1].number }
  }

  private func episodes() -> [EpisodeRecord] {
    budgetMeasurements.enumerated().flatMap { index, budget in
      budget.exhaustion.closed.map {
        EpisodeRecord(
          service: index % model.services.count, replica: index / model.services.count, start: $0.start,
          end: $0.end, denied: $0.denied, allowed: $0.allowed, term: $0.term)
      }
    }
  }

  private func timelineSeries() -> [TimelineSeries] {
    func series(_ entity: String, _ metric: String, _ values: [Int32]) -> TimelineSeries {
      TimelineSeries(entity: entity, metric: metric, values: values.map(Double.init))
    }
    var all: [TimelineSeries] = []
    for gateway in Set(model.sources.map(\.gateway)).sorted() {
      let own = model.sources.indices.filter { model.sources[$0].gateway == gateway }
      for (metric, counts) in [
        ("offered", own.map { timeline.sources[$0].offered }),
        ("answered", own.map { timeline.sources[$0].answered }),
        ("goodput", own.map { timeline.sources[$0].successes }),
      ] {
        all.append(series("gateway/\(gateway)", metric, Self.sum(counts, seconds: timeline.seconds)))
      }
    }
    for (source, name) in model.sources.map(\.name).enumerated() {
      let counts = timeline.sources[source]
      all.append(series("traffic/\(name)", "offered", counts.offered))
      all.append(series("traffic/\(name)", "answered", counts.answered))
      all.append(series("traffic/\(name)", "goodput", counts.successes))
      all.append(
        TimelineSeries(
          entity: "traffic/\(name)", metric: "response_time_mean",
          values: zip(counts.responseSeconds, counts.answered).map { $0 / Double($1) }))
    }
    for (service, name) in model.services.map(\.name).enumerated() {
      let counts = timeline.services[service]
      all.append(series("service/\(name)", "first_attempts", counts.firstAttempts))
      all.append(series("service/\(name)", "retries", counts.retries))
      all.append(series("service/\(name)", "retries_denied", counts.denied))
      all.append(series("service/\(name)", "mirrored", counts.mirrored))
      all.append(series("service/\(name)", "rejected", counts.rejected))
      all.append(
        TimelineSeries(entity: "service/\(name)", metric: "queue_length_mean", values: counts.meanQueue))
      all.append(TimelineSeries(entity: "service/\(name)", metric: "busy_mean", values: counts.meanBusy))
    }
    return all
  }

  /// Sums counts second by second.
  static func sum(_ counts: [[Int32]], seconds: Int) -> [Int32] {
    (0..<seconds).map { second in counts.reduce(0) { $0 + $1[second] } }
  }

  /// What each fault did.
  ///
  /// Assumption A-SIM-23: recovery is judged by goodput and offered load of all traffic together, booked at arrival, and every request
  /// without success that arrived during a fault counts as lost to it.
  private func faultRecords() -> [FaultRecord] {
    let offered = Self.sum(timeline.sources.map(\.offered), seconds: timeline.seconds)
    let successes = Self.sum(timeline.sources.map(\.successes), seconds: timeline.seconds)
    return model.faults.enumerated().map { index, fault in
      FaultRecord(
        name: fault.name, start: fault.start, end: fault.end,
        recovery: Self.recovery(from: fault.end, offered: offered, successes: successes),
        lost: lost[index])
    }
  }

  /// The time from `end` to the first whole second from which on goodput is at least 90 % of the offered load in each of 5 seconds
  /// (design section 4.3); nil where that does not come before measuring ends.
  package static func recovery(from end: Int64, offered: [Int32], successes: [Int32]) -> Int64? {
    let window = 5
    var good = 0
    for second in Int((end + 999_999_999) / 1_000_000_000)..<max(offered.count, Int(end / 1_000_000_000) + 1)
    where second < offered.count {
      good = Double(successes[second]) >= 0.9 * Double(offered[second]) ? good + 1 : 0
      if good == window { return Int64(second - window + 1) * 1_000_000_000 - end }
    }
    return nil
  }
}
