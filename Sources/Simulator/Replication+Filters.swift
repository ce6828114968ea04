import Engine
import Records
import Scenarios

/// Faults that the gateway injects before it routes, as Envoy's fault filter does (reference retry-budgets 1.10).
///
/// Assumption A-SIM-72: a fault filter delays a request before its timeouts begin, while its response time includes the delay; an abort is
/// drawn after that. Of several filters the delays add up, and aborts are drawn one after another in the order in which they began.
/// Preflights pass.
extension Replication {
  /// Notes which of the active faults are filters.
  mutating func changeFilters() {
    guard model.hasFilters else { return }
    filters = activeFaults.map(\.fault).filter { model.faults[$0].isFilter }
  }

  /// Whether a request goes on at once; else it has ended or is held.
  mutating func passesFilters(_ job: Int32, key: UInt64) -> Bool {
    let delay = filterDelay(job, key: key)
    guard delay > .zero else { return !isAborted(job, key: key) }
    held.note(jobs[job].arrival, at: job)
    // As with a preflight, no timeout of a request that was in this place before can be taken for one of this.
    jobs[job].arrival = Self.notYetArrived
    jobs[job].stage = .delayed
    let due = moment(after: delay.nanoseconds)
    jobs[job].due = due
    schedule(Event(.filterDone, job), at: due)
    return false
  }

  /// The delay of a request is over.
  mutating func endFilterDelay(_ job: Int32) {
    guard jobs[job].awaits(.delayed, at: now) else { return ignore() }
    jobs[job].arrival = now
    jobs[job].stage = .atGateway
    jobs[job].due = Model.never
    let key = key(of: job)
    guard !isAborted(job, key: key) else { return }
    enter(job, source: source(of: job), key: key)
  }

  private mutating func filterDelay(_ job: Int32, key: UInt64) -> SimulationDuration {
    var sum = SimulationDuration.zero
    for fault in filters {
      guard case .delay(let rate, let time) = model.faults[fault].effect, isRolled(fault, rate, job, key)
      else { continue }
      var draws = streams.filterDelays[fault].draws(key)
      sum = sum + time.sampleDuration(&draws)
    }
    return sum
  }

  private mutating func isAborted(_ job: Int32, key: UInt64) -> Bool {
    for fault in filters {
      guard case .abort(let rate, let status) = model.faults[fault].effect, isRolled(fault, rate, job, key)
      else { continue }
      answer(job, status: status, fate: plans[plan(of: job)].route < 0 ? .noRoute : .gatewayAnswered)
      return true
    }
    return false
  }

  /// Whether a filter is for the request and its roll, of which each filter has its own, hits it.
  private mutating func isRolled(_ fault: Int, _ rate: Double, _ job: Int32, _ key: UInt64) -> Bool {
    switch model.faults[fault].target {
    case .gateway: break
    case .route(let route): if plans[plan(of: job)].route != route { return false }
    case .endpoints, .arrivals: return false
    }
    var draws = streams.filterRolls[fault].draws(key)
    return draws.uniform() < rate
  }
}
