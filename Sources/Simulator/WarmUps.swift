import Scenarios

/// Which endpoints are in their slow start, and whose turn it is meanwhile.
struct WarmUps: ~Copyable {
  /// nil where there is none, or where the policy knows none.
  private let rule: DataPlane.SlowStart?
  /// Whether active requests lower the weight of an endpoint.
  let countsActive: Bool
  /// When each endpoint became ready; longer ago than any window for those that were from the start.
  private var readySince: Table<Int64>
  /// When the last endpoint of each service has its whole weight, and when that of all services has.
  private var ends: Table<Int64>
  private(set) var end = Int64.min
  /// Per replica and service; looked at only while an endpoint of the service is in its slow start.
  var turns: Table<EarliestDeadlineFirst>

  init(_ model: Model) {
    switch model.dataPlane.loadBalancing {
    case .roundRobin: (rule, countsActive) = (model.dataPlane.slowStart, false)
    case .leastRequest: (rule, countsActive) = (model.dataPlane.slowStart, true)
    case .random, .ringHash: (rule, countsActive) = (nil, false)
    }
    let isUsed = rule != nil
    readySince = Table(repeating: Int64.min / 2, count: isUsed ? model.endpointCount : 0)
    ends = Table(repeating: Int64.min, count: isUsed ? model.services.count : 0)
    turns = Table(
      repeating: EarliestDeadlineFirst(),
      count: isUsed ? model.proxyCount * model.services.count : 0)
  }

  /// Notes which endpoints of a service are ready from `now` on, and which were before.
  mutating func note(ready: [Int32], before: [Int32], service: Int, at now: Int64) {
    guard let rule else { return }
    let old = Set(before)
    for endpoint in ready where !old.contains(endpoint) {
      readySince[Int(endpoint)] = now
      ends[service] = now + rule.window
      end = max(end, ends[service])
    }
  }

  /// Lets the turns of a replica and service begin anew with the next pick.
  mutating func forgetTurns(of index: Int) {
    if rule != nil { turns[index] = EarliestDeadlineFirst() }
  }

  /// Whether any endpoint of a service is in its slow start.
  @inline(__always) func isWarming(service: Int, at now: Int64) -> Bool {
    now < end && now < ends[service]
  }

  /// The weight of an endpoint, above 0 to 1.
  func weight(of endpoint: Int32, at now: Int64) -> Double {
    rule?.weight(after: now - readySince[Int(endpoint)]) ?? 1
  }
}

/// Assumption A-SIM-73: endpoints that are ready at time zero have their whole weight, and so has one that an ejection gives back. While an
/// endpoint of a service is in its slow start every replica takes the turns of weights, which begin anew when the endpoints change.
extension Balancers {
  /// The endpoint whose turn it is by weight.
  mutating func pickWarming(_ ask: Ask) -> Int32? {
    let index = ask.replica * serviceCount + ask.service
    if warmUps.turns[index].next == nil { beginTurns(ask, index) }
    guard let endpoint = warmUps.turns[index].next else { return nil }
    let weight = weight(of: endpoint, replica: ask.replica, at: ask.now)
    warmUps.turns[index].takeTurn(weight: weight)
    return endpoint
  }

  /// Begins the turns anew, as many on as round robin begins.
  private mutating func beginTurns(_ ask: Ask, _ index: Int) {
    let endpoints = hosts[ask.replica * listsPerReplica + ask.service]
    var turns = EarliestDeadlineFirst()
    for endpoint in endpoints {
      turns.add(endpoint, weight: weight(of: endpoint, replica: ask.replica, at: ask.now))
    }
    for _ in 0..<firstPositions[index] % max(1, endpoints.count) {
      guard let endpoint = turns.next else { break }
      turns.takeTurn(weight: weight(of: endpoint, replica: ask.replica, at: ask.now))
    }
    warmUps.turns[index] = turns
  }

  /// As an Envoy weighs: for least request by one more than the active requests, at the moment at which a turn ends.
  private func weight(of endpoint: Int32, replica: Int, at now: Int64) -> Double {
    let weight = warmUps.weight(of: endpoint, at: now)
    guard warmUps.countsActive else { return weight }
    return weight / Double(active[replica * endpointCount + Int(endpoint)] + 1)
  }
}
