import Engine
import Records

extension Replication {
  /// Books what is still in flight and turns everything measured into the replication's record.
  mutating func finish() -> ReplicationRecord {
    assert(isConsistent(), "the counts of replication \(replication) and a recount differ")
    bookUnanswered()
    budgets.closeEpisodes()
    recorder.flush()
    var record = ReplicationRecord(replication: Int(replication))
    record.conservation = conservation
    record.events = eventCount - staleCount
    record.mirrors = mirrorRecords.elements
    record.episodes = episodes()
    record.timeline = timelineSeries() + endpointSeries() + budgetSeries() + mirrorSeries()
    record.responseWindows = responseTimes.all
    record.faults = faultRecords()
    let groups = requestGroups()
    record.metrics = requestMetrics(groups) + serviceMetrics() + budgetMetrics() + mirrorMetrics()
    record.metrics += corsMetrics() + faultMetrics(record.faults)
    record.histograms = histograms(groups)
    return record
  }

  /// Books what has no answer, in the order of arrival where that is recorded.
  private mutating func bookUnanswered() {
    for job in jobs.indices(where: { $0.hasAttempt }) {
      recordAttempt(job, end: -1, outcome: .unanswered, status: 0)
    }
    let open = jobs.indices(where: { $0.isOpen }).filter { !callers.isCall($0) }
    let recorded = open.filter { jobs[$0].record >= 0 }
      .sorted { recorder.number(of: jobs[$0].record) < recorder.number(of: jobs[$1].record) }
    for job in open where jobs[job].record < 0 { closeUnanswered(job) }
    for job in recorded { closeUnanswered(job) }
  }

  private func episodes() -> [EpisodeRecord] {
    budgets.measurements.elements.enumerated().flatMap { index, budget in
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
        ("offered", own.map { timeline.arrivals(of: $0, \.offered) }),
        ("answered", own.map { timeline.arrivals(of: $0, \.answered) }),
        ("goodput", own.map { timeline.arrivals(of: $0, \.successes) }),
      ] {
        all.append(series("gateway/\(gateway)", metric, Self.sum(counts, seconds: timeline.seconds)))
      }
    }
    for (source, name) in model.sources.map(\.name).enumerated() {
      all.append(series("traffic/\(name)", "offered", timeline.arrivals(of: source, \.offered)))
      all.append(series("traffic/\(name)", "answered", timeline.arrivals(of: source, \.answered)))
      all.append(series("traffic/\(name)", "goodput", timeline.arrivals(of: source, \.successes)))
      all.append(
        TimelineSeries(
          entity: "traffic/\(name)", metric: "response_time_mean",
          values: (0..<timeline.seconds).map {
            let arrivals = timeline[source: source, second: $0]
            return arrivals.responseSeconds / Double(arrivals.answered)
          }))
      if model.sources[source].browsers != nil {
        all.append(series("traffic/\(name)", "preflights", timeline.arrivals(of: source, \.preflights)))
      }
    }
    for (service, name) in model.services.map(\.name).enumerated() {
      let entity = "service/\(name)"
      all.append(series(entity, "first_attempts", timeline.work(at: service, \.firstAttempts)))
      all.append(series(entity, "retries", timeline.work(at: service, \.retries)))
      all.append(series(entity, "retries_denied", timeline.work(at: service, \.denied)))
      all.append(series(entity, "mirrored", timeline.work(at: service, \.mirrored)))
      all.append(series(entity, "rejected", timeline.work(at: service, \.rejected)))
      all.append(
        TimelineSeries(
          entity: entity, metric: "queue_length_mean", values: timeline.work(at: service, \.meanQueue)))
      all.append(
        TimelineSeries(entity: entity, metric: "busy_mean", values: timeline.work(at: service, \.meanBusy)))
      if model.autoscalers.contains(where: { $0.service == service }) {
        all.append(
          TimelineSeries(
            entity: entity, metric: "endpoints", values: timeline.work(at: service, \.meanEndpoints)))
      }
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
  /// Assumption A-SIM-66: recovery from a fault that comes several times is that from the last time.
  private func faultRecords() -> [FaultRecord] {
    let offered = Self.sum(
      model.sources.indices.map { timeline.arrivals(of: $0, \.offered) }, seconds: timeline.seconds)
    let successes = Self.sum(
      model.sources.indices.map { timeline.arrivals(of: $0, \.successes) }, seconds: timeline.seconds)
    // Of one that begins after measuring nothing was seen, so that there is no recovery to speak of.
    return model.faults.enumerated().filter { $1.occurrences.start < model.measured.upperBound }.map {
      index, fault in
      FaultRecord(
        name: fault.name, start: fault.occurrences.start, end: fault.occurrences.end,
        recovery: Self.recovery(from: fault.occurrences.end, offered: offered, successes: successes),
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
