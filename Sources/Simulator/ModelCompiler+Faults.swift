import Scenarios

extension ModelCompiler {
  /// Every occurrence of every surge of a source.
  func surges(of source: String) -> [Surge] {
    scenario.faults.flatMap { fault -> [Surge] in
      guard case .surge(let factor) = fault.effect, fault.target == .traffic(source) else { return [] }
      return (0..<fault.times).map {
        Surge(
          start: fault.start(of: $0), end: fault.start(of: $0) + fault.duration, factor: factor,
          ramp: fault.ramp)
      }
    }
  }

  mutating func addFaults() {
    for fault in scenario.faults {
      var steps: [Int64] = []
      let target: Model.FaultPlan.Target
      switch fault.target {
      case .traffic: target = .arrivals
      case .gateway: target = .gateway
      case .route(let name):
        // On a route that no request of the scenario takes there is nothing to hit; the fault is reported all the same.
        target = routeIndexes[name].map { .route($0) } ?? .endpoints(0..<0)
      case .service(let name, let endpoints):
        guard let service = serviceIndexes[name].map({ model.services[$0] }) else { continue }
        let count = min(endpoints ?? service.endpoints, service.endpoints)
        target = .endpoints(service.firstEndpoint..<service.firstEndpoint + count)
        steps = Self.steps(of: fault, endpoints: count, slots: service.concurrency)
      }
      // What is there or not can only grow in the share of attempts that it hits.
      let growsInShare: Bool
      switch fault.effect {
      case .reset, .refuse, .blackhole: growsInShare = fault.ramp > 0
      default: growsInShare = false
      }
      model.faults.append(
        Model.FaultPlan(
          name: fault.name, target: target, effect: fault.effect,
          occurrences: Model.Occurrences(
            start: fault.start, duration: fault.duration, every: fault.repetition?.every ?? 0,
            count: fault.times),
          share: fault.share ?? (growsInShare ? 1 : nil), ramp: fault.ramp, steps: steps))
    }
  }

  private static func steps(of fault: Fault, endpoints: Int, slots: Int) -> [Int64] {
    switch fault.effect {
    case .rollingRestart(let restart):
      // The reader holds the sum to what fits; a restart that ends before replaces fewer.
      let batches = Int64(restart.batches(of: endpoints))
      return (1..<max(1, batches)).prefix { $0 <= fault.duration / restart.startTime }
        .map { $0 * restart.startTime }
    case .capacity(let share) where fault.ramp > 0 && slots != Int.max:
      let vanishing = slots - Replication.floor(of: slots, share)
      let count = min(vanishing, Fault.capacitySteps)
      // Rounded up, so that a step is taken when it comes. At most 30 days times a thousand: no overflow.
      return (0..<count).map { (fault.ramp * Int64($0 + 1) + Int64(count) - 1) / Int64(count) }
    default: return []
    }
  }
}
