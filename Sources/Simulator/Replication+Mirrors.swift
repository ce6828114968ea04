import Engine
import Records
import Scenarios

extension Replication {
  /// Samples the given mirrors for a request and sends the copies.
  ///
  /// Assumption A-SIM-13: each mirror samples once per client request, independently of every other and of the choice of the
  /// backend; retries are not mirrored again.
  /// Assumption A-SIM-14: a copy is balanced and served like any other work, has no timeout, is never retried, does not count for
  /// retry budgets, and its answer is thrown away.
  mutating func mirror(_ mirrors: Range<Int>, of request: Int32) {
    for index in mirrors {
      let mirror = model.mirrors[index]
      guard mirror.service >= 0 else { continue }
      let state = requests[request]
      if state.isMeasured { mirrorRecords[index].eligible += 1 }
      var sampling = streams.mirrors[index].sampling.draws(state.key)
      guard sampling.below(mirror.denominator) < mirror.numerator else { continue }
      send(mirror: index, service: mirror.service, for: state)
    }
  }

  private mutating func send(mirror index: Int, service: Int, for state: RequestState) {
    if state.isMeasured {
      mirrorRecords[index].sent += 1
      serviceMeasurements[service].mirrored += 1
    }
    if let second = timeline.second(of: now) { timeline.services[service].mirrored[second] += 1 }
    var draws = streams.mirrors[index].balancing.draws(state.key)
    guard let endpoint = balancers.pick(service: service, replica: Int(state.replica), draws: &draws) else {
      if state.isMeasured { mirrorRecords[index].failed += 1 }
      return
    }
    balancers.begin(endpoint: endpoint, replica: Int(state.replica))
    let job = jobs.insert(
      Job(
        key: state.key, request: -1, mirror: Int32(index), source: state.source, service: Int32(service),
        endpoint: endpoint, traceRecord: state.traceRecord, plan: state.plan, replica: state.replica,
        attempt: 0, sent: now, isMeasured: state.isMeasured))
    travel(job)
  }

  /// A copy is over; only the mirror's account notices whether it failed.
  mutating func endMirror(_ job: Int32, succeeded: Bool) {
    let ended = jobs[job]
    balancers.end(endpoint: ended.endpoint, replica: Int(ended.replica))
    if !succeeded, ended.isMeasured { mirrorRecords[Int(ended.mirror)].failed += 1 }
    remove(job)
  }
}
