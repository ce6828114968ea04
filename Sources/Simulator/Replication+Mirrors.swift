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
  mutating func mirror(_ indexes: Range<Int>, of job: Int32, key: UInt64) {
    for mirror in indexes where mirrors[mirror].service >= 0 {
      if jobs[job].isMeasured { mirrorRecords[mirror].eligible += 1 }
      var sampling = streams.mirrors[mirror].sampling.draws(key)
      if sampling.below(mirrors[mirror].denominator) < mirrors[mirror].numerator {
        send(mirror: mirror, of: job, key: key)
      }
    }
  }

  private mutating func send(mirror: Int, of job: Int32, key: UInt64) {
    let service = mirrors[mirror].service
    let replica = Int(jobs[job].replica)
    let isMeasured = jobs[job].isMeasured
    if isMeasured {
      mirrorRecords[mirror].sent += 1
      serviceMeasurements[service].mirrored += 1
    }
    if let second = timeline.second(of: now) { timeline[service: service, second: second].mirrored += 1 }
    let stream = streams.mirrors[mirror].balancing
    guard let endpoint = balancers.pick(service: service, replica: replica, from: stream, key) else {
      if isMeasured { mirrorRecords[mirror].failed += 1 }
      return
    }
    balancers.begin(endpoint: endpoint, replica: replica)
    let copy = jobs.insert(jobs[job].copy(mirror: Int32(mirror), to: endpoint, at: now))
    noteTraceRecord(Int32(traceRecord(of: job)), of: copy)
    travel(copy, key: key)
  }

  /// A copy is over; only the mirror's account notices whether it failed.
  mutating func endMirror(_ job: Int32, succeeded: Bool) {
    balancers.end(endpoint: jobs[job].endpoint, replica: Int(jobs[job].replica))
    if !succeeded, jobs[job].isMeasured { mirrorRecords[Int(jobs[job].mirror)].failed += 1 }
    jobs.remove(job)
  }
}
