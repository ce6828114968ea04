import Engine
import Records
import Scenarios

extension Replication {
  /// Schedules what is known from the start: first arrivals, faults, the ends of warm-up, measuring and each second.
  ///
  /// Faults are scheduled before arrivals, so that an arrival at the very moment of a fault sees it.
  mutating func begin() {
    beginAutoscaling()
    scheduleFaults()
    schedule(Event(.measuringBegins), at: model.measured.lowerBound)
    schedule(Event(.measuringEnds), at: model.measured.upperBound)
    schedule(Event(.second), at: 1_000_000_000)
    if balancers.ejects { scheduleLooks() }
    for source in sources.indices {
      if sources[source].isClosed { scheduleUsers(of: source) } else { scheduleArrival(source: source) }
    }
  }

  @inline(__always) private mutating func scheduleArrival(source: Int) {
    guard let time = sources[source].peek() else { return }
    schedule(Event(.arrival, Int32(source)), at: time, in: lanes.arrivals[source])
  }

  /// A client request reaches a gateway replica.
  ///
  /// Assumption A-SIM-4: each request goes to a gateway replica drawn at random with equal probabilities.
  /// Assumption A-SIM-5: the gateway's overhead delays a request once, before it is routed.
  /// Assumption A-SIM-19: an answer at the very nanosecond of a timeout comes too late, since timeouts are scheduled first.
  mutating func arrive(source: Int) {
    let arrival = sources[source].take(at: now)
    let number = sources[source].count
    let key = sources[source].salt &+ number
    let shape = sources[source].firstShape + arrival.shape
    let replica = replica(source: source, key: key)
    let record = recorder.begin(key: key, number: Int64(conservation.offered))
    conservation.offered += 1
    openRequests += 1
    if let second = timeline.second(of: now) { timeline[source: source, second: second].offered += 1 }
    let job = jobs.add()
    jobs[job].begin(
      number: number, arrival: now, shape: shape, replica: replica,
      isMeasured: model.measured.contains(now), record: record)
    noteTraceRecord(arrival.record, of: job)
    if history.isUsed { history.begin(job) }
    if callers.isUsed { callers.begin(job, key: key) }
    scheduleArrival(source: source)
    if sources[source].triesAgain {
      arriveAtClient(job)
    } else if sources[source].hasBrowsers {
      arriveFromBrowser(job, source: source, key: key)
    } else {
      send(job, source: source, key: key)
    }
  }

  /// The gateway replica of a request.
  @inline(__always) func replica(source: Int, key: UInt64) -> Int16 {
    guard model.dataPlane.replicas > 1 else { return 0 }
    var draws = streams.sources[source].replicas.draws(key)
    return Int16(draws.below(UInt64(model.dataPlane.replicas)))
  }

  /// A request is at the gateway.
  @inline(__always) mutating func send(_ job: Int32, source: Int, key: UInt64) {
    if lostReplicas > 0, !findReplica(job, source: source, key: key) { return }
    if !filters.isEmpty, !passesFilters(job, key: key) { return }
    enter(job, source: source, key: key)
  }

  /// A request passed the gateway's filters: its timeouts begin.
  @inline(__always) mutating func enter(_ job: Int32, source: Int, key: UInt64) {
    scheduleRequestTimeout(job)
    enterGateway(job, source: source, key: key)
  }

  @inline(__always) private mutating func scheduleRequestTimeout(_ job: Int32) {
    let timeout = requestTimeout(of: job)
    guard timeout != Model.never else { return }
    schedule(
      Event(.requestTimeout, job), at: moment(after: timeout), in: lanes.requestTimeouts[plan(of: job)])
  }

  @inline(__always) private mutating func enterGateway(_ job: Int32, source: Int, key: UInt64) {
    let delay: Int64
    switch overhead {
    case .none:
      route(job, key: key)
      return
    case .constant(let length): delay = length
    case .drawn(let distribution):
      var draws = streams.sources[source].overheads.draws(key)
      delay = distribution.sampleDuration(&draws).nanoseconds
    }
    let due = moment(after: delay)
    jobs[job].due = due
    schedule(Event(.overheadDone, job), at: due, in: lanes.overhead)
  }

