import Engine
import Records
import Scenarios

/// Endpoints that go away, for a time or to be replaced.
///
/// Assumption A-SIM-64: an endpoint that a rolling restart replaces is ready again, with free slots and an empty queue, when the start
/// time has passed since it went; what the old one has not finished by then is lost.
extension Replication {
  /// The endpoints that a rolling restart has away at `time`, nil for other faults.
  func batch(of active: ActiveFault, at time: Int64) -> Range<Int>? {
    let plan = model.faults[active.fault]
    guard case .rollingRestart(let restart) = plan.effect, case .endpoints(let range) = plan.target
    else { return nil }
    let first = range.lowerBound + plan.stepsTaken(in: time - active.start) * restart.maxUnavailable
    return min(first, range.upperBound)..<min(first + restart.maxUnavailable, range.upperBound)
  }

  /// What the endpoints that a rolling restart takes now hold is lost, unless they are drained.
  mutating func beginBatch(of active: ActiveFault) {
    guard case .rollingRestart(let restart) = model.faults[active.fault].effect, restart.inFlight == .lost,
      let batch = batch(of: active, at: now)
    else { return }
    reset(takeOut(batch))
  }

  /// Takes everything out of the queues and slots of endpoints, and returns it.
  mutating func takeOut(_ range: Range<Int>) -> [Int32] {
    guard range.contains(where: { endpoints[$0].busy > 0 || endpoints[$0].waiting > 0 }) else { return [] }
    let queued = jobs(at: range, .queued)
    for job in queued { dequeue(job) }
    let served = jobs(at: range, .inService) + jobs(at: range, .calling) + jobs(at: range, .held)
    for job in served { leaveSlot(job) }
    let all = queued + served
    // Nowhere from here on: another restart of the same endpoint that ends now does not find it again.
    for job in all {
      if callers.isUsed { callers.forget(job) }
      jobs[job].stage = .travelling
      jobs[job].due = Model.never
    }
    return all
  }

  /// Resets the connections of what was taken out of its endpoints.
  mutating func reset(_ lost: [Int32]) {
    for job in lost { end(job, outcome: .reset, status: 0) }
  }

  /// The jobs in `stage` at the endpoints of `range`, in the order in which they reached them. O(n log n) in the jobs in flight.
  func jobs(at range: Range<Int>, _ stage: Job.Stage) -> [Int32] {
    jobs.indices { $0.stage == stage && range.contains(Int($0.endpoint)) }
      .sorted { (jobs[$0].arrived, $0) < (jobs[$1].arrived, $1) }
  }
}
