import Engine
import Scenarios

/// Picks endpoints for every gateway replica and service; the state of a replica is its own.
struct Balancers: ~Copyable {
  private let policy: DataPlane.LoadBalancing
  private let serviceCount: Int
  private let endpointCount: Int
  /// Endpoints that can be picked, per service.
  private var ready: Table<[Int32]>
  /// The next position of round robin, and where it began, per replica and service.
  private var positions: Table<Int>
  private let firstPositions: [Int]
  /// Requests in flight as the replica sees them, per replica and endpoint.
  private(set) var active: Table<Int32>

  /// Creates the balancers.
  ///
  /// Assumption A-SIM-24: round robin begins at a random endpoint in each replica, so that replicas do not march in step, and keeps
  /// its position when the ready endpoints change.
  init(model: Model, replication: UInt32) {
    policy = model.dataPlane.loadBalancing
    serviceCount = model.services.count
    endpointCount = model.endpointCount
    ready = Table(
      model.services.map { service in
        (0..<service.endpoints).map { Int32(service.firstEndpoint + $0) }
      })
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

  /// An endpoint of `service`, nil where none is ready.
  ///
  /// What is drawn, if anything, is the stream's for this key and attempt.
  mutating func pick(
    service: Int, replica: Int, from stream: RandomStream, _ key: UInt64, _ attempt: UInt32 = 0
  ) -> Int32? {
    let count = ready[service].count
    if count <= 1 { return ready[service].first }
    switch policy {
    case .roundRobin:
      let index = replica * serviceCount + service
      let position = positions[index] % count
      positions[index] = position + 1
      return ready[service][position]
    case .random:
      var draws = stream.draws(key, attempt)
      return ready[service][Int(draws.below(UInt64(count)))]
    case .leastRequest:
      // Two draws with replacement; the second wins only with strictly fewer (as Envoy's, reference section 6).
      var draws = stream.draws(key, attempt)
      let one = ready[service][Int(draws.below(UInt64(count)))]
      let two = ready[service][Int(draws.below(UInt64(count)))]
      let base = replica * endpointCount
      return active[base + Int(two)] < active[base + Int(one)] ? two : one
    }
  }

  /// Notes that `replica` sent something to `endpoint`.
  mutating func begin(endpoint: Int32, replica: Int) {
    active[replica * endpointCount + Int(endpoint)] += 1
  }

  /// Notes that it ended for the replica.
  mutating func end(endpoint: Int32, replica: Int) {
    active[replica * endpointCount + Int(endpoint)] -= 1
  }

  /// Begins anew at a replica that has nothing in flight.
  mutating func restart(replica: Int) {
    for index in replica * serviceCount..<(replica + 1) * serviceCount {
      positions[index] = firstPositions[index]
    }
  }

  /// Says which endpoints of `service` can be picked.
  mutating func setReady(_ endpoints: [Int32], service: Int) {
    ready[service] = endpoints
  }
}
