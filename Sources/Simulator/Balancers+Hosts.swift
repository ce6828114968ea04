/// Which endpoints are picked from: those that are ready and not ejected, or in a panic all that are ready.
extension Balancers {
  /// Says which endpoints of `service` are ready. O(n) in its endpoints and, where they can be ejected, in the replicas.
  package mutating func setReady(_ endpoints: [Int32], service: Int, at now: Int64) {
    warmUps.note(ready: endpoints, before: ready[service], service: service, at: now)
    ready[service] = endpoints
    guard ejects else { return chooseHosts(service: service, replica: 0) }
    let numbers = endpoints.map { Int($0) - firstEndpoints[service] }
    for replica in 0..<replicas {
      detectors[replica * serviceCount + service]?.setMembers(numbers)
      chooseHosts(service: service, replica: replica)
    }
  }

  /// Tells the detector of `replica` what an attempt at an endpoint of `service` came to.
  /// - Returns: whether the endpoint is ejected for it.
  package mutating func note(_ status: Int, endpoint: Int32, service: Int, replica: Int, at now: Int64)
    -> Bool
  {
    let host = Int(endpoint) - firstEndpoints[service]
    let isEjected = detectors[replica * serviceCount + service]?.note(status, of: host, at: now) ?? false
    if isEjected { chooseHosts(service: service, replica: replica) }
    return isEjected
  }

  /// Lets all replicas look at the endpoints of `service` after an interval.
  /// - Returns: how many endpoints they ejected.
  mutating func look(service: Int, at now: Int64) -> Int {
    var ejections = 0
    for replica in 0..<replicas {
      let index = replica * serviceCount + service
      let before = detectors[index]?.ejections ?? 0
      guard detectors[index]?.look(at: now) == true else { continue }
      ejections += (detectors[index]?.ejections ?? before) - before
      chooseHosts(service: service, replica: replica)
    }
    return ejections
  }

  /// Begins anew at a replica that has nothing in flight.
  mutating func restart(replica: Int) {
    for index in replica * serviceCount..<(replica + 1) * serviceCount {
      positions[index] = firstPositions[index]
    }
    for service in 0..<serviceCount {
      if ejects {
        detectors[replica * serviceCount + service]?.restart()
        chooseHosts(service: service, replica: replica)
      }
      warmUps.forgetTurns(of: replica * serviceCount + service)
    }
  }

  /// Works out anew what `replica` picks from, every replica where none ejects.
  private mutating func chooseHosts(service: Int, replica: Int) {
    let list = replica * listsPerReplica + service
    if isUsed.count > 0 {
      for endpoint in hosts[list] { isUsed[replica * flagsPerReplica + Int(endpoint)] = false }
    }
    hosts[list] = usable(service: service, replica: replica)
    if isUsed.count > 0 {
      for endpoint in hosts[list] { isUsed[replica * flagsPerReplica + Int(endpoint)] = true }
    }
    for replica in ejects ? replica..<replica + 1 : 0..<replicas {
      warmUps.forgetTurns(of: replica * serviceCount + service)
    }
  }

  /// Where fewer than the panic threshold's share of the ready endpoints are left, all are used (reference retry-budgets 6).
  private func usable(service: Int, replica: Int) -> [Int32] {
    let all = ready[service]
    guard ejects, let detector = detectors[replica * serviceCount + service], detector.ejected > 0
    else { return all }
    let healthy = all.filter { !detector.isEjected(Int($0) - firstEndpoints[service]) }
    // A share such as 0.07 is not exact in binary.
    return Double(healthy.count) + 1e-9 < panicThreshold * Double(all.count) ? all : healthy
  }
}
