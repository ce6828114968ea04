import Engine
import Records
import Scenarios

extension Replication {
  /// A job reaches its endpoint: it is refused, fails at once, begins, or waits.
  mutating func reachEndpoint(_ job: Int32, key: UInt64) {
    jobs[job].arrived = now
    let endpoint = Int(jobs[job].endpoint)
    if isDisturbed, let error = connectionError(job, key: key) {
      end(job, outcome: error, status: 0)
      return
    }
    if let failure = drawFailure(job, key: key) {
      jobs[job].status = Int16(clamping: failure.status)
      if failure.atOnce {
        respond(job)
        return
      }
    }
    if endpoints[endpoint].canStart {
      startService(job, key: key)
    } else if endpoints[endpoint].canWait {
      enqueue(job)
    } else {
      reject(job)
    }
  }

  private mutating func reject(_ job: Int32) {
    let service = service(of: job)
    if jobs[job].isMeasured { serviceMeasurements[service].rejected += 1 }
    if let second = timeline.second(of: now) { timeline[service: service, second: second].rejected += 1 }
    end(job, outcome: .rejected, status: 503)
  }

  /// Whether, and how, the job fails: one uniform number is compared with the shares of the faults of the endpoint, then those of
  /// the route, then the service's own failures, each a share of what the ones before left over.
  @inline(__always) private mutating func drawFailure(_ job: Int32, key: UInt64) -> Effects.Failing? {
    let service = service(of: job)
    let own = services[service].failures
    guard isDisturbed || own.rate > 0 else { return nil }
    let draw = failureDraw(job, service: service, key: key)
    var passed = 0.0
    if isDisturbed, let hit = injectedFailure(job, at: draw, key: key, passed: &passed) { return hit }
    guard draw < passed + (1 - passed) * own.rate else { return nil }
    return Effects.Failing(rate: own.rate, status: own.status, atOnce: own.when == .atOnce)
  }

  @inline(__always) private mutating func failureDraw(_ job: Int32, service: Int, key: UInt64) -> Double {
    let mirror = jobs[job].mirror
    if mirror >= 0 {
      var draws = streams.mirrors[Int(mirror)].failures.draws(key)
      return draws.uniform()
    }
    let attempt = jobs[job].attempts
    let record = traceRecord(of: job)
    if record >= 0, let trace = model.sources[source(of: job)].trace,
      let known = trace.failureDraw(record: record, attempt: Int(attempt))
    {
      return known
    }
    var draws = streams.services[service].failures.draws(key, UInt32(attempt))
    return draws.uniform()
  }

  @inline(__always) private mutating func serviceSeconds(_ job: Int32, service: Int, key: UInt64) -> Double {
    let mirror = jobs[job].mirror
    let attempt = jobs[job].attempts
    let record = traceRecord(of: job)
    if record >= 0, let trace = model.sources[source(of: job)].trace {
      let known =
        mirror >= 0
        ? trace.mirrorServiceTime(record: record, service: services[service].name)
        : trace.serviceTime(record: record, attempt: Int(attempt))
      if let known { return known }
    }
    var draws =
      mirror >= 0
      ? streams.mirrors[Int(mirror)].serviceTimes.draws(key)
      : streams.services[service].serviceTimes.draws(key, UInt32(attempt))
    return services[service].serviceTime.sample(&draws)
  }

  /// Puts a job into a slot.
  ///
  /// Assumption A-SIM-12: a slowdown stretches the whole service of work that begins while it lasts, and no other.
  private mutating func startService(_ job: Int32, key: UInt64) {
    let endpoint = Int(jobs[job].endpoint)
    let service = endpoints[endpoint].service
    endpoints[endpoint].busy += 1
    noteLoad(at: endpoint)
    serviceMeasurements[service].enterSlot(
      at: calendar.now, waited: jobs[job].isMeasured ? now - jobs[job].arrived : nil)
    if callers.isUsed, !services[service].visits.isEmpty { return beginVisit(job, service: service) }
    jobs[job].started = now
    beginService(job, key: key)
  }

  /// Begins the own work of a job that has a slot.
  @inline(__always) mutating func beginService(_ job: Int32, key: UInt64) {
    let endpoint = Int(jobs[job].endpoint)
    let service = endpoints[endpoint].service
    var seconds = serviceSeconds(job, service: service, key: key)
    if isDisturbed { seconds *= slowdown(at: endpoint) }
    let length = SimulationDuration(seconds: seconds).nanoseconds
    if callers.isUsed, endpoints[endpoint].isPaused {
      jobs[job].stage = .held
      jobs[job].remaining = length
      return
    }
    let due = moment(after: length)
    jobs[job].serve(until: due)
    schedule(Event(.jobDone, job), at: due)
  }

  /// A job's service is done: the next in the queue begins, then the gateway gets the answer.
  mutating func completeService(_ job: Int32) {
    guard jobs[job].awaits(.inService, at: now) else { return ignore() }
    if callers.isUsed, holdsForCalls(job) { return }
    finishService(job)
  }

  /// A job leaves its slot with its answer.
  @inline(__always) mutating func finishService(_ job: Int32) {
    leaveSlot(job)
    if jobs[job].isMeasured {
      serviceMeasurements[service(of: job)].sojournTimes.record(now - jobs[job].arrived)
    }
    startWaiting(endpoint: Int(jobs[job].endpoint))
    respond(job)
  }

  /// Sends a job's answer to whoever waits for it.
  @inline(__always) private mutating func respond(_ job: Int32) {
    let status = Int(jobs[job].status)
    end(job, outcome: status < 500 ? .success : .failure, status: status)
  }

  /// Ends a job at the endpoint and tells the request, the mirror's account, or nobody.
  mutating func end(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    if jobs[job].isOpen {
      attemptAnswered(job, outcome: outcome, status: status)
    } else if jobs[job].isCopy {
      endMirror(job, succeeded: outcome == .success)
    } else {
      jobs.remove(job)
    }
  }

  /// Takes abandoned work out of its slot.
  mutating func abortService(_ job: Int32) {
    leaveSlot(job)
    if callers.isUsed { callers.forget(job) }
    let endpoint = Int(jobs[job].endpoint)
    jobs.remove(job)
    startWaiting(endpoint: endpoint)
  }

  /// Frees a job's slot and books its service time.
  mutating func leaveSlot(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    endpoints[endpoint].busy -= 1
    noteLoad(at: endpoint)
    serviceMeasurements[endpoints[endpoint].service].leaveSlot(
      at: calendar.now, used: jobs[job].isMeasured ? now - jobs[job].started : nil,
      isWasted: !jobs[job].isOpen && !jobs[job].isCopy)
  }

  /// Starts waiting jobs while slots are free.
  mutating func startWaiting(endpoint: Int) {
    if endpoints[endpoint].discipline == .deadline {
      startInTime(endpoint: endpoint)
      return
    }
    while endpoints[endpoint].first >= 0, endpoints[endpoint].canStart {
      let job = endpoints[endpoint].next
      dequeue(job)
      startService(job, key: key(of: job))
    }
  }

  /// Starts waiting jobs while slots are free, and drops those that are too late.
  private mutating func startInTime(endpoint: Int) {
    var late: [Int32] = []
    while endpoints[endpoint].first >= 0, endpoints[endpoint].canStart {
      let job = endpoints[endpoint].next
      dequeue(job)
      if isTooLate(job) {
        late.append(job)
      } else {
        startService(job, key: key(of: job))
      }
    }
    // At last, so that what is sent anew at once does not come before those that wait.
    for job in late { reject(job) }
  }
}
