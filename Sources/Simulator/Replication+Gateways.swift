import Engine
import Records
import Scenarios

/// Gateway replicas that are lost, and come back.
///
/// Assumption A-SIM-65: all Gateways share the replicas, of which the first are lost. What is in flight on them ends for its client with a
/// broken connection, which counts as answered with status 503; its endpoints see a client that gave up. Clients learn at once which
/// replicas are left and are spread evenly among them; without any, connections fail at once. A replica comes back with fresh budgets and
/// balancers.
extension Replication {
  /// Loses the replicas that are newly hit, and starts those that no fault hits any more.
  mutating func changeGateways() {
    let before = Int(lostReplicas)
    var lost = 0
    for active in activeFaults {
      if case .gatewayLoss(let replicas) = model.faults[active.fault].effect { lost = max(lost, replicas) }
    }
    lost = min(lost, model.dataPlane.replicas)
    lostReplicas = Int16(lost)
    if lost > before { loseRequests(at: before..<lost) }
    for replica in lost..<max(lost, before) {
      budgets.restart(replica: replica)
      balancers.restart(replica: replica)
      pools.restart(replica: replica)
    }
  }

  /// What waits for a connection first: it must not get that of what is lost before it.
  private func key(inLoss job: Int32) -> (Int, Int64, Int32) {
    (jobs[job].stage == .pending ? 0 : 1, jobs[job].arrival, job)
  }

  /// Ends everything in flight at lost replicas; requests whose browsers still ask are at none.
  private mutating func loseRequests(at replicas: Range<Int>) {
    let lost = jobs.indices {
      ($0.isOpen || $0.isCopy) && $0.stage != .asking && replicas.contains(Int($0.replica))
    }.sorted { key(inLoss: $0) < key(inLoss: $1) }
    var work: [Int32] = []
    for job in lost {
      if jobs[job].isCopy {
        disconnect(job, closing: true)
        if jobs[job].isMeasured { mirrorRecords[Int(jobs[job].mirror)].failed += 1 }
        jobs[job].leaveMirror()
        work.append(job)
      } else if jobs[job].hasAttempt {
        endAttempt(job, outcome: .abandoned, status: 0)
        close(job, status: 503, fate: .gatewayLost)
        work.append(job)
      } else {
        answer(job, status: 503, fate: .gatewayLost)
      }
    }
    // At last, so that what begins in place of abandoned work is nothing that waits for an answer here. A queue may have dropped some of
    // it by then; its places are still free, since nothing arrives meanwhile.
    for job in work where jobs[job].stage != .gone { abandon(job) }
  }

  /// Gives a request whose replica is lost another one; false where there is none, and then it has ended.
  ///
  /// Those whose replica is there keep it, so that a loss shifts no other draw.
  mutating func findReplica(_ job: Int32, source: Int, key: UInt64) -> Bool {
    let lost = lostReplicas
    guard jobs[job].replica < lost else { return true }
    let left = model.dataPlane.replicas - Int(lost)
    guard left > 0 else {
      answer(job, status: 503, fate: .gatewayLost)
      return false
    }
    var draws = streams.sources[source].replicas.draws(key, 1)
    jobs[job].replica = lost + Int16(draws.below(UInt64(left)))
    return true
  }
}
