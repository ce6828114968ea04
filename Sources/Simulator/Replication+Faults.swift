import Engine
import Records
import Scenarios

extension Replication {
  mutating func beginFault(_ fault: Int) {
    activeFaults.append(fault)
    applyFaults(changed: fault)
    guard case .endpoints(let range) = model.faults[fault].target else { return }
    switch model.faults[fault].effect {
    case .pause: hold(range)
    case .crash(.lost): lose(range)
    default: break
    }
  }

  /// Ends every fault that ends now, for nothing to begin while only some of them have ended; the later events find none left.
  mutating func endFaults() {
    let ending = activeFaults.filter { model.faults[$0].end == now }
    activeFaults.removeAll(where: ending.contains)
    for fault in ending { applyFaults(changed: fault) }
    for fault in ending {
      guard case .endpoints(let range) = model.faults[fault].target else { continue }
      if case .pause = model.faults[fault].effect { resume(range) }
      for endpoint in range { startWaiting(endpoint: endpoint) }
    }
  }

  /// Works out anew what the active faults do to the target of the fault that began or ended.
  private mutating func applyFaults(changed fault: Int) {
    switch model.faults[fault].target {
    case .arrivals: break
    case .route(let route): routeEffects[route] = effects { $0 == .route(route) }
    case .endpoints(let range):
      for endpoint in range {
        endpointEffects[endpoint] = effects {
          if case .endpoints(let hit) = $0 { hit.contains(endpoint) } else { false }
        }
        endpoints[endpoint].isPaused = endpointEffects[endpoint].isPaused
        let whole = endpoints[endpoint].concurrency
        let share = endpointEffects[endpoint].capacity
        endpoints[endpoint].slots = whole == Int.max || share >= 1 ? whole : Self.floor(of: whole, share)
      }
      guard let first = range.first else { return }
      announceReady(service: endpoints[first].service)
    }
  }

  /// The share of `slots`, rounded down.
  ///
  /// A share such as 0.29 is not exact in binary, nor is a product of shares: of at most a million slots that is less than 1e-9 of a slot.
  private static func floor(of slots: Int, _ share: Double) -> Int { Int(Double(slots) * share + 1e-9) }

  /// The combined effects of the active faults whose target `hits`, in the order in which they began.
  ///
  /// Assumption A-SIM-22: of faults at one time the factors multiply, the latencies add up, and each error fault takes its rate of
  /// what the ones before left over.
  private func effects(hitting hits: (Model.FaultPlan.Target) -> Bool) -> Effects {
    var effects = Effects()
    for fault in activeFaults where hits(model.faults[fault].target) {
      switch model.faults[fault].effect {
      case .errors(let failures):
        effects.failing.append(
          Effects.Failing(
            rate: failures.rate, status: failures.status, atOnce: failures.when == .atOnce))
      case .reset: effects.isResetting = true
      case .blackhole: effects.isBlackhole = true
      case .latency: effects.latencies.append(fault)
      case .slowdown(let factor): effects.slowdown *= factor
      case .pause: effects.isPaused = true
      case .crash(.lost): effects.isDown = true
      case .crash(.drained): effects.isDraining = true
      case .capacity(let share): effects.capacity *= share
      case .surge: break
      }
    }
    return effects
  }

  /// Assumption A-SIM-15: every gateway replica learns at once which endpoints are ready.
  private mutating func announceReady(service: Int) {
    let first = services[service].firstEndpoint
    let range = first..<first + services[service].endpoints
    balancers.setReady(
      range.filter { !endpointEffects[$0].isDown && !endpointEffects[$0].isDraining }.map(Int32.init),
      service: service)
  }

  /// Stops the service of everything in the slots of paused endpoints; what was left of it is kept.
  private mutating func hold(_ range: Range<Int>) {
    for job in jobs(at: range, .inService) {
      jobs[job].stage = .held
      jobs[job].remaining = jobs[job].due - now
    }
  }

  /// Goes on with what a pause held, unless another pause holds it still.
  private mutating func resume(_ range: Range<Int>) {
    for job in jobs(at: range, .held) where !endpoints[Int(jobs[job].endpoint)].isPaused {
      let due = moment(after: jobs[job].remaining)
      jobs[job].stage = .inService
      jobs[job].due = due
      schedule(Event(.jobDone, job), at: due)
    }
  }

  /// Everything in the queues and slots of crashed endpoints is lost: its connections are reset.
  private mutating func lose(_ range: Range<Int>) {
    for job in jobs(at: range, .queued) {
      dequeue(job)
      end(job, outcome: .reset, status: 0)
    }
    for job in jobs(at: range, .inService) + jobs(at: range, .held) {
      leaveSlot(job)
      end(job, outcome: .reset, status: 0)
    }
  }

  /// The jobs in `stage` at the endpoints of `range`, in the order in which they reached them. O(n log n) in the jobs in flight.
  private func jobs(at range: Range<Int>, _ stage: Job.Stage) -> [Int32] {
    jobs.indices { $0.stage == stage && range.contains(Int($0.endpoint)) }
      .sorted { (jobs[$0].arrived, $0) < (jobs[$1].arrived, $1) }
  }
}
