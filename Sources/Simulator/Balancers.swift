import Engine
import Scenarios

/// Picks endpoints for every gateway replica and service; the state of a replica is its own.
package struct Balancers: ~Copyable {
  /// What asks for an endpoint.
  package struct Ask {
    /// The service.
    package var service: Int
    /// The gateway replica.
    package var replica: Int
    /// The shape of the request, of which the key on a ring depends.
    package var shape: Int
    /// What draws for the request are keyed by.
    package var key: UInt64
    /// The moment, in nanoseconds.
    package var now: Int64
    /// The number of the attempt in the lower 16 bits, from 1 (0 for a copy); above them how often it was picked for before.
    package var attempt: UInt32

    package init(
      service: Int, replica: Int, shape: Int, key: UInt64, now: Int64, attempt: UInt32
    ) {
      self.service = service
      self.replica = replica
      self.shape = shape
      self.key = key
      self.now = now
      self.attempt = attempt
    }

    /// How many picks for the same request came before.
    var picksBefore: Int { Int(attempt & 0xffff) - (attempt & 0xffff > 0 ? 1 : 0) + Int(attempt >> 16) }
  }

  /// The policies as plain values: what holds a text is counted at every look.
  private enum Policy {
    case roundRobin
    case random
    case leastRequest(choices: Int)
    case leastRequestOfAll
    case ringHash

    init(_ policy: DataPlane.LoadBalancing) {
      switch policy {
      case .roundRobin: self = .roundRobin
      case .random: self = .random
      case .leastRequest(let choices?): self = .leastRequest(choices: choices)
      case .leastRequest(nil): self = .leastRequestOfAll
      case .ringHash: self = .ringHash
      }
    }
  }

  private let policy: Policy
  let serviceCount: Int
  let endpointCount: Int
  /// Whether any service's endpoints can be ejected.
  let ejects: Bool
  let panicThreshold: Double
  let replicas: Int
  let firstEndpoints: [Int]
  /// Endpoints that are ready, per service.
  var ready: Table<[Int32]>
  /// Those that are picked from, per service; where endpoints can be ejected per replica and service.
  var hosts: Table<[Int32]>
  let listsPerReplica: Int
  /// Whether an endpoint is picked from, in the same way; only where a ring asks.
  var isUsed: Table<Bool>
  let flagsPerReplica: Int
  /// Per replica and service, where endpoints can be ejected.
  var detectors: Table<OutlierDetector?>
  var warmUps: WarmUps
  /// Per service, and what each shape is looked for at; only with a ring.
  private let rings: Table<HashRing>
  private let ringKeys: Table<UInt64?>
  /// The next position of round robin, and where it began, per replica and service.
  var positions: Table<Int>
  let firstPositions: [Int]
  /// Requests in flight as the replica sees them, per replica and endpoint.
  private(set) var active: Table<Int32>

  /// Creates the balancers.
  ///
  /// Assumption A-SIM-24: round robin begins at a random endpoint in each replica, so that replicas do not march in step, and keeps
  /// its position when the ready endpoints change.
  package init(model: Model, replication: UInt32) {
    policy = Policy(model.dataPlane.loadBalancing)
    serviceCount = model.services.count
    endpointCount = model.endpointCount
    ejects = model.services.contains { $0.outliers != nil }
    panicThreshold = model.dataPlane.panicThreshold
    replicas = model.proxyCount
    firstEndpoints = model.services.map(\.firstEndpoint)
    let all = model.services.map { service in
      (0..<service.endpoints).map { Int32(service.firstEndpoint + $0) }
    }
    ready = Table(all)
    let copies = ejects ? model.proxyCount : 1
    listsPerReplica = ejects ? serviceCount : 0
    hosts = Table(copies * all.count) { all[$0 % all.count] }
    flagsPerReplica = ejects ? endpointCount : 0
    isUsed = Table(repeating: true, count: model.rings.isEmpty ? 0 : copies * endpointCount)
    detectors = Table(ejects ? copies * all.count : 0) {
      let service = model.services[$0 % all.count]
      return service.outliers.map { OutlierDetector($0, endpoints: service.endpoints) }
    }
    warmUps = WarmUps(model)
    rings = Table(model.rings)
    ringKeys = Table(model.ringKeys)
    active = Table(repeating: 0, count: model.proxyCount * endpointCount)
    let services = model.services.count
    firstPositions = (0..<model.proxyCount * services).map {
      let service = model.services[$0 % services]
      let stream = RandomStream(
        seed: model.seed, replication: replication, purpose: RandomPurpose.roundRobinStart,
        entity: RandomStream.entity(named: service.name))
      var draws = stream.draws(UInt64($0 / services))
      return Int(draws.below(UInt64(max(1, service.endpoints))))
    }
    positions = Table(firstPositions)
  }

  /// An endpoint of the service, nil where none is ready.
  ///
  /// What is drawn, if anything, is the stream's for this key and attempt.
  package mutating func pick(_ ask: Ask, from stream: RandomStream) -> Int32? {
    let list = ask.replica * listsPerReplica + ask.service
    let count = hosts[list].count
    if count <= 1 { return hosts[list].first }
    if ask.now < warmUps.end, warmUps.isWarming(service: ask.service, at: ask.now) { return pickWarming(ask) }
    switch policy {
    case .roundRobin:
      let index = ask.replica * serviceCount + ask.service
      let position = positions[index] % count
      positions[index] = position + 1
      return hosts[list][position]
    case .random:
      var draws = stream.draws(ask.key, ask.attempt)
      return hosts[list][Int(draws.below(UInt64(count)))]
    case .leastRequest(let choices):
      var draws = stream.draws(ask.key, ask.attempt)
      return leastLoaded(ask, list, choices: choices, of: count, &draws)
    case .leastRequestOfAll:
      var draws = stream.draws(ask.key, ask.attempt)
      return leastLoadedOfAll(ask, list, &draws)
    case .ringHash: return onRing(ask, list, from: stream)
    }
  }

  /// Draws with replacement; a later one wins only with strictly fewer active requests (as Envoy's, reference section 6).
  @inline(__always) private mutating func leastLoaded(
    _ ask: Ask, _ list: Int, choices: Int, of count: Int, _ draws: inout Draws
  ) -> Int32 {
    let base = ask.replica * endpointCount
    var best = hosts[list][Int(draws.below(UInt64(count)))]
    for _ in 1..<choices {
      let other = hosts[list][Int(draws.below(UInt64(count)))]
      if active[base + Int(other)] < active[base + Int(best)] { best = other }
    }
    return best
  }

  /// The least loaded of all; the nth of those that are equal takes the place of the ones before with probability 1/n, so that each is
  /// as likely (reservoir sampling).
  private mutating func leastLoadedOfAll(_ ask: Ask, _ list: Int, _ draws: inout Draws) -> Int32 {
    let base = ask.replica * endpointCount
    var best = hosts[list][0]
    var ties: UInt64 = 1
    for index in 1..<hosts[list].count {
      let other = hosts[list][index]
      let difference = active[base + Int(other)] - active[base + Int(best)]
      if difference > 0 { continue }
      ties = difference < 0 ? 1 : ties + 1
      if difference < 0 || draws.below(ties) == 0 { best = other }
    }
    return best
  }

  /// A request without a key has a random one, the same for all its attempts.
  private mutating func onRing(_ ask: Ask, _ list: Int, from stream: RandomStream) -> Int32? {
    var hash = ringKeys[ask.shape] ?? 0
    if ringKeys[ask.shape] == nil {
      var draws = stream.draws(ask.key)
      hash = draws.word()
    }
    let flags = ask.replica * flagsPerReplica
    let turn = rings[ask.service].places * hosts[list].count
    return rings[ask.service].endpoint(at: hash, steps: ask.picksBefore % turn) {
      isUsed[flags + Int($0)]
    }
  }

  /// Notes that `replica` sent something to `endpoint`.
  package mutating func begin(endpoint: Int32, replica: Int) {
    active[replica * endpointCount + Int(endpoint)] += 1
  }

  /// Notes that it ended for the replica.
  package mutating func end(endpoint: Int32, replica: Int) {
    active[replica * endpointCount + Int(endpoint)] -= 1
  }
}
