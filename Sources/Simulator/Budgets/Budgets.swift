import Records
import Scenarios

/// The retry budgets of all gateway replicas and services, and what is counted of each.
///
/// States of one kind lie together; which kind a service has is its ``Model/BudgetPolicy``, on which the caller switches.
struct Budgets: ~Copyable {
  private let services: Int
  /// By service.
  private let policies: [Model.BudgetPolicy]
  /// For each service where it stands among those that share its kind of budget, and how many do.
  private let positions: Table<Position>
  /// Whether all replicas share the budgets of the first.
  let isShared: Bool
  /// Whether any budget is told how attempts end.
  let hearsOutcomes: Bool
  private var windows: Table<WindowBudget>
  private var concurrent: Table<EnvoyRetryLimit>
  private var tokens: Table<TokenBudget>
  private var throttles: Table<GRPCThrottle>
  private var buckets: Table<SDKBucket>
  /// Per replica and service.
  private(set) var measurements: Table<BudgetMeasurements>

  // Not private: an unoptimised build of Swift 6.3 fails on a table of private types.
  struct Position {
    var index = 0
    var count = 0
  }

  init(_ model: Model) {
    let replicas = model.proxyCount
    services = model.services.count
    policies = model.services.map(\.budget)
    isShared = model.dataPlane.kind == .gatewayAPI && model.dataPlane.readings.scope == .shared
    var windows: [WindowBudget.Policy] = []
    var limits: [EnvoyRetryLimit.Policy] = []
    var tokens: [TokenPolicy] = []
    var throttles: [GRPCThrottle.Policy] = []
    var buckets: [SDKBucket.Rules] = []
    func add<Policy>(_ policy: Policy, to policies: inout [Policy]) -> Int {
      policies.append(policy)
      return policies.count - 1
    }
    let indexes = model.services.map { service in
      switch service.budget {
      case .unlimited: 0
      case .window(let policy): add(policy, to: &windows)
      case .concurrency(let policy): add(policy, to: &limits)
      case .tower(let policy): add(.tower(policy), to: &tokens)
      case .finagle(let policy): add(.finagle(policy), to: &tokens)
      case .throttle(let policy): add(policy, to: &throttles)
      case .bucket(let rules): add(rules, to: &buckets)
      }
    }
    positions = Table(
      zip(model.services, indexes).map { service, index in
        let count =
          switch service.budget {
          case .unlimited: 0
          case .window: windows.count
          case .concurrency: limits.count
          case .tower, .finagle: tokens.count
          case .throttle: throttles.count
          case .bucket: buckets.count
          }
        return Position(index: index, count: count)
      })
    hearsOutcomes = !tokens.isEmpty || !throttles.isEmpty || !buckets.isEmpty
    self.windows = Table(replicas * windows.count) { WindowBudget(windows[$0 % windows.count]) }
    concurrent = Table(replicas * limits.count) { EnvoyRetryLimit(limits[$0 % limits.count]) }
    self.tokens = Table(replicas * tokens.count) { tokens[$0 % tokens.count].budget() }
    self.throttles = Table(replicas * throttles.count) { GRPCThrottle(throttles[$0 % throttles.count]) }
    self.buckets = Table(replicas * buckets.count) { SDKBucket(buckets[$0 % buckets.count]) }
    measurements = Table(repeating: BudgetMeasurements(), count: replicas * services)
  }

  private enum TokenPolicy {
    case tower(TowerPolicy)
    case finagle(FinaglePolicy)

    func budget() -> TokenBudget {
      switch self {
      case .tower(let policy): TokenBudget(policy)
      case .finagle(let policy): TokenBudget(policy)
      }
    }
  }

  /// Where the budget of a service at a replica is among those of its kind.
  @inline(__always) private func place(_ service: Int, _ replica: Int16) -> Int {
    let position = positions[service]
    return isShared ? position.index : Int(replica) * position.count + position.index
  }

  /// How many attempts the windows remember. O(budgets).
  var memory: Int {
    var sum = 0
    for index in windows.indices { sum += windows[index].memory }
    return sum
  }

