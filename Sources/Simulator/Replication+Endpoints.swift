import Engine
import Records
import Scenarios

extension Replication {
  /// A job reaches its endpoint: it is refused, fails at once, begins, or waits.
  mutating func reachEndpoint(_ job: Int32) {
    jobs[job].event = .none
    jobs[job].arrived = now
    let endpoint = Int(jobs[job].endpoint)
    let route = jobs[job].mirror < 0 ? model.plans[Int(jobs[job].plan)].route : -1
    if endpoints[endpoint].effects.isDown || endpoints[endpoint].effects.isResetting
      || (route >= 0 && routeEffects[route].isResetting)
    {
      end(job, outcome: .reset, status: 0)
      return
    }
    if let failure = drawFailure(job, route: route) {
      jobs[job].status = Int16(clamping: failure.status)
      if failure.atOnce {
        respond(job)
        return
      }
    }
    if endpoints[endpoint].canStart {
      startService(job)
    } else if endpoints[endpoint].canWait {
      enqueue(job)
    } else {
      if jobs[job].isMeasured { serviceMeasurements[Int(jobs[job].service)].rejected += 1 }
      if let second = timeline.second(of: now) {
        timeline.services[Int(jobs[job].service)].rejected[second] += 1
      }
      end(job, outcome: .rejected, status: 503)
    }
  }

  /// Whether, and how, the job fails: one uniform number is compared with the shares of the faults of the endpoint, then those of
  /// the route, then the service's own failures, each a share of what the ones before left over.
  private func drawFailure(_ job: Int32, route: Int) -> Effects.Failing? {
    let own = model.services[Int(jobs[job].service)].failures
    let endpoint = Int(jobs[job].endpoint)
    let isFaulty =
      !endpoints[endpoint].effects.failing.isEmpty || (route >= 0 && !routeEffects[route].failing.isEmpty)
    guard isFaulty || own.rate > 0 else { return nil }
    let draw = failureDraw(job)
    var passed = 0.0
    if isFaulty {
      if let hit = Effects.failure(among: endpoints[endpoint].effects.failing, at: draw, passed: &passed) {
        return hit
      }
      if route >= 0,
        let hit = Effects.failure(among: routeEffects[route].failing, at: draw, passed: &passed)
      {
        return hit
      }
    }
    guard draw < passed + (1 - passed) * own.rate else { return nil }
    return Effects.Failing(rate: own.rate, status: own.status, atOnce: own.when == .atOnce)
  }

  private func failureDraw(_ job: Int32) -> Double {
    let state = jobs[job]
    if state.mirror >= 0 {
      var draws = streams.mirrors[Int(state.mirror)].failures.draws(state.key)
      return draws.uniform()
    }
    if state.traceRecord >= 0, let trace = model.sources[Int(state.source)].trace,
      let known = trace.failureDraw(record: Int(state.traceRecord), attempt: Int(state.attempt))
    {
      return known
    }
    var draws = streams.services[Int(state.service)].failures.draws(state.key, UInt32(state.attempt))
    return draws.uniform()
  }

  private func serviceSeconds(_ job: Int32) -> Double {
    let state = jobs[job]
    let service = Int(state.service)
    if state.traceRecord >= 0, let trace = model.sources[Int(state.source)].trace {
      let known =
        state.mirror >= 0
        ? trace.mirrorServiceTime(record: Int(state.traceRecord), service: model.services[service].name)
        : trace.serviceTime(record: Int(state.traceRecord), attempt: Int(state.attempt))
      if let known { return known }
    }
    var draws =
      state.mirror >= 0
      ? streams.mirrors[Int(state.mirror)].serviceTimes.draws(state.key)
      : streams.services[service].serviceTimes.draws(state.key, UInt32(state.attempt))
    return model.services[service].serviceTime.sample(&draws)
  }

