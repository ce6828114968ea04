import Engine
import Records

extension Replication {
  /// Gives an attempt or a copy its connection, or a place to wait for one, unless a circuit breaker is open.
  @inline(__always) mutating func admit(
    to endpoint: Int32, service: Int, replica: Int16, isMeasured: Bool
  ) -> ConnectionPools.Admission {
    guard pools.isUsed, let breakers = services[service].breakers else { return .connected }
    let admission = pools.admit(breakers, endpoint: endpoint, service: service, replica: replica)
    if admission == .overflows, isMeasured { serviceMeasurements[service].overflows += 1 }
    return admission
  }

  /// Sends an attempt or a copy that was admitted, or lets it wait.
  @inline(__always) mutating func dispatch(
    _ job: Int32, _ admission: ConnectionPools.Admission, key: UInt64
  ) {
    if admission == .waits { return waitForConnection(job) }
    balancers.begin(endpoint: jobs[job].endpoint, replica: Int(jobs[job].replica))
    travel(job, key: key)
  }

  /// Ends what an attempt or a copy occupies at its gateway replica.
  ///
  /// - Parameter closing: whether its connection is closed: HTTP/1.1 has no other way to give an answer up.
  @inline(__always) mutating func disconnect(_ job: Int32, closing: Bool) {
    if jobs[job].stage == .pending { return withdraw(job) }
    balancers.end(endpoint: jobs[job].endpoint, replica: Int(jobs[job].replica))
    if pools.isUsed { releaseConnection(job, closing: closing) }
  }

  private mutating func releaseConnection(_ job: Int32, closing: Bool) {
    let service = service(of: job)
    guard services[service].breakers != nil else { return }
    let (endpoint, replica) = (jobs[job].endpoint, jobs[job].replica)
    pools.release(endpoint: endpoint, service: service, replica: replica, closing: closing)
    let next = pools.pools[pools.pool(endpoint, replica)].first
    guard next >= 0 else { return }
    unlink(next)
    pools.connectWaiting(endpoint: endpoint, service: service, replica: replica)
    balancers.begin(endpoint: endpoint, replica: Int(replica))
    // By an event of its own: a long queue of which all are rejected at once would be as deep a recursion.
    jobs[next].stage = .travelling
    jobs[next].due = now
    schedule(Event(.connected, next), at: now)
  }

  /// A job that waited for a connection has one.
  mutating func finishConnecting(_ job: Int32) {
    guard jobs[job].awaits(.travelling, at: now) else { return ignore() }
    jobs[job].due = Model.never
    travel(job, key: key(of: job))
  }

  private mutating func waitForConnection(_ job: Int32) {
    let pool = pools.pool(jobs[job].endpoint, jobs[job].replica)
    let last = pools.pools[pool].last
    jobs[job].stage = .pending
    jobs[job].previous = last
    jobs[job].next = -1
    if last >= 0 { jobs[last].next = job } else { pools.pools[pool].first = job }
    pools.pools[pool].last = job
  }

  /// A job gives up waiting for a connection.
  private mutating func withdraw(_ job: Int32) {
    unlink(job)
    pools.giveUp(service: service(of: job), replica: jobs[job].replica)
  }

  private mutating func unlink(_ job: Int32) {
    let pool = pools.pool(jobs[job].endpoint, jobs[job].replica)
    let (previous, next) = (jobs[job].previous, jobs[job].next)
    if previous >= 0 { jobs[previous].next = next } else { pools.pools[pool].first = next }
    if next >= 0 { jobs[next].previous = previous } else { pools.pools[pool].last = previous }
  }
}
