/// What the active faults do to an endpoint, or to the attempts of a route.
struct Effects {
  /// A source of failures: the service's own, or a fault's.
  struct Failing {
    var rate: Double
    var status: Int
    var atOnce: Bool
  }

  /// Error faults in the order in which they began.
  var failing: [Failing] = []
  /// Latency faults, as indexes of the model's faults.
  var latencies: [Int] = []
  var isResetting = false
  var isBlackhole = false
  var isPaused = false
  /// Whether the endpoint is gone with all it held.
  var isDown = false
  /// Whether it finishes what it has and gets nothing new.
  var isDraining = false
  /// Factor of service times.
  var slowdown = 1.0
  /// Share of the slots that is left.
  var capacity = 1.0

  /// Which of the sources of failure the uniform number `draw` hits, each taking its rate of what the ones before left over; `passed` is
  /// the share that is taken so far.
  static func failure(among sources: [Failing], at draw: Double, passed: inout Double) -> Failing? {
    for source in sources {
      passed += (1 - passed) * source.rate
      if draw < passed { return source }
    }
    return nil
  }
}
