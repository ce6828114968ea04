import Engine
import Records
import Scenarios

/// Work that calls other services through the mesh: before, during or after its own work, while it holds its slot.
///
/// Assumption A-SIM-39: work holds its slot while it waits for its calls. Those before and after its own work are made one after the other,
/// those during it at once; the first that fails (500 and above) makes the work fail with its status, and no further call is made.
/// Assumption A-SIM-40: every endpoint of a service that calls has a proxy of its own, with the data plane of the gateway; calls that were
/// made go on when whoever made them has gone.
extension Replication {
  /// Begins the calls of work that has a slot.
  mutating func beginVisit(_ work: Int32, service: Int) {
    jobs[work].stage = .calling
    jobs[work].due = Model.never
    jobs[work].started = now
    callers[work].own = callers.visits.insert(
      Callers.Visit(work: work, call: model.services[service].visits.before.lowerBound))
    goOn(callers[work].own)
  }

  /// Makes the next call of a visit, or goes on to what comes after its calls.
  private mutating func goOn(_ visit: Int32) {
    let work = callers.visits[visit].work
    let visits = model.services[service(of: work)].visits
    switch callers.visits[visit].phase {
    case .before:
      if makeNext(visit, upTo: visits.before.upperBound) { return }
      beginOwnWork(visit, visits)
    case .working:
      guard jobs[work].stage == .calling, callers.visits[visit].outstanding == 0 else { return }
      callers.visits[visit].phase = .after
      callers.visits[visit].call = visits.after.lowerBound
      callers.visits[visit].left = -1
      goOn(visit)
    case .after:
      if makeNext(visit, upTo: visits.after.upperBound) { return }
      endVisit(visit)
    }
  }

  private mutating func beginOwnWork(_ visit: Int32, _ visits: Model.Visits) {
    let work = callers.visits[visit].work
    callers.visits[visit].phase = .working
    beginService(work, key: key(of: work))
    callers.visits[visit].call = visits.during.lowerBound
    callers.visits[visit].left = -1
    while makeNext(visit, upTo: visits.during.upperBound) {}
  }

  /// The own work of a job is done; whether it waits for calls, or has some to make.
  mutating func holdsForCalls(_ work: Int32) -> Bool {
    let visit = callers[work].own
    guard visit >= 0, callers.visits[visit].phase == .working else { return false }
    jobs[work].stage = .calling
    jobs[work].due = Model.never
    if callers.visits[visit].failure != 0, callers.visits[visit].outstanding == 0 {
      endVisit(visit)
    } else {
      goOn(visit)
    }
    return true
  }

  /// Makes one call more before `end`; false where none is left.
  private mutating func makeNext(_ visit: Int32, upTo end: Int) -> Bool {
    while callers.visits[visit].call < end {
      if callers.visits[visit].left < 0 { callers.visits[visit].left = times(of: visit) }
      if callers.visits[visit].left > 0 {
        callers.visits[visit].left -= 1
        make(callers.visits[visit].call, of: visit)
        return true
      }
      callers.visits[visit].call += 1
      callers.visits[visit].left = -1
    }
    return false
  }

  /// How many times the visit makes the call that it is at.
  private mutating func times(of visit: Int32) -> Int32 {
    let index = callers.visits[visit].call
    let (whole, rest) = (model.calls[index].whole, model.calls[index].rest)
    guard rest > 0 else { return whole }
    let work = callers.visits[visit].work
    var draws = streams.calls[index].draws(callers[work].key, UInt32(jobs[work].attempts))
    return whole + (draws.uniform() < rest ? 1 : 0)
  }

  private mutating func make(_ call: Int, of visit: Int32) {
    let work = callers.visits[visit].work
    callers.visits[visit].count += 1
    callers.visits[visit].outstanding += 1
    let shape = model.calls[call].shape
    let proxy = model.dataPlane.replicas + proxies[Int(jobs[work].endpoint)]
    let request = jobs.add()
    jobs[request].begin(
      number: 0, arrival: now, shape: Int32(shape), replica: Int16(proxy),
      isMeasured: jobs[work].isMeasured, record: -1)
    let key = callKey(of: work, number: callers.visits[visit].count) &+ shapes[shape].salt
    callers.begin(request, key: key, caller: .work(visit))
    noteTraceRecord(-1, of: request)
    if history.isUsed { history.begin(request) }
    send(request, source: shapes[shape].source, key: key)
  }

  /// What the call of that number of an attempt's work is keyed by, mixed so that those of different attempts do not meet.
  private func callKey(of work: Int32, number: UInt64) -> UInt64 {
    var key = callers[work].key ^ (UInt64(UInt16(bitPattern: jobs[work].attempts)) << 48 | number)
    key = (key ^ key >> 30) &* 0xBF58_476D_1CE4_E5B9
    key = (key ^ key >> 27) &* 0x94D0_49BB_1331_11EB
    return key ^ key >> 31
  }

  /// A call has its answer: what follows comes by an event of its own, so that no chain of calls is a recursion.
  mutating func takeAnswer(of request: Int32, for visit: Int32, status: Int, fate: Fate) {
    if jobs[request].isMeasured {
      let response = now - jobs[request].arrival
      let shape = Int(jobs[request].shape)
      cells[shapes[shape].cell].note(fate: fate, attempts: Int(jobs[request].attempts))
      let isSuccess = status < 500 && fate != .noRoute
      cells[shapes[shape].cell].noteAnswer(status: status, response: response, isSuccess: isSuccess)
      if isSuccess, jobs[request].endpoint >= 0 { serviceMeasurements[service(of: request)].successes += 1 }
    }
    if status >= 500, callers.visits[visit].failure == 0 {
      callers.visits[visit].failure = Int16(clamping: status)
    }
    schedule(Event(.callEnded, visit), at: now)
  }

  /// A call of a visit is over.
  mutating func endCall(_ visit: Int32) {
    callers.visits[visit].outstanding -= 1
    guard callers.visits[visit].work >= 0 else {
      if callers.visits[visit].outstanding == 0 { callers.visits.remove(visit) }
      return
    }
    let isWorking =
      callers.visits[visit].phase == .working && jobs[callers.visits[visit].work].stage != .calling
    guard !isWorking else { return }
    if callers.visits[visit].failure != 0 {
      if callers.visits[visit].outstanding == 0 { endVisit(visit) }
    } else {
      goOn(visit)
    }
  }

  /// All is done: the work leaves its slot with its answer.
  private mutating func endVisit(_ visit: Int32) {
    let work = callers.visits[visit].work
    if callers.visits[visit].failure != 0 { jobs[work].status = callers.visits[visit].failure }
    callers.forget(work)
    finishService(work)
  }
}
