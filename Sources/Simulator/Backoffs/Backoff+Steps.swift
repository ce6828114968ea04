extension Backoff {
  /// Envoy's back-off for a response that says how long to wait (`rate_limited_retry_back_off`): uniform in whole milliseconds in
  /// [interval, 1.5 × interval) (reference retry-budgets 1.6).
  /// - Parameters:
  ///   - interval: what the response says, in milliseconds, at least 2: Envoy ignores less.
  ///   - word: sixty-four random bits.
  /// - Returns: nanoseconds.
  package static func rateLimited(interval: Int64, word: UInt64) -> Int64 {
    (interval + Int64(word % UInt64(interval / 2))) * 1_000_000
  }

  /// The mean of the wait before a retry, in nanoseconds; nil for decorrelated jitter, whose mean depends on the waits before.
  package func mean(retry: Int) -> Double? {
    switch self {
    case .none: return 0
    case .fixed(let wait): return Double(wait)
    case .envoy(let base, let maximum):
      return Double(Self.envoyInterval(retry, base, maximum) - 1) / 2 * 1e6
    case .linkerd(let minimum, let maximum):
      let wait = Double(Self.doubled(minimum, times: retry - 1, cap: maximum))
      let room = Double(maximum) - wait
      // The mean of min(U × wait, room): uniform up to the room, and the room with what probability is left.
      return wait + (room >= wait ? wait / 2 : room - room * room / (2 * wait))
    case .grpc(let initial, let maximum, let multiplier, let jitter):
      let wait = Self.grown(initial, by: multiplier, times: retry - 1, cap: maximum)
      return jitter == .full ? wait / 2 : wait
    case .sdk(let base, let cap):
      return Double(Self.doubled(base, times: retry - 1, cap: cap)) / 2
    case .classic(let jitter, let base, let cap):
      let wait = Double(Self.doubled(base, times: retry, cap: cap))
      switch jitter {
      case .none: return wait
      case .equal: return wait * 0.75
      case .full: return wait / 2
      case .decorrelated: return nil
      }
    }
  }

  /// Envoy's I_n, in milliseconds, at least 1.
  static func envoyInterval(_ retry: Int, _ base: Int64, _ maximum: Int64) -> Int64 {
    var interval = max(base, 1)
    for _ in 1..<max(retry, 1) {
      if interval >= maximum / 2 { return max(maximum, 1) }
      interval *= 2
    }
    return interval
  }

  /// min(base × 2^times, cap).
  static func doubled(_ base: Int64, times: Int, cap: Int64) -> Int64 {
    times < 63 && base <= cap >> Int64(times) ? base << Int64(times) : cap
  }

  /// min(base × factor^times, cap). O(times), but at once where the cap is reached.
  static func grown(_ base: Int64, by factor: Double, times: Int, cap: Int64) -> Double {
    var value = Double(base)
    for _ in 0..<max(times, 0) {
      if value >= Double(cap) { break }
      value *= factor
    }
    return min(value, Double(cap))
  }

  /// The nearest whole number of nanoseconds.
  static func nearest(_ nanoseconds: Double) -> Int64 {
    nanoseconds < 0x1p63 ? Int64(nanoseconds.rounded(.toNearestOrEven)) : .max
  }
}