  /// The gateway's overhead for a request is over.
  mutating func leaveGateway(_ job: Int32) {
    guard jobs[job].awaits(.atGateway, at: now) else { return ignore() }
    route(job, key: key(of: job))
  }

  /// Filters, the choice of the backend and the first attempt.
  private mutating func route(_ job: Int32, key: UInt64) {
    let plan = plan(of: job)
    mirror(plans[plan].mirrors, of: job, key: key)
    guard plans[plan].status == 0 else {
      answer(job, status: plans[plan].status, fate: plans[plan].fate)
      return
    }
    let backend = chooseBackend(plan, job, key: key)
    mirror(backends[backend].mirrors, of: job, key: key)
    let service = backends[backend].service
    guard service >= 0 else {
      answer(job, status: backends[backend].status, fate: .noBackend)
      return
    }
    recorder.choose(service: service, for: jobs[job].record)
    sendAttempt(job, service: service, key: key)
  }

  /// Draws one of the rule's shares by weight, invalid ones included.
  @inline(__always) private mutating func chooseBackend(_ plan: Int, _ job: Int32, key: UInt64) -> Int {
    let shares = plans[plan].backends
    let last = shares.upperBound - 1
    guard last > shares.lowerBound else { return last }
    let drawn: UInt64
    if sharesDraws {
      drawn = requestWord(of: job, key: key) % plans[plan].totalWeight
    } else {
      var draws = streams.sources[source(of: job)].weights.draws(key)
      drawn = draws.below(plans[plan].totalWeight)
    }
    // Without a branch: which share is drawn is what no processor can predict, and a rule has 16 at most.
    var chosen = shares.lowerBound
    for index in shares.lowerBound..<last { chosen += drawn < backends[index].cumulativeWeight ? 0 : 1 }
    return chosen
  }

  /// The one random number from which an Envoy draws what it draws of a request.
  @inline(__always) func requestWord(of job: Int32, key: UInt64) -> UInt64 {
    var draws = streams.sources[source(of: job)].words.draws(key)
    return draws.word()
  }

  /// The request timeout: the attempt in flight is given up and the client gets 504.
  mutating func timeOutRequest(_ job: Int32) {
    guard Self.awaitsRequestTimeout(jobs, shapes, job, at: now) else {
      if Self.awaitsCopyTimeout(jobs, shapes, job, at: now) { return timeOutCopy(job) }
      return ignoreTimeout(in: lanes.requestTimeouts[plan(of: job)])
    }
    guard jobs[job].hasAttempt else {
      answer(job, status: 504, fate: .requestTimeout)
      return
    }
    if balancers.ejects { noteResult(of: job, .timeout, status: 0) }
    endAttempt(job, outcome: .abandoned, status: 0)
    close(job, status: 504, fate: .requestTimeout)
    abandon(job)
  }

  /// Counts a request without success for every fault that lasted when it arrived.
  private mutating func noteLost(arrival: Int64) {
    for fault in lost.indices
    where occurrences[fault].lasts(at: arrival) { lost[fault] += 1 }
  }

  /// The client gets its answer; the request leaves.
  mutating func answer(_ job: Int32, status: Int, fate: Fate) {
    close(job, status: status, fate: fate)
    jobs.remove(job)
  }

