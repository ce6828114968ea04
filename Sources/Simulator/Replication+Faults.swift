import Engine
import Records
import Scenarios

extension Replication {
  /// Schedules all that faults do: beginnings, then steps, then ends, so that nothing slips through between two faults that follow one
  /// another.
  mutating func scheduleFaults() {
    let faults = model.faults.indices.filter { model.faults[$0].target != .arrivals }
    for fault in faults { schedule(.faultBegins, of: fault, after: [0]) }
    for fault in faults {
      let duration = occurrences[fault].duration
      schedule(.faultSteps, of: fault, after: model.faults[fault].steps.filter { $0 < duration })
    }
    for fault in faults { schedule(.faultEnds, of: fault, after: [occurrences[fault].duration]) }
  }

  private mutating func schedule(_ kind: Event.Kind, of fault: Int, after offsets: [Int64]) {
    for start in occurrences[fault].starts {
      for offset in offsets { schedule(Event(kind, Int32(fault)), at: start + offset) }
    }
  }

  mutating func beginFault(_ fault: Int) {
    activeFaults.append(
      ActiveFault(fault: fault, start: now, end: now + occurrences[fault].duration))
    applyFaults(changed: fault)
    guard case .endpoints(let range) = model.faults[fault].target else { return }
    switch model.faults[fault].effect {
    case .pause: hold(range)
    case .crash(.lost): reset(takeOut(range))
    case .rollingRestart: beginBatch(of: activeFaults[activeFaults.count - 1])
    default: break
    }
  }

  /// The next endpoints of a rolling restart go and those before come back, or a slot vanishes.
  mutating func stepFault(_ fault: Int) {
    guard let active = activeFaults.last(where: { $0.fault == fault }),
      case .endpoints(let range) = model.faults[fault].target
    else { return }
    guard let back = batch(of: active, at: now - 1), let next = batch(of: active, at: now) else {
      applyFaults(to: range)
      return
    }
    let old = takeOut(back)
    applyFaults(to: back.lowerBound..<next.upperBound)
    reset(old)
    beginBatch(of: active)
  }

  /// Ends every fault that ends now, for nothing to begin while only some of them have ended; the later events find none left.
  mutating func endFaults() {
    let now = now
    let ending = activeFaults.filter { $0.end == now }
    var old: [Int32] = []
    for active in ending { if let back = batch(of: active, at: now - 1) { old += takeOut(back) } }
    activeFaults.removeAll { $0.end == now }
    for active in ending { applyFaults(changed: active.fault) }
    reset(old)
    for active in ending {
      guard case .endpoints(let range) = model.faults[active.fault].target else { continue }
      if case .pause = model.faults[active.fault].effect { resume(range) }
      for endpoint in range { startWaiting(endpoint: endpoint) }
    }
  }

  /// Works out anew what the active faults do to the target of the fault that began or ended.
  private mutating func applyFaults(changed fault: Int) {
    switch model.faults[fault].target {
    case .arrivals: break
    case .gateway: changeGateways()
    case .route(let route): routeEffects[route] = effects { $0 == .route(route) }
    case .endpoints(let range): applyFaults(to: range)
    }
  }

  /// Works out anew what the active faults do to some endpoints of a service.
  private mutating func applyFaults(to range: Range<Int>) {
    for endpoint in range {
      endpointEffects[endpoint] = effects(at: endpoint)
      endpoints[endpoint].isPaused = endpointEffects[endpoint].isPaused
      let whole = endpoints[endpoint].concurrency
      let share = endpointEffects[endpoint].capacity
      endpoints[endpoint].slots = whole == Int.max || share >= 1 ? whole : Self.floor(of: whole, share)
    }
    guard let first = range.first else { return }
    announceReady(service: endpoints[first].service)
  }

  /// The share of `slots`, rounded down.
  ///
  /// A share such as 0.29 is not exact in binary, nor is a product of shares: of at most a million slots that is less than 1e-9 of a slot.
  static func floor(of slots: Int, _ share: Double) -> Int { Int(Double(slots) * share + 1e-9) }

  /// The combined effects of the active faults whose target `hits`, in the order in which they began.
  ///
  /// Assumption A-SIM-22: of faults at one time the factors multiply, the latencies add up, and each error fault takes its rate of
  /// what the ones before left over.
  private func effects(hitting hits: (Model.FaultPlan.Target) -> Bool) -> Effects {
    var combined = Effects()
    for active in activeFaults where hits(model.faults[active.fault].target) {
      combined.add(model.faults[active.fault].effect, grip(of: active))
    }
    return combined
  }

  private func effects(at endpoint: Int) -> Effects {
    var combined = effects {
      if case .endpoints(let range) = $0 { range.contains(endpoint) } else { false }
    }
    for active in activeFaults {
      guard case .endpoints(let range) = model.faults[active.fault].target, range.contains(endpoint)
      else { continue }
      switch model.faults[active.fault].effect {
      case .capacity(let share): combined.capacity *= capacity(share, active, at: endpoint)
      case .rollingRestart(let restart):
        if batch(of: active, at: now)?.contains(endpoint) == true { combined.leave(restart.inFlight) }
      default: break
      }
    }
    return combined
  }

  private func grip(of active: ActiveFault) -> Grip {
    let plan = model.faults[active.fault]
    return Grip(fault: active.fault, start: active.start, ramp: plan.ramp, share: plan.share)
  }

  /// The share of the slots of `endpoint` that a fault leaves now: all but as many of the steps to `share` as have come.
  private func capacity(_ share: Double, _ active: ActiveFault, at endpoint: Int) -> Double {
    let plan = model.faults[active.fault]
    let taken = plan.stepsTaken(in: now - active.start)
    guard taken < plan.steps.count else { return share }
    let whole = Double(endpoints[endpoint].concurrency)
    let vanishing = whole - Double(Self.floor(of: endpoints[endpoint].concurrency, share))
    return 1 - vanishing / whole * Double(taken) / Double(plan.steps.count)
  }

  /// Assumption A-SIM-15: every gateway replica learns at once which endpoints are ready.
  mutating func announceReady(service: Int) {
    let first = services[service].firstEndpoint
    let range = first..<first + services[service].endpoints
    balancers.setReady(
      range.filter { endpoints[$0].isReady && !endpointEffects[$0].isAway }.map(Int32.init),
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
}
