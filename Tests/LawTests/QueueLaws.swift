/// The textbook's formulas for queues with Poisson arrivals; `c` servers, offered load `a` = λ/μ, utilisation ρ = a/c.
enum QueueLaws {
  /// Erlang's loss formula by its recursion B(k) = a·B(k-1) / (k + a·B(k-1)), B(0) = 1 (Erlang 1917; Cooper, Queueing Theory, 3.3).
  static func erlangB(servers: Int, load: Double) -> Double {
    (1...servers).reduce(1.0) { blocking, k in load * blocking / (Double(k) + load * blocking) }
  }

  /// Erlang's delay formula C = B / (1 - ρ(1 - B)) (Cooper 3.4).
  static func erlangC(servers: Int, load: Double) -> Double {
    let blocking = erlangB(servers: servers, load: load)
    return blocking / (1 - load / Double(servers) * (1 - blocking))
  }

  /// Mean waiting time of M/M/c: C / (cμ - λ).
  static func waitMMc(servers: Int, arrivalRate: Double, serviceRate: Double) -> Double {
    erlangC(servers: servers, load: arrivalRate / serviceRate)
      / (Double(servers) * serviceRate - arrivalRate)
  }

  /// Mean waiting time of M/D/1: ρ / (2μ(1 - ρ)) (Pollaczek and Khinchine with no variance).
  static func waitMD1(arrivalRate: Double, serviceRate: Double) -> Double {
    let load = arrivalRate / serviceRate
    return load / (2 * serviceRate * (1 - load))
  }

  /// The share of customers that M/M/c/K refuses (K places, those in service included): the stationary probability of K customers.
  static func lossMMcK(servers: Int, places: Int, load: Double) -> Double {
    var weights = [1.0]
    for k in 1...places { weights.append(weights[k - 1] * load / Double(min(k, servers))) }
    return weights[places] / weights.reduce(0, +)
  }
}
