/// One occurrence of a fault, from its beginning to its end.
struct ActiveFault {
  /// Which of the model's faults.
  let fault: Int
  let start: Int64
  let end: Int64
}

/// How an active fault takes hold of attempts: how far it has grown, and which of them it hits.
///
/// Assumption A-SIM-62: a fault that grows has the size of the moment at which it is used: when an attempt is sent (latency, black holes),
/// reaches its endpoint (errors, resets, refusals) or begins to be served (slowdown). Slots vanish one by one, evenly spread.
struct Grip {
  /// Which of the model's faults.
  let fault: Int
  let start: Int64
  /// Nanoseconds in which it grows.
  let ramp: Int64
  /// The share of attempts that it hits, nil for all.
  let share: Double?

  /// How far it has grown at `now`: from 0, when it begins, to 1.
  func growth(at now: Int64) -> Double {
    now - start < ramp ? Double(now - start) / Double(ramp) : 1
  }

  /// Its size at `now`, which goes from `none` to `full`; where it grows in the share of attempts that it hits its size is full.
  func size(from none: Double, to full: Double, at now: Int64) -> Double {
    guard share == nil, now - start < ramp else { return full }
    return none + (full - none) * growth(at: now)
  }
}
