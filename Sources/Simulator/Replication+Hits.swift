import Engine
import Records
import Scenarios

/// Which jobs the active faults hit, and how hard; asked only while some fault is active.
extension Replication {
  /// Whether a black hole of the endpoint or the route takes a job that is sent.
  mutating func isSwallowed(_ job: Int32, key: UInt64) -> Bool {
    let route = disturbedRoute(of: job)
    return hits(endpointEffects[Int(jobs[job].endpoint)].blackholes, job, key: key)
      || (route >= 0 && hits(routeEffects[route].blackholes, job, key: key))
  }

  /// What latency faults add to the way of a job that is sent.
  mutating func addedLatency(_ job: Int32, key: UInt64) -> SimulationDuration {
    var sum = SimulationDuration.zero
    for grip in endpointEffects[Int(jobs[job].endpoint)].latencies {
      sum = sum + latency(grip, job, key: key)
    }
    let route = disturbedRoute(of: job)
    guard route >= 0 else { return sum }
    for grip in routeEffects[route].latencies { sum = sum + latency(grip, job, key: key) }
    return sum
  }

  private mutating func latency(_ grip: Grip, _ job: Int32, key: UInt64) -> SimulationDuration {
    guard case .latency(let distribution) = model.faults[grip.fault].effect,
      isHit(job, by: grip, key: key)
    else { return .zero }
    var draws = streams.latencies[grip.fault].draws(key, trial(of: job))
    return SimulationDuration(seconds: distribution.sample(&draws) * grip.size(from: 0, to: 1, at: now))
  }

  /// How the connection of a job that reaches its endpoint fails, nil where it does not.
  ///
  /// What is refused never was a connection; what a crash took, or a reset, breaks one.
  mutating func connectionError(_ job: Int32, key: UInt64) -> AttemptRow.Outcome? {
    let endpoint = Int(jobs[job].endpoint)
    let route = disturbedRoute(of: job)
    if endpointEffects[endpoint].isDown { return .reset }
    if hits(endpointEffects[endpoint].refusals, job, key: key)
      || (route >= 0 && hits(routeEffects[route].refusals, job, key: key))
    {
      return .refused
    }
    if hits(endpointEffects[endpoint].resets, job, key: key)
      || (route >= 0 && hits(routeEffects[route].resets, job, key: key))
    {
      return .reset
    }
    return nil
  }

  /// The failure with which a job's draw hits the faults of its endpoint, then those of its route, each taking its rate of what the ones
  /// before left over; `passed` is the share that is taken so far.
  mutating func injectedFailure(
    _ job: Int32, at draw: Double, key: UInt64, passed: inout Double
  ) -> Effects.Failing? {
    let endpoint = Int(jobs[job].endpoint)
    let route = disturbedRoute(of: job)
    if let hit = failure(
      among: endpointEffects[endpoint].failing, job, at: draw, key: key, passed: &passed)
    {
      return hit
    }
    guard route >= 0 else { return nil }
    return failure(among: routeEffects[route].failing, job, at: draw, key: key, passed: &passed)
  }

  private mutating func failure(
    among faults: [(grip: Grip, failing: Effects.Failing)], _ job: Int32, at draw: Double, key: UInt64,
    passed: inout Double
  ) -> Effects.Failing? {
    for (grip, failing) in faults where isHit(job, by: grip, key: key) {
      passed += (1 - passed) * grip.size(from: 0, to: failing.rate, at: now)
      if draw < passed { return failing }
    }
    return nil
  }

  /// How many times as long the service of what begins now at `endpoint` takes.
  mutating func slowdown(at endpoint: Int) -> Double {
    var product = 1.0
    for (grip, factor) in endpointEffects[endpoint].slowdowns {
      product *= grip.size(from: 1, to: factor, at: now)
    }
    return product
  }

  private mutating func hits(_ grips: [Grip], _ job: Int32, key: UInt64) -> Bool {
    for grip in grips where isHit(job, by: grip, key: key) { return true }
    return false
  }

  /// Whether an active fault hits a job.
  ///
  /// Assumption A-SIM-63: which attempts a fault with a percentage hits is drawn for each attempt and each copy by itself.
  private mutating func isHit(_ job: Int32, by grip: Grip, key: UInt64) -> Bool {
    guard let share = grip.share else { return true }
    var draws = streams.hits[grip.fault].draws(key, trial(of: job))
    return draws.uniform() < share * grip.growth(at: now)
  }

  /// Attempts count from 1, copies of the same request from 2³¹.
  private mutating func trial(of job: Int32) -> UInt32 {
    let mirror = jobs[job].mirror
    return mirror < 0 ? UInt32(jobs[job].attempts) : 1 << 31 | UInt32(mirror)
  }
}
