import Engine
import Records
import Scenarios

extension Replication {
  /// Samples the given mirrors for a request and sends the copies.
  ///
  /// Assumption A-SIM-13: each mirror samples once per client request; retries are not mirrored again. An Envoy samples from the one random
  /// number of the request, from which it chooses the backend too (reference retry-budgets 1.9); others independently.
  /// Assumption A-SIM-14: a copy is balanced and served like any other work, has no timeout, is never retried, does not count for
  /// retry budgets, and its answer is thrown away.
  mutating func mirror(_ indexes: Range<Int>, of job: Int32, key: UInt64) {
    for mirror in indexes where mirrors[mirror].service >= 0 {
      if jobs[job].isMeasured { mirrorRecords[mirror].eligible += 1 }
      if let second = secondOfArrival(of: job) { timeline[mirror: mirror, second: second].eligible += 1 }
      let residue: UInt64
      if sharesDraws {
        residue = requestWord(of: job, key: key) % mirrors[mirror].denominator
      } else {
        var sampling = streams.mirrors[mirror].sampling.draws(key)
        residue = sampling.below(mirrors[mirror].denominator)
      }
      if residue < mirrors[mirror].numerator {
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
    if let second = secondOfArrival(of: job) { timeline[mirror: mirror, second: second].sent += 1 }
    let stream = streams.mirrors[mirror].balancing
    let ask = Balancers.Ask(
      service: service, replica: replica, shape: Int(jobs[job].shape), key: key, now: now, attempt: 0)
    guard let endpoint = balancers.pick(ask, from: stream) else {
      if isMeasured { mirrorRecords[mirror].failed += 1 }
      return
    }
    let admission = admit(
      to: endpoint, service: service, replica: jobs[job].replica, isMeasured: isMeasured)
    guard admission != .overflows else {
      if isMeasured { mirrorRecords[mirror].failed += 1 }
      return
    }
    let copy = jobs.insert(jobs[job].copy(mirror: Int32(mirror), to: endpoint, at: now))
    noteTraceRecord(Int32(traceRecord(of: job)), of: copy)
    if callers.isUsed { callers.begin(copy, key: key) }
    scheduleCopyTimeout(copy)
    dispatch(copy, admission, key: key)
  }

  /// A copy is over; only the mirror's account notices whether it failed.
  mutating func endMirror(_ job: Int32, succeeded: Bool) {
    if balancers.ejects {
      noteResult(of: job, succeeded ? .success : .failure, status: succeeded ? 200 : 503)
    }
    disconnect(job, closing: false)
    if !succeeded, jobs[job].isMeasured { mirrorRecords[Int(jobs[job].mirror)].failed += 1 }
    jobs.remove(job)
  }

  /// Assumption A-SIM-30: an Envoy gives a copy up after the route's request timeout; other data planes never do.
  @inline(__always) private mutating func scheduleCopyTimeout(_ copy: Int32) {
    let timeout = shapes[Int(jobs[copy].shape)].copyTimeout
    guard timeout != Model.never else { return }
    schedule(
      Event(.requestTimeout, copy), at: moment(after: timeout), in: lanes.requestTimeouts[plan(of: copy)])
  }

  /// A copy is given up: it failed, and its work is nobody's.
  mutating func timeOutCopy(_ job: Int32) {
    if balancers.ejects { noteResult(of: job, .timeout, status: 0) }
    disconnect(job, closing: true)
    if jobs[job].isMeasured { mirrorRecords[Int(jobs[job].mirror)].failed += 1 }
    jobs[job].leaveMirror()
    abandon(job)
  }
}
