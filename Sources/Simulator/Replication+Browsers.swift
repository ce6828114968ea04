import Engine
import Records
import Scenarios

extension Replication {
  /// A request of a browser arrives: it is sent at once, or after the answer to its preflight.
  ///
  /// Assumption A-SIM-25: each request comes from one of the source's browsers, drawn at random with equal probabilities. A browser keeps
  /// what an answer allows from the moment of the answer on; requests that it makes before that ask for themselves.
  mutating func arriveFromBrowser(_ job: Int32, source: Int, key: UInt64) {
    let crossing = crossing(of: job, source: source)
    if crossing.rule >= 0, jobs[job].isMeasured {
      if crossing.isAllowed {
        browsing.counts[crossing.rule].allowed += 1
      } else {
        browsing.counts[crossing.rule].refused += 1
      }
    }
    guard crossing.asks, !browsing.isSpared(crossing, of: source, user: user(source, key), at: now) else {
      send(job, source: source, key: key)
      return
    }
    ask(job, crossing, source: source, key: key)
  }

  /// Sends a preflight to the gateway.
  ///
  /// Assumption A-SIM-26: a preflight takes the gateway its overhead, drawn anew, and the client the source's `roundTrip` beside that; then
  /// the request reaches the gateway, whose timeouts begin there, while its response time includes the wait.
  /// Assumption A-SIM-27: preflights are work of the gateway alone: no fault touches them, no mirror copies them, and those that a rule
  /// without a CORS filter would forward load no backend.
  private mutating func ask(_ job: Int32, _ crossing: Model.Crossing, source: Int, key: UInt64) {
    if crossing.rule >= 0, jobs[job].isMeasured { browsing.counts[crossing.rule].preflights += 1 }
    if let second = timeline.second(of: now) { timeline[source: source, second: second].preflights += 1 }
    let delay = preflightTime(source: source, key: key)
    guard delay > .zero else {
      takeAnswer(job, crossing, source: source, key: key)
      return
    }
    held.note(now, at: job)
    // No timeout of a request that was in this place before can be taken for one of this.
    jobs[job].arrival = Self.notYetArrived
    jobs[job].stage = .asking
    let due = moment(after: delay.nanoseconds)
    jobs[job].due = due
    schedule(Event(.preflightDone, job), at: due)
  }

  static let notYetArrived = Int64.min / 2

  private mutating func preflightTime(source: Int, key: UInt64) -> SimulationDuration {
    let roundTrip = SimulationDuration(nanoseconds: browsing.sources[source].roundTrip)
    switch overhead {
    case .none: return roundTrip
    case .constant(let length): return roundTrip + SimulationDuration(nanoseconds: length)
    case .drawn(let distribution):
      var draws = streams.sources[source].overheads.draws(key, 1)
      return roundTrip + distribution.sampleDuration(&draws)
    }
  }

  /// The answer to a preflight comes.
  mutating func endPreflight(_ job: Int32) {
    guard jobs[job].awaits(.asking, at: now) else { return ignore() }
    let source = source(of: job)
    jobs[job].arrival = now
    jobs[job].stage = .atGateway
    jobs[job].due = Model.never
    takeAnswer(job, crossing(of: job, source: source), source: source, key: key(of: job))
  }

  /// The browser sends the request, or does not.
  private mutating func takeAnswer(_ job: Int32, _ crossing: Model.Crossing, source: Int, key: UInt64) {
    if let refusal = crossing.refusal {
      answer(job, status: refusal.status, fate: refusal.fate)
      return
    }
    if !crossing.grants.isEmpty {
      browsing.keep(crossing, of: source, user: user(source, key), at: now)
    }
    send(job, source: source, key: key)
  }

  @inline(__always) private func crossing(of job: Int32, source: Int) -> Model.Crossing {
    browsing.crossings[Int(jobs[job].shape) + browsing.sources[source].firstCrossing]
  }

  /// Whose browser makes a request.
  @inline(__always) private func user(_ source: Int, _ key: UInt64) -> Int {
    var draws = streams.sources[source].users.draws(key)
    return Int(draws.below(browsing.sources[source].users))
  }

  /// From here on a job's request arrived when its client made it, not when its timeouts began.
  mutating func restoreArrival(of job: Int32) {
    if let arrival = held.take(at: job) { jobs[job].arrival = arrival }
  }

  /// Preflights and verdicts of each rule with cross-origin requests.
  func corsMetrics() -> [MetricSample] {
    zip(model.corsRules, browsing.counts.elements).flatMap { rule, counts in
      let labels: Labels = ["route": rule.route, "rule": "\(rule.rule)"]
      return [
        MetricSample("cors_preflights", labels, Double(counts.preflights)),
        MetricSample("cors_allowed", labels, Double(counts.allowed)),
        MetricSample("cors_refused", labels, Double(counts.refused)),
      ]
    }
  }
}