  /// Books what the client gets; the job is nobody's from here on.
  mutating func close(_ job: Int32, status: Int, fate: Fate) {
    releaseRetry(job)
    if held.isUsed { restoreArrival(of: job) }
    if callers.isCall(job) { return closeCall(job, status: status, fate: fate) }
    if sources[shapes[Int(jobs[job].shape)].source].isClosed { scheduleReturn(of: job) }
    conservation.answered += 1
    openRequests -= 1
    let shape = Int(jobs[job].shape)
    let source = shapes[shape].source
    let arrival = jobs[job].arrival
    let response = now - arrival
    // A success has a status below 500, comes from a route that was found, and within the deadline (design section 1); what browsers keep
    // from their scripts has a deadline that nothing meets.
    let isSuccess = status < 500 && fate != .noRoute && response <= shapes[shape].deadline
    if jobs[job].isMeasured {
      let cell = shapes[shape].cell
      cells[cell].note(fate: fate, attempts: Int(jobs[job].attempts))
      cells[cell].noteAnswer(status: status, response: response, isSuccess: isSuccess)
      if isSuccess, jobs[job].endpoint >= 0 { serviceMeasurements[service(of: job)].successes += 1 }
    }
    if let second = timeline.second(of: arrival) {
      timeline[source: source, second: second].noteAnswer(response: response, isSuccess: isSuccess)
      responseTimes.note(second: second, response: response, isSuccess: isSuccess)
    }
    if !isSuccess { noteLost(arrival: arrival) }
    if jobs[job].record >= 0 { recorder.end(jobs[job], status: status, fate: fate, response: response) }
    jobs[job].leaveClient()
  }

  /// Tells who called; the job is nobody's from here on.
  private mutating func closeCall(_ job: Int32, status: Int, fate: Fate) {
    switch callers[job].caller {
    case .client: break
    case .retryingClient(let tries): takeAnswer(job, of: tries, status: status, fate: fate)
    case .work(let visit): takeAnswer(of: job, for: visit, status: status, fate: fate)
    }
    callers[job].caller = .client
    jobs[job].leaveClient()
  }

  /// What is still without an answer when the replication ends is counted as unanswered, never dropped.
  mutating func closeUnanswered(_ job: Int32) {
    if held.isUsed { restoreArrival(of: job) }
    if callers.isUsed { settleTries(job) }
    conservation.unanswered += 1
    if jobs[job].isMeasured {
      let cell = shapes[Int(jobs[job].shape)].cell
      cells[cell].note(fate: .unanswered, attempts: Int(jobs[job].attempts))
    }
    noteLost(arrival: jobs[job].arrival)
    if jobs[job].record >= 0 { recorder.end(jobs[job], status: 0, fate: .unanswered, response: -1) }
  }

  /// The source of a job's request, its rule and its timeouts, the service of its attempt, and what its draws are keyed by.
  @inline(__always) func source(of job: Int32) -> Int { shapes[Int(jobs[job].shape)].source }
  @inline(__always) func plan(of job: Int32) -> Int { shapes[Int(jobs[job].shape)].plan }
  @inline(__always) func requestTimeout(of job: Int32) -> Int64 {
    shapes[Int(jobs[job].shape)].requestTimeout
  }
  @inline(__always) func attemptTimeout(of job: Int32) -> Int64 {
    shapes[Int(jobs[job].shape)].attemptTimeout
  }
  @inline(__always) func service(of job: Int32) -> Int { endpoints[Int(jobs[job].endpoint)].service }
  @inline(__always) func key(of job: Int32) -> UInt64 {
    callers.isUsed ? callers[job].key : shapes[Int(jobs[job].shape)].salt &+ jobs[job].number
  }

  /// The record of the trace that a job's request is, -1 elsewhere.
  @inline(__always) func traceRecord(of job: Int32) -> Int {
    hasTrace ? Int(traceRecords[Int(job)]) : -1
  }

  /// Notes which record of a trace a job is; nothing where there is no trace.
  @inline(__always) mutating func noteTraceRecord(_ record: Int32, of job: Int32) {
    guard hasTrace else { return }
    if traceRecords.count <= job {
      traceRecords.append(contentsOf: repeatElement(-1, count: Int(job) + 1 - traceRecords.count))
    }
    traceRecords[Int(job)] = record
  }
}
