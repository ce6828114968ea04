import Records

/// The retry budgets of all gateway replicas and services, and what is counted of each.
struct Budgets: ~Copyable {
  private let services: Int
  /// For each service where it stands among those that share its kind of budget.
  private let positions: Table<Int>
  private let windowServices: Int
  private let concurrencyServices: Int
  private var windows: Table<WindowBudget>
  private var concurrent: Table<ConcurrencyBudget>
  /// Per replica and service.
  private(set) var measurements: Table<BudgetMeasurements>

  init(_ model: Model) {
    var windowPolicies: [WindowBudget.Policy] = []
    var maxima: [Int] = []
    let replicas = model.dataPlane.replicas
    services = model.services.count
    positions = Table(
      model.services.map { service in
        switch service.budget {
        case .unlimited: return -1
        case .window(let policy):
          windowPolicies.append(policy)
          return windowPolicies.count - 1
        case .concurrency(let maximum):
          maxima.append(maximum)
          return maxima.count - 1
        }
      })
    windowServices = windowPolicies.count
    concurrencyServices = maxima.count
    windows = Table(replicas * windowPolicies.count) {
      WindowBudget(windowPolicies[$0 % windowPolicies.count])
    }
    concurrent = Table(replicas * maxima.count) { ConcurrencyBudget(maximum: maxima[$0 % maxima.count]) }
    measurements = Table(repeating: BudgetMeasurements(), count: replicas * services)
  }

  /// How many attempts the windows remember. O(budgets).
  var memory: Int {
    var sum = 0
    for index in windows.indices { sum += windows[index].memory }
    return sum
  }

  /// Retries that hold a place now. O(budgets).
  var outstanding: Int {
    var sum = 0
    for index in concurrent.indices { sum += concurrent[index].outstanding }
    return sum
  }

  /// Counts a first attempt sent at `now`.
  mutating func noteFirstAttempt(_ policy: Model.BudgetPolicy, service: Int, replica: Int16, at now: Int64) {
    guard case .window = policy else { return }
    windows[Int(replica) * windowServices + positions[service]].noteFirstAttempt(at: now)
  }

  /// Grants a retry at `now`, or answers with the numbers that deny it.
  mutating func decide(
    _ policy: Model.BudgetPolicy, service: Int, replica: Int16, at now: Int64
  ) -> AttemptRow.Denial? {
    switch policy {
    case .unlimited: return nil
    case .window: return windows[Int(replica) * windowServices + positions[service]].decide(at: now)
    case .concurrency: return concurrent[Int(replica) * concurrencyServices + positions[service]].decide()
    }
  }

  /// Books a decision.
  mutating func note(
    _ denial: AttemptRow.Denial?, service: Int, replica: Int16, at now: Int64, isMeasured: Bool
  ) {
    let index = Int(replica) * services + service
    if let denial {
      if isMeasured { measurements[index].denied += 1 }
      measurements[index].exhaustion.noteDenied(at: now, term: denial.term)
    } else {
      if isMeasured { measurements[index].allowed += 1 }
      measurements[index].exhaustion.noteAllowed()
    }
  }

  /// Gives the place of an ended retry back.
  mutating func release(service: Int, replica: Int16) {
    concurrent[Int(replica) * concurrencyServices + positions[service]].release()
  }

  /// Forgets what the budgets of a replica remember; nothing that it sent is in flight.
  mutating func restart(replica: Int) {
    for position in 0..<windowServices {
      let index = replica * windowServices + position
      windows[index] = WindowBudget(windows[index].policy)
    }
  }

  /// Ends the open episodes.
  mutating func closeEpisodes() {
    for index in measurements.indices { measurements[index].exhaustion.close() }
  }
}
