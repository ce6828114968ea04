import Engine
import Records
import Scenarios

extension Replication {
  /// Schedules what is known from the start: first arrivals, faults, the ends of warm-up, measuring and each second.
  ///
  /// Faults are scheduled before arrivals, so that an arrival at the very moment of a fault sees it, and their beginnings before their
  /// ends, so that nothing slips through between two that follow one another.
  mutating func begin() {
    let faults = model.faults.indices.filter { model.faults[$0].target != .arrivals }
    for fault in faults { schedule(Event(.faultBegins, Int32(fault)), at: model.faults[fault].start) }
    for fault in faults { schedule(Event(.faultEnds, Int32(fault)), at: model.faults[fault].end) }
    schedule(Event(.measuringBegins), at: model.measured.lowerBound)
    schedule(Event(.measuringEnds), at: model.measured.upperBound)
    schedule(Event(.second), at: 1_000_000_000)
    for source in sources.indices { scheduleArrival(source: source) }
  }

  private mutating func scheduleArrival(source: Int) {
    guard let time = sources[source].peek() else { return }
    schedule(Event(.arrival, Int32(source)), at: time)
  }

  /// A client request reaches a gateway replica.
  ///
  /// Assumption A-SIM-4: each request goes to a gateway replica drawn at random with equal probabilities.
  /// Assumption A-SIM-5: the gateway's overhead delays a request once, before it is routed.
  /// Assumption A-SIM-19: an answer at the very nanosecond of a timeout comes too late, since timeouts are scheduled first.
  mutating func arrive(source: Int) {
    let arrival = sources[source].take()
    let key = model.sources[source].salt &+ sources[source].count
    let shape = Int32(model.sources[source].firstShape) + arrival.shape
    let plan = model.shapes[Int(shape)].plan
    var replica: Int16 = 0
    if model.dataPlane.replicas > 1 {
      var draws = streams.sources[source].replicas.draws(key)
      replica = Int16(draws.below(UInt64(model.dataPlane.replicas)))
    }
    let state = RequestState(
      key: key, number: Int64(conservation.offered), arrival: now,
      deadline: moment(after: model.plans[plan].requestTimeout), shape: shape, plan: Int32(plan),
      source: Int32(source), traceRecord: arrival.record, replica: replica,
      isMeasured: model.measured.contains(now), isRecorded: recorder.wants(key: key))
    conservation.offered += 1
    if let second = timeline.second(of: now) { timeline.sources[source].offered[second] += 1 }
    let request = requests.insert(state)
    scheduleArrival(source: source)
    if state.deadline != Model.never {
      requests[request].timeout = schedule(Event(.requestTimeout, request), at: state.deadline)
    }
    if let overhead = model.dataPlane.overhead {
      var draws = streams.sources[source].overheads.draws(key)
      requests[request].wakeUp = schedule(
        Event(.overheadDone, request), after: overhead.sampleDuration(&draws).nanoseconds)
    } else {
      route(request)
    }
  }

  /// Filters, the choice of the backend and the first attempt.
  mutating func route(_ request: Int32) {
    let plan = model.plans[Int(requests[request].plan)]
    mirror(plan.mirrors, of: request)
    guard plan.status == 0 else {
      answer(request, status: plan.status, fate: plan.fate)
      return
    }
    let chosen = chooseBackend(plan, request: request)
    let backend = model.backends[chosen]
    mirror(backend.mirrors, of: request)
    guard backend.service >= 0 else {
      answer(request, status: backend.status, fate: .noBackend)
      return
    }
    requests[request].service = Int32(backend.service)
    sendAttempt(request)
  }

  /// Draws one of the rule's shares by weight, invalid ones included.
  private func chooseBackend(_ plan: Model.Plan, request: Int32) -> Int {
    guard plan.backends.count > 1 else { return plan.backends.lowerBound }
    var draws = streams.sources[Int(requests[request].source)].weights.draws(requests[request].key)
    let drawn = draws.below(plan.totalWeight)
    for index in plan.backends where drawn < model.backends[index].cumulativeWeight { return index }
    return plan.backends.upperBound - 1
  }

  /// The request timeout: the attempt in flight is given up and the client gets 504.
  mutating func timeOutRequest(_ request: Int32) {
    requests[request].timeout = .none
    let job = requests[request].job
    if job >= 0 {
      endAttempt(job, outcome: .abandoned, status: 0)
      abandon(job)
    }
    answer(request, status: 504, fate: .requestTimeout)
  }

  /// Counts a request without success for every fault that lasted when it arrived.
  mutating func noteLost(arrival: Int64) {
    for (index, fault) in model.faults.enumerated() where fault.start <= arrival && arrival < fault.end {
      lost[index] += 1
    }
  }

  /// The client gets its answer; the request leaves.
  mutating func answer(_ request: Int32, status: Int, fate: Fate) {
    let state = requests[request]
    calendar.cancel(state.timeout)
    calendar.cancel(state.wakeUp)
    releaseRetry(request)
    conservation.answered += 1
    let response = now - state.arrival
    // A success has a status below 500, comes from a route that was found, and within the deadline (design section 1).
    let isSuccess =
      status < 500 && fate != .noRoute && response <= model.sources[Int(state.source)].deadline
    if state.isMeasured {
      let cell = model.shapes[Int(state.shape)].cell
      cells[cell].note(fate: fate, attempts: Int(state.attempts))
      cells[cell].noteAnswer(status: status, response: response, isSuccess: isSuccess)
      if isSuccess, state.service >= 0 { serviceMeasurements[Int(state.service)].successes += 1 }
    }
    if let second = timeline.second(of: state.arrival) {
      let source = Int(state.source)
      timeline.sources[source].answered[second] += 1
      timeline.sources[source].responseSeconds[second] += Double(response) / 1e9
      if isSuccess { timeline.sources[source].successes[second] += 1 }
    }
    if !isSuccess { noteLost(arrival: state.arrival) }
    recorder.end(request: state, status: status, fate: fate, response: response)
    requests[request].isOpen = false
    requests.remove(request)
  }
}