  /// Puts a job into a slot.
  ///
  /// Assumption A-SIM-12: a slowdown stretches the whole service of work that begins while it lasts, and no other.
  private mutating func startService(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    let seconds = serviceSeconds(job) * endpoints[endpoint].effects.slowdown
    let duration = SimulationDuration(seconds: seconds).nanoseconds
    jobs[job].stage = .inService
    jobs[job].started = now
    jobs[job].serviceTime = duration
    jobs[job].completion = moment(after: duration)
    endpoints[endpoint].busy += 1
    setBusy(service: Int(jobs[job].service), by: 1)
    if jobs[job].isMeasured {
      serviceMeasurements[Int(jobs[job].service)].waitingTimes.record(now - jobs[job].arrived)
    }
    jobs[job].event = schedule(Event(.jobDone, job), after: duration)
  }

  /// A job's service is done: the next in the queue begins, then the gateway gets the answer.
  mutating func completeService(_ job: Int32) {
    jobs[job].event = .none
    leaveSlot(job, used: now - jobs[job].started)
    if jobs[job].isMeasured {
      serviceMeasurements[Int(jobs[job].service)].sojournTimes.record(now - jobs[job].arrived)
    }
    startWaiting(endpoint: Int(jobs[job].endpoint))
    respond(job)
  }

  /// Sends a job's answer to whoever waits for it.
  private mutating func respond(_ job: Int32) {
    let status = Int(jobs[job].status)
    end(job, outcome: status < 500 ? .success : .failure, status: status)
  }

  /// Ends a job at the endpoint and tells the request, the mirror's account, or nobody.
  mutating func end(_ job: Int32, outcome: AttemptRow.Outcome, status: Int) {
    if jobs[job].mirror >= 0 {
      endMirror(job, succeeded: outcome == .success)
    } else if jobs[job].request >= 0 {
      attemptAnswered(job, outcome: outcome, status: status)
    } else {
      remove(job)
    }
  }

  /// Takes abandoned work out of its slot.
  mutating func abortService(_ job: Int32) {
    calendar.cancel(jobs[job].event)
    leaveSlot(job, used: now - jobs[job].started)
    let endpoint = Int(jobs[job].endpoint)
    remove(job)
    startWaiting(endpoint: endpoint)
  }

  /// Frees a job's slot and books its service time.
  mutating func leaveSlot(_ job: Int32, used: Int64) {
    let service = Int(jobs[job].service)
    endpoints[Int(jobs[job].endpoint)].busy -= 1
    setBusy(service: service, by: -1)
    guard jobs[job].isMeasured else { return }
    serviceMeasurements[service].served += Double(used)
    if jobs[job].request < 0, jobs[job].mirror < 0 { serviceMeasurements[service].wasted += Double(used) }
  }

  /// Starts waiting jobs while slots are free.
  mutating func startWaiting(endpoint: Int) {
    while endpoints[endpoint].first >= 0, endpoints[endpoint].canStart {
      let job = endpoints[endpoint].first
      dequeue(job)
      startService(job)
    }
  }

  /// Appends a job to its endpoint's queue.
  private mutating func enqueue(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    jobs[job].stage = .queued
    jobs[job].previous = endpoints[endpoint].last
    jobs[job].next = -1
    if endpoints[endpoint].last >= 0 {
      jobs[endpoints[endpoint].last].next = job
    } else {
      endpoints[endpoint].first = job
    }
    endpoints[endpoint].last = job
    endpoints[endpoint].waiting += 1
    setWaiting(service: endpoints[endpoint].service, by: 1)
  }

  /// Takes a job out of its endpoint's queue.
  mutating func dequeue(_ job: Int32) {
    let endpoint = Int(jobs[job].endpoint)
    let previous = jobs[job].previous
    let next = jobs[job].next
    if previous >= 0 { jobs[previous].next = next } else { endpoints[endpoint].first = next }
    if next >= 0 { jobs[next].previous = previous } else { endpoints[endpoint].last = previous }
    endpoints[endpoint].waiting -= 1
    setWaiting(service: endpoints[endpoint].service, by: -1)
  }

  /// Frees a job's place.
  mutating func remove(_ job: Int32) {
    jobs[job].stage = .gone
    jobs.remove(job)
  }
}
