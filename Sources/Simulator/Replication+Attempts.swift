import Engine
import Records
import Scenarios

extension Replication {
  /// Sends the first attempt or a retry to an endpoint of the request's service.
  ///
  /// Assumption A-SIM-6: a retry stays with the service that the weights chose and is balanced like a first attempt.
  /// Assumption A-SIM-7: where no endpoint is ready the gateway answers 503 at once, and does not retry.
  mutating func sendAttempt(_ request: Int32) {
    requests[request].wakeUp = .none
    let state = requests[request]
    let service = Int(state.service)
    var draws = streams.services[service].balancing.draws(state.key, UInt32(state.attempts + 1))
    guard let endpoint = balancers.pick(service: service, replica: Int(state.replica), draws: &draws) else {
      answer(request, status: 503, fate: .noBackend)
      return
    }
    requests[request].attempts += 1
    noteAttempt(state, service: service)
    balancers.begin(endpoint: endpoint, replica: Int(state.replica))
    let job = jobs.insert(
      Job(
        key: state.key, request: request, source: state.source, service: state.service, endpoint: endpoint,
        traceRecord: state.traceRecord, plan: state.plan, replica: state.replica,
        attempt: state.attempts + 1, sent: now, isMeasured: state.isMeasured))
    requests[request].job = job
    let timeout = model.plans[Int(state.plan)].attemptTimeout
    // Where both timeouts fall together the request's comes first, so the attempt's needs no event.
    if timeout < state.deadline - now {
      jobs[job].timeout = schedule(Event(.attemptTimeout, job), after: timeout)
    }
    travel(job)
  }

  private mutating func noteAttempt(_ state: RequestState, service: Int) {
    let now = now
    let second = timeline.second(of: now)
    if state.attempts == 0 {
      let budget = budgetIndex(service: state.service, replica: state.replica)
      windowBudgets[budget]?.noteFirstAttempt(at: now)
      if state.isMeasured { serviceMeasurements[service].firstAttempts += 1 }
      if let second { timeline.services[service].firstAttempts[second] += 1 }
    } else {
      if state.isMeasured { serviceMeasurements[service].retries += 1 }
      if let second { timeline.services[service].retries[second] += 1 }
    }
  }

  /// Carries a job to its endpoint, through the latency and black-hole faults of the endpoint and of the route.
  ///
  /// Assumption A-SIM-21: latency and black holes take hold of an attempt or a copy when it is sent; what is under way by then, and
  /// answers, pass. A copy that vanishes counts as failed at once.
  mutating func travel(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    let route = jobs[job].mirror < 0 ? model.plans[Int(jobs[job].plan)].route : -1
    if endpoints[endpoint].effects.isBlackhole || (route >= 0 && routeEffects[route].isBlackhole) {
      if jobs[job].mirror >= 0 { endMirror(job, succeeded: false) }
      return
    }
    var delay = SimulationDuration.zero
    for fault in endpoints[endpoint].effects.latencies { delay = delay + latency(fault, job: job) }
    if route >= 0 { for fault in routeEffects[route].latencies { delay = delay + latency(fault, job: job) } }
    if delay > .zero {
      jobs[job].event = schedule(Event(.jobArrives, job), after: delay.nanoseconds)
    } else {
      reachEndpoint(job)
    }
  }

  private func latency(_ fault: Int, job: Int32) -> SimulationDuration {
    guard case .latency(let distribution) = model.faults[fault].effect else { return .zero }
    // Attempts count from 1, copies of the same request from 2³¹.
    let mirror = jobs[job].mirror
    let trial = mirror < 0 ? UInt32(jobs[job].attempt) : 1 << 31 | UInt32(mirror)
    var draws = streams.latencies[fault].draws(jobs[job].key, trial)
    return distribution.sampleDuration(&draws)
  }

  /// An attempt's own timeout: it is given up, and may be retried.
  mutating func timeOutAttempt(_ job: Int32) {
    jobs[job].timeout = .none
    let request = jobs[job].request
    endAttempt(job, outcome: .timeout, status: 0)
    abandon(job)
    retryOrAnswer(request, outcome: .timeout, status: 504)
  }

  /// An attempt was answered, refused or reset.
  mutating func attemptAnswered(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    let request = jobs[job].request
    endAttempt(job, outcome: outcome, status: status)
    remove(job)
    if outcome == .success, !isListed(status, request: request) {
      answer(request, status: status, fate: requests[request].attempts == 1 ? .okFirstTry : .okAfterRetry)
    } else {
      // Assumption A-SIM-8: a connection error that is not retried gives the client 503.
      retryOrAnswer(request, outcome: outcome, status: outcome == .reset ? 503 : status)
    }
  }

  /// Whether the rule's `codes` list a status below 500: no failure of the service, and retried all the same.
  private func isListed(_ status: Int, request: Int32) -> Bool {
    status >= 400 && model.plans[Int(requests[request].plan)].retryCodes.contains(status)
  }

  /// The attempt is over for the gateway: its row is written and its request no longer waits for it.
  ///
  /// The job itself stays, because abandoned work may still be served.
  mutating func endAttempt(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    let ended = jobs[job]
    calendar.cancel(ended.timeout)
    jobs[job].timeout = .none
    balancers.end(endpoint: ended.endpoint, replica: Int(ended.replica))
    recorder.attempt(
      ended, of: &requests[ended.request],
      firstEndpoint: model.services[Int(ended.service)].firstEndpoint, end: now, outcome: outcome,
      status: status)
    requests[ended.request].job = -1
  }

  /// Decides what becomes of work whose request no longer waits for it.
  ///
  /// Assumption A-SIM-9: an endpoint learns at once that its client gave up; what it does about it is the service's `abandoned`.
  mutating func abandon(_ job: Int32) {
    jobs[job].request = -1
    let policy = model.services[Int(jobs[job].service)].abandoned
    switch jobs[job].stage {
    case .gone: break
    case .travelling:
      // Without an event it vanished in a black hole and never arrives.
      if jobs[job].event == .none {
        remove(job)
      } else if policy != .served {
        calendar.cancel(jobs[job].event)
        remove(job)
      }
    case .queued:
      if policy != .served {
        dequeue(job)
        remove(job)
      }
    case .inService, .held:
      if policy == .aborted { abortService(job) }
    }
  }
}
