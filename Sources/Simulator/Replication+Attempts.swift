import Engine
import Records
import Scenarios

extension Replication {
  /// Sends the first attempt or a retry to an endpoint of the request's service.
  ///
  /// Assumption A-SIM-6: a retry stays with the service that the weights chose and is balanced like a first attempt.
  /// Assumption A-SIM-7: where no endpoint is ready the gateway answers 503 at once, and does not retry.
  mutating func sendAttempt(_ job: Int32, service: Int, key: UInt64) {
    let replica = Int(jobs[job].replica)
    let attempt = jobs[job].attempts + 1
    let stream = streams.services[service].balancing
    let ask = Balancers.Ask(
      service: service, replica: replica, shape: Int(jobs[job].shape), key: key, now: now,
      attempt: UInt32(attempt))
    var endpoint = balancers.pick(ask, from: stream)
    if history.isUsed, attempt > 1 { endpoint = pickAgain(endpoint, job, ask, from: stream) }
    guard let endpoint else {
      answer(job, status: 503, fate: .noBackend)
      return
    }
    let admission = admit(
      to: endpoint, service: service, replica: jobs[job].replica, isMeasured: jobs[job].isMeasured)
    guard admission != .overflows else {
      answer(job, status: 503, fate: .overflow)
      return
    }
    noteAttempt(job, attempt: attempt, service: service)
    if history.isUsed { history.note(endpoint, of: job) }
    jobs[job].send(attempt: attempt, to: endpoint, at: now)
    scheduleAttemptTimeout(job)
    dispatch(job, admission, key: key)
  }

  /// Picks another endpoint for a retry while the pick is one that the request tried, as often as the rule repicks; then takes the last
  /// (reference retry-budgets 1.8).
  private mutating func pickAgain(
    _ first: Int32?, _ job: Int32, _ ask: Balancers.Ask, from stream: RandomStream
  ) -> Int32? {
    var picked = first
    var ask = ask
    for _ in 0..<plans[plan(of: job)].retry.repicks {
      guard let endpoint = picked, history.has(endpoint, at: job) else { break }
      ask.attempt += 1 << 16
      picked = balancers.pick(ask, from: stream)
    }
    return picked
  }

  @inline(__always) private mutating func scheduleAttemptTimeout(_ job: Int32) {
    let timeout = attemptTimeout(of: job)
    guard timeout != Model.never else { return }
    // Where both timeouts fall together the request's comes first, so the attempt's needs no event.
    guard timeout < timeLeft(of: job) else { return }
    schedule(
      Event(.attemptTimeout, job), at: moment(after: timeout), in: lanes.attemptTimeouts[plan(of: job)])
  }

  /// Nanoseconds until the request timeout, ``Model/never`` where that is unbounded.
  @inline(__always) func timeLeft(of job: Int32) -> Int64 {
    let timeout = requestTimeout(of: job)
    return timeout == Model.never ? Model.never : timeout - (now - jobs[job].arrival)
  }

  @inline(__always) private mutating func noteAttempt(_ job: Int32, attempt: Int16, service: Int) {
    let now = now
    let isMeasured = jobs[job].isMeasured
    let second = timeline.second(of: now)
    noteStart(service: service, replica: jobs[job].replica, isFirst: attempt == 1)
    if attempt == 1 {
      if isMeasured { serviceMeasurements[service].firstAttempts += 1 }
      if let second { timeline[service: service, second: second].firstAttempts += 1 }
    } else {
      if isMeasured { serviceMeasurements[service].retries += 1 }
      if let second { timeline[service: service, second: second].retries += 1 }
    }
  }

  /// Carries a job to its endpoint, through the latency and black-hole faults of the endpoint and of the route.
  ///
  /// Assumption A-SIM-21: latency and black holes take hold of an attempt or a copy when it is sent; what is under way by then, and
  /// answers, pass. A copy that vanishes counts as failed at once.
  mutating func travel(_ job: Int32, key: UInt64) {
    guard isDisturbed else {
      reachEndpoint(job, key: key)
      return
    }
    if isSwallowed(job, key: key) {
      if jobs[job].isCopy { endMirror(job, succeeded: false) }
      return
    }
    let delay = addedLatency(job, key: key)
    guard delay > .zero else {
      reachEndpoint(job, key: key)
      return
    }
    let due = moment(after: delay.nanoseconds)
    jobs[job].due = due
    schedule(Event(.jobArrives, job), at: due)
  }

  /// The route whose faults hit a job, -1 for none: copies are not the route's.
  @inline(__always) func disturbedRoute(of job: Int32) -> Int {
    jobs[job].isCopy ? -1 : plans[plan(of: job)].route
  }

