/// The connections of every gateway replica to every endpoint, and the circuit breakers that bound them (reference retry-budgets 1.1).
///
/// Assumption A-SIM-29: an Envoy speaks HTTP/1.1 to endpoints: an attempt has a connection of its own while it lasts, connecting takes no
/// time, and an idle connection stays. A replica is one process whose workers share pools and counters.
struct ConnectionPools: ~Copyable {
  /// What one replica has open to one endpoint.
  struct Pool {
    var connections: Int32 = 0
    var busy: Int32 = 0
    /// The ends of the queue of jobs that wait for a connection, -1 where it is empty.
    var first: Int32 = -1
    var last: Int32 = -1
  }

  /// What one replica has open to one service.
  struct Cluster {
    var connections = 0
    /// Attempts and copies that wait for a connection.
    var pending = 0
    /// Attempts and copies that have one.
    var active = 0
  }

  /// What becomes of an attempt or a copy.
  enum Admission {
    case connected
    case waits
    case overflows
  }

  /// Whether any service has circuit breakers.
  let isUsed: Bool
  private let endpointCount: Int
  private let serviceCount: Int
  /// Per replica and endpoint.
  var pools: Table<Pool>
  /// Per replica and service.
  var clusters: Table<Cluster>

  init(_ model: Model) {
    isUsed = model.services.contains { $0.breakers != nil }
    endpointCount = model.endpointCount
    serviceCount = model.services.count
    let replicas = isUsed ? model.proxyCount : 0
    pools = Table(repeating: Pool(), count: replicas * endpointCount)
    clusters = Table(repeating: Cluster(), count: replicas * serviceCount)
  }

  @inline(__always) func pool(_ endpoint: Int32, _ replica: Int16) -> Int {
    Int(replica) * endpointCount + Int(endpoint)
  }

  @inline(__always) func cluster(_ service: Int, _ replica: Int16) -> Int {
    Int(replica) * serviceCount + service
  }

  /// Attempts and copies of `replica` to `service` that have a connection or wait for one.
  func inFlight(service: Int, replica: Int16) -> Int {
    let cluster = clusters[cluster(service, replica)]
    return cluster.active + cluster.pending
  }

  /// Gives an attempt or a copy a connection or a place to wait for one, and counts it, unless a threshold is reached.
  ///
  /// Each comparison is strict, so that 0 refuses everything; an endpoint without any connection gets one whatever their number.
  mutating func admit(
    _ breakers: Model.CircuitBreakers, endpoint: Int32, service: Int, replica: Int16
  ) -> Admission {
    let pool = pool(endpoint, replica)
    let cluster = cluster(service, replica)
    if pools[pool].connections > pools[pool].busy { return occupy(breakers, pool, cluster) }
    guard clusters[cluster].pending < breakers.pendingRequests else { return .overflows }
    guard clusters[cluster].connections < breakers.connections || pools[pool].connections == 0 else {
      clusters[cluster].pending += 1
      return .waits
    }
    pools[pool].connections += 1
    clusters[cluster].connections += 1
    return occupy(breakers, pool, cluster)
  }

  private mutating func occupy(_ breakers: Model.CircuitBreakers, _ pool: Int, _ cluster: Int) -> Admission {
    guard clusters[cluster].active < breakers.requests else { return .overflows }
    clusters[cluster].active += 1
    pools[pool].busy += 1
    return .connected
  }

  /// Takes the connection of an ended attempt or copy back.
  mutating func release(endpoint: Int32, service: Int, replica: Int16, closing: Bool) {
    let pool = pool(endpoint, replica)
    let cluster = cluster(service, replica)
    clusters[cluster].active -= 1
    pools[pool].busy -= 1
    guard closing else { return }
    pools[pool].connections -= 1
    clusters[cluster].connections -= 1
  }

  /// Gives the first of those that wait at a pool the place of one that ended there.
  mutating func connectWaiting(endpoint: Int32, service: Int, replica: Int16) {
    let pool = pool(endpoint, replica)
    let cluster = cluster(service, replica)
    if pools[pool].connections == pools[pool].busy {
      pools[pool].connections += 1
      clusters[cluster].connections += 1
    }
    clusters[cluster].pending -= 1
    clusters[cluster].active += 1
    pools[pool].busy += 1
  }

  /// Forgets the connections of a replica; nothing that it sent is in flight.
  mutating func restart(replica: Int) {
    guard isUsed else { return }
    for endpoint in 0..<endpointCount { pools[replica * endpointCount + endpoint] = Pool() }
    for service in 0..<serviceCount { clusters[replica * serviceCount + service] = Cluster() }
  }

  /// One of those that wait gives up.
  mutating func giveUp(service: Int, replica: Int16) { clusters[cluster(service, replica)].pending -= 1 }
}
