import Scenarios

/// What the active faults do to an endpoint, or to the attempts of a route.
struct Effects {
  /// A source of failures: the service's own, or a fault's.
  struct Failing {
    var rate: Double
    var status: Int
    var atOnce: Bool
  }

  // Those that take hold of single attempts, in the order in which they began.
  var failing: [(grip: Grip, failing: Failing)] = []
  var resets: [Grip] = []
  var refusals: [Grip] = []
  var blackholes: [Grip] = []
  var latencies: [Grip] = []
  /// Factors of service times.
  var slowdowns: [(grip: Grip, factor: Double)] = []
  var isPaused = false
  /// Whether the endpoint is gone with all it held.
  var isDown = false
  /// Whether it finishes what it has and gets nothing new.
  var isDraining = false
  /// Whether it gets nothing new.
  var isAway: Bool { isDown || isDraining }
  /// Share of the slots that is left.
  var capacity = 1.0

  /// Adds what an active fault does to attempts of a route or at an endpoint.
  mutating func add(_ effect: Fault.Effect, _ grip: Grip) {
    switch effect {
    case .errors(let failures):
      failing.append(
        (
          grip,
          Failing(rate: failures.rate, status: failures.status, atOnce: failures.when == .atOnce)
        ))
    case .reset: resets.append(grip)
    case .refuse: refusals.append(grip)
    case .blackhole: blackholes.append(grip)
    case .latency: latencies.append(grip)
    case .slowdown(let factor): slowdowns.append((grip, factor))
    case .pause: isPaused = true
    case .crash(let inFlight): leave(inFlight)
    case .capacity, .rollingRestart, .surge, .gatewayLoss: break
    }
  }

  /// Takes the endpoint away.
  mutating func leave(_ inFlight: Fault.InFlight) {
    switch inFlight {
    case .lost: isDown = true
    case .drained: isDraining = true
    }
  }
}