  /// A delayed job reaches its endpoint.
  mutating func finishTravel(_ job: Int32) {
    guard jobs[job].awaits(.travelling, at: now) else { return ignore() }
    reachEndpoint(job, key: key(of: job))
  }

  /// An attempt's own timeout: it is given up, and may be retried.
  mutating func timeOutAttempt(_ job: Int32) {
    guard Self.awaitsAttemptTimeout(jobs, shapes, job, at: now) else {
      return ignoreTimeout(in: lanes.attemptTimeouts[plan(of: job)])
    }
    let wasSent = jobs[job].stage != .pending
    endAttempt(job, outcome: .timeout, status: 0)
    let work = wasSent ? detachAttempt(job) : -1
    jobs[job].stage = .stranded
    if work >= 0 { abandon(work) }
    retryOrAnswer(job, outcome: .timeout, status: 504)
  }

  /// Makes the attempt in flight a job of its own, which takes over its place in the queue or its event.
  private mutating func detachAttempt(_ job: Int32) -> Int32 {
    let work = jobs.insert(jobs[job].abandoned())
    if callers.isUsed { callers.move(job, to: work) }
    noteTraceRecord(Int32(traceRecord(of: job)), of: work)
    switch jobs[work].stage {
    case .queued: replaceInQueue(job, by: work)
    case .travelling:
      if jobs[work].due != Model.never { schedule(Event(.jobArrives, work), at: jobs[work].due) }
    case .inService: schedule(Event(.jobDone, work), at: jobs[work].due)
    case .calling, .held, .gone, .asking, .trying, .resting, .delayed, .atGateway, .pending, .backingOff,
      .stranded:
      break
    }
    return work
  }

  /// An attempt was answered or rejected, or its connection failed.
  mutating func attemptAnswered(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    endAttempt(job, outcome: outcome, status: status)
    jobs[job].stage = .stranded
    if outcome == .success, !isListed(status, job) {
      if budgets.hearsOutcomes { noteSuccess(job) }
      answer(job, status: status, fate: jobs[job].attempts == 1 ? .okFirstTry : .okAfterRetry)
    } else {
      // Assumption A-SIM-8: a connection error that is not retried gives the client 503.
      retryOrAnswer(job, outcome: outcome, status: outcome == .reset || outcome == .refused ? 503 : status)
    }
  }

  /// Whether the rule's `codes` list a status below 500: no failure of the service, and retried all the same.
  private mutating func isListed(_ status: Int, _ job: Int32) -> Bool {
    status >= 400 && plans[plan(of: job)].retry.statuses.contains(status)
  }

  /// The attempt is over for the gateway, though its work may still be served.
  @inline(__always) mutating func endAttempt(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    if balancers.ejects { noteResult(of: job, outcome, status: status) }
    disconnect(job, closing: outcome != .success && outcome != .failure && outcome != .rejected)
    recordAttempt(job, end: now, outcome: outcome, status: status)
  }

  /// Notes an attempt that ended, or that has not (`end` is -1), where its request is recorded.
  @inline(__always) mutating func recordAttempt(
    _ job: Int32, end: Int64, outcome: AttemptRow.Outcome, status: Int
  ) {
    guard jobs[job].record >= 0 else { return }
    let service = service(of: job)
    recorder.attempt(
      jobs[job], service: service, endpoint: jobs[job].endpoint - Int32(services[service].firstEndpoint),
      before: callers.isUsed ? earlierAttempts(of: job) : 0, end: end, outcome: outcome, status: status)
  }

  /// Attempts of a client's tries before the one that a job is.
  private mutating func earlierAttempts(of job: Int32) -> Int16 {
    guard case .retryingClient(let tries) = callers[job].caller else { return 0 }
    return Int16(clamping: callers.tries[tries].attempts)
  }

  /// Decides what becomes of work that nobody waits for any more.
  ///
  /// Assumption A-SIM-9: an endpoint learns at once that its client gave up; what it does about it is the service's `abandoned`.
  mutating func abandon(_ job: Int32) {
    let policy = services[service(of: job)].abandoned
    switch jobs[job].stage {
    case .travelling:
      // Without an event it vanished in a black hole and never arrives.
      if policy != .served || jobs[job].due == Model.never { jobs.remove(job) }
    case .queued:
      if policy != .served {
        dequeue(job)
        jobs.remove(job)
      }
    case .inService, .calling, .held:
      if policy == .aborted { abortService(job) }
    case .pending: jobs.remove(job)
    case .gone, .asking, .trying, .resting, .delayed, .atGateway, .backingOff, .stranded: break
    }
  }
}