  /// Forgets what the budgets of a replica remember; nothing that it sent is in flight.
  mutating func restart(replica: Int) {
    guard !isShared else { return }
    for service in positions.indices {
      let place = place(service, Int16(replica))
      switch policies[service] {
      case .unlimited: break
      case .window(let policy): windows[place] = WindowBudget(policy)
      case .concurrency(let policy): concurrent[place] = EnvoyRetryLimit(policy)
      case .tower(let policy): tokens[place] = TokenBudget(policy)
      case .finagle(let policy): tokens[place] = TokenBudget(policy)
      case .throttle(let policy): throttles[place] = GRPCThrottle(policy)
      case .bucket(let rules): buckets[place] = SDKBucket(rules)
      }
    }
  }

  /// Retries that hold a place now. O(budgets).
  var outstanding: Int {
    var sum = 0
    for index in concurrent.indices { sum += concurrent[index].outstanding }
    return sum
  }

  // MARK: Each kind's own

  @inline(__always) mutating func noteFirstAttempt(service: Int, replica: Int16, at now: Int64) {
    windows[place(service, replica)].noteFirstAttempt(at: now)
  }

  mutating func decideWindow(service: Int, replica: Int16, at now: Int64) -> AttemptRow.Denial? {
    windows[place(service, replica)].decide(at: now)
  }

  @inline(__always) mutating func noteStart(service: Int, replica: Int16, at now: Int64) {
    concurrent[place(service, replica)].noteStart(at: now)
  }

  /// - Parameter active: what is in flight to the service and waits for a connection.
  mutating func decideConcurrent(
    active: Int, service: Int, replica: Int16, at now: Int64
  ) -> AttemptRow.Denial? {
    concurrent[place(service, replica)].decide(active: active, at: now)
  }

  /// Gives the place of an ended retry back.
  mutating func release(service: Int, replica: Int16) { concurrent[place(service, replica)].release() }

  mutating func deposit(service: Int, replica: Int16, at now: Int64) {
    tokens[place(service, replica)].noteDeposit(at: now)
  }

  mutating func decideTokens(service: Int, replica: Int16, at now: Int64) -> AttemptRow.Denial? {
    tokens[place(service, replica)].decide(at: now)
  }

  mutating func noteFailure(service: Int, replica: Int16) -> AttemptRow.Denial? {
    throttles[place(service, replica)].noteFailure()
  }

  mutating func noteThrottleSuccess(service: Int, replica: Int16) {
    throttles[place(service, replica)].noteSuccess()
  }

  mutating func decideBucket(
    _ failure: SDKBucket.Failure, service: Int, replica: Int16
  ) -> AttemptRow.Denial? {
    buckets[place(service, replica)].decide(after: failure)
  }

  mutating func refund(retried: SDKBucket.Failure?, service: Int, replica: Int16) {
    buckets[place(service, replica)].noteSuccess(retried: retried)
  }

  // MARK: The numbers that a decision now would rest on

  mutating func windowNumbers(service: Int, replica: Int16, at now: Int64) -> AttemptRow.Denial {
    windows[place(service, replica)].numbers(at: now)
  }

  mutating func concurrentNumbers(
    active: Int, service: Int, replica: Int16, at now: Int64
  ) -> AttemptRow.Denial {
    concurrent[place(service, replica)].numbers(active: active, at: now)
  }

  mutating func tokenNumbers(service: Int, replica: Int16, at now: Int64) -> AttemptRow.Denial {
    tokens[place(service, replica)].numbers(at: now)
  }

  func throttleNumbers(service: Int, replica: Int16) -> AttemptRow.Denial {
    throttles[place(service, replica)].numbers
  }

  func bucketNumbers(
    _ failure: SDKBucket.Failure, service: Int, replica: Int16
  ) -> AttemptRow.Denial {
    buckets[place(service, replica)].numbers(after: failure)
  }

  /// What the budget of a service at a replica counts and allows at `now`; no decision is another for it.
  mutating func reading(service: Int, replica: Int16, active: Int, at now: Int64) -> BudgetReading {
    let place = place(service, replica)
    switch policies[service] {
    case .unlimited: return BudgetReading()
    case .window: return windows[place].reading(at: now)
    case .concurrency: return concurrent[place].reading(active: active, at: now)
    case .tower, .finagle: return tokens[place].reading(at: now)
    case .throttle: return throttles[place].reading
    case .bucket: return buckets[place].reading
    }
  }

  // MARK: What is counted

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

  /// Ends the open episodes.
  mutating func closeEpisodes() {
    for index in measurements.indices { measurements[index].exhaustion.close() }
  }
}
